"""Ids for bills in tests."""

from uuid import UUID

from domain.billing.charges import Discount
from domain.billing.percent import Percent
from domain.kernel.ids import DiscountId, LineId, PaymentId
from domain.kernel.money import Money


def line_id(number: int) -> LineId:
    """Return an id of a line."""
    return LineId(UUID(int=1_000 + number))


def discount_id(number: int) -> DiscountId:
    """Return an id of a discount."""
    return DiscountId(UUID(int=2_000 + number))


def payment_id(number: int) -> PaymentId:
    """Return an id of a payment."""
    return PaymentId(UUID(int=3_000 + number))


def a_discount(number: int, off: Percent | Money, lines: frozenset[LineId] | None = None) -> Discount:
    """Return a discount of a part, or of an amount."""
    if isinstance(off, Percent):
        return Discount(id=discount_id(number), percent=off, lines=lines)
    return Discount(id=discount_id(number), amount=off, lines=lines)
