"""The bill of an order, and what is written down of each change to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from domain.billing.account import NO_ACCOUNT
from domain.billing.bill import Bill
from domain.billing.charges import Charge, Tax
from domain.billing.rounding import spread
from domain.kernel.ids import LineId, ProductId
from domain.ordering.line import Sale
from domain.ordering.order import Order


class _Last(NamedTuple):
    """The bill that was asked for last: of one order it is asked for several times in a row, and before it is paid."""

    order: Order
    bill: Bill


_LAST: Final = list[_Last]()


def bill_of(order: Order) -> Bill:
    """Return what the order comes to, and what of it is paid."""
    for last in _LAST:
        if last.order is order:
            return last.bill
    bill = _computed(order)
    _LAST[:] = [_Last(order, bill)]
    return bill


def _computed(order: Order) -> Bill:
    account = order.account
    payments, refunds = [each.payment for each in account.payments], [each.refund for each in account.refunds]
    for last in _LAST:
        if _has_the_same_charges(last.order, order):
            return last.bill.settled(payments, refunds)
    return Bill.of(
        [Charge(line.id, line.unit_price, line.here, line.voided, line.tax) for line in order.lines],
        discounts=[each.discount for each in account.discounts],
        service=account.service,
        payments=payments,
        refunds=refunds,
    )


def _has_the_same_charges(one: Order, other: Order) -> bool:
    """Tell whether one is the other before or after it was paid, in no time: that these are equal is not looked for."""
    was, now = one.account, other.account
    return one.lines is other.lines and was.discounts is now.discounts and was.service is now.service


def is_plain(order: Order) -> bool:
    """Tell whether what the lines come to is all that the bill says: there is no tax, and nothing on the account."""
    return order.account == NO_ACCOUNT and all(line.tax is None for line in order.lines)


class Billed(NamedTuple):
    """What a bill says of a line beside its price, in minor units: less, or more, than before.

    `taxable` is what the tax of the line was computed on, and `added_tax` what of it the price does not include.
    """

    discount: int = 0
    service_charge: int = 0
    taxable: int = 0
    tax: int = 0
    added_tax: int = 0
    refund: int = 0


NOTHING_BILLED: Final = Billed()


@dataclass(frozen=True, slots=True)
class BillEntry:
    """By how much a bill says more of the line at a position than it said before, and whose sale that counts for."""

    position: int
    product: ProductId
    sale: Sale
    tax: Tax | None
    more: Billed


def entries(before: Order | None, after: Order) -> Iterator[BillEntry]:
    """Yield what became of the bill of an order, by line. What was given back counts for when it was given back."""
    if (before is None or is_plain(before)) and is_plain(after):
        return
    if before is None or is_charged_otherwise(before, after):
        yield from _changed(before, after)
    yield from _given_back(before, after)


def is_charged_otherwise(before: Order, after: Order) -> bool:
    """Tell whether the bill says something else of the lines than before, whatever was paid or given back."""
    was, now = before.account, after.account
    return (
        (was.discounts, was.service) != (now.discounts, now.service)
        or len(before.lines) != len(after.lines)
        or any(then.standing != line.standing for then, line in zip(before.lines, after.lines, strict=True))
    )


def _changed(before: Order | None, after: Order) -> Iterator[BillEntry]:
    were = dict[LineId, Billed]() if before is None else _billed(before)
    for position, (line, are) in enumerate(zip(after.lines, _billed(after).values(), strict=True)):
        was = were.get(line.id, NOTHING_BILLED)
        if are != was:
            more = Billed(*(now - then for now, then in zip(are, was, strict=True)))
            yield BillEntry(position, line.product, after.sale_of(line), line.tax, more)


def _billed(order: Order) -> Mapping[LineId, Billed]:
    taxed = order.account.service.taxed
    return {
        each.line: Billed(
            each.discount.minor,
            each.service_charge.minor,
            (each.net.minor + (each.service_charge.minor if taxed else 0)) if line.tax else 0,
            each.tax.minor,
            each.added_tax.minor,
        )
        for each, line in zip(bill_of(order).lines, order.lines, strict=True)
    }


def _given_back(before: Order | None, after: Order) -> Iterator[BillEntry]:
    made_before = 0 if before is None else len(before.account.refunds)
    for made in after.account.refunds[made_before:]:
        weights = [each.total.minor for each in bill_of(after).lines]
        for position, (line, back) in enumerate(
            zip(after.lines, spread(made.refund.amount.minor, weights), strict=True)
        ):
            if back:
                sale = Sale(after.sale_of(line).waiter, made.till.business_date, made.till.local_hour)
                yield BillEntry(position, line.product, sale, line.tax, Billed(refund=back))
