"""A bill in parts, for guests who pay for themselves: together they are what is due."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from domain.billing.bill import Bill
from domain.billing.rounding import spread
from domain.kernel.ids import LineId
from domain.kernel.money import Money


class Share(NamedTuple):
    """What one pays; `seat` is None where nobody sits at one."""

    seat: int | None
    amount: Money


def evenly(bill: Bill, ways: int) -> Sequence[Share]:
    """Return what is due in so many equal parts: the first pay the odd units."""
    return [Share(None, Money(amount)) for amount in spread(bill.due.minor, [1] * ways)]


def by_seat(bill: Bill, seats: Mapping[LineId, int]) -> Sequence[Share]:
    """Return what is due by the seat that each line is for; all share evenly what is for none."""
    numbers = sorted({*seats.values()})
    if not numbers:
        return evenly(bill, 1)
    own = dict.fromkeys(numbers, 0)
    shared = 0
    for each in bill.lines:
        if each.line in seats:
            own[seats[each.line]] += each.total.minor
        else:
            shared += each.total.minor
    parts = [own[number] + part for number, part in zip(numbers, spread(shared, [1] * len(numbers)), strict=True)]
    due = spread(bill.due.minor, parts)
    return [Share(number, Money(amount)) for number, amount in zip(numbers, due, strict=True)]
