"""What reports must say, added up from what was sold, without the program: the simplest thing that is right."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.kernel.ids import WaiterId
from domain.kernel.period import Period
from domain.reporting.sales import GroupBy, SalesGroup, Sold

Sums = tuple[int, int, int]
"""Quantity, revenue and orders."""


@dataclass(frozen=True)
class Placed:
    """An order that was placed: by whom, when, and its lines as product, quantity and price."""

    waiter: WaiterId
    day: date
    hour: int
    lines: Sequence[tuple[str, int, int]]

    def is_of(self, waiter: WaiterId | None, period: Period) -> bool:
        """Tell whether the waiter (None is anybody) placed it on one of these days."""
        starts, ends = period.start or date.min, period.end or date.max
        return waiter in {None, self.waiter} and starts <= self.day <= ends


KEYS: Final[Mapping[GroupBy, Callable[[Placed], object]]] = {
    GroupBy.DAY: lambda placed: placed.day,
    GroupBy.WEEK: lambda placed: placed.day.strftime("%G-W%V"),
    GroupBy.MONTH: lambda placed: placed.day.strftime("%Y-%m"),
    GroupBy.HOUR: lambda placed: placed.hour,
    GroupBy.WEEKDAY: lambda placed: placed.day.isoweekday(),
    GroupBy.WAITER: lambda placed: placed.waiter,
}
"""What each order is grouped by; its lines are by their products, which have no category here."""


def sums_of(placed: Iterable[Placed], by: GroupBy) -> Mapping[object, Sums]:
    """Return what was sold in each group. An order of two products is in both their groups."""
    in_none = by is GroupBy.CATEGORY
    lines = [
        (KEYS[by](order) if by in KEYS else None if in_none else product, number, quantity, price)
        for number, order in enumerate(placed)
        for product, quantity, price in order.lines
    ]
    return {
        key: (
            sum(quantity for own, _, quantity, _ in lines if own == key),
            sum(quantity * price for own, _, quantity, price in lines if own == key),
            0 if in_none else len({number for own, number, _, _ in lines if own == key}),
        )
        for key in {own for own, *_ in lines}
    }


def total_of(placed: Sequence[Placed]) -> Sums:
    """Return what was sold in all."""
    lines = [(quantity, price) for order in placed for _, quantity, price in order.lines]
    return sum(quantity for quantity, _ in lines), sum(quantity * price for quantity, price in lines), len(placed)


def said_of(sold: Sold) -> Sums:
    """Return what a report says."""
    return sold.quantity, sold.revenue.minor, sold.orders


def said_of_each(groups: Iterable[SalesGroup], by: GroupBy) -> Mapping[object, Sums]:
    """Return what a report says of each group; products go by their names."""
    return {each.name if by is GroupBy.PRODUCT else each.key: said_of(each.sold) for each in groups}
