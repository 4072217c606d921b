"""Ids for bills in tests."""

from uuid import UUID

from domain.kernel.ids import DiscountId, LineId, PaymentId


def line_id(number: int) -> LineId:
    """Return an id of a line."""
    return LineId(UUID(int=1_000 + number))


def discount_id(number: int) -> DiscountId:
    """Return an id of a discount."""
    return DiscountId(UUID(int=2_000 + number))


def payment_id(number: int) -> PaymentId:
    """Return an id of a payment."""
    return PaymentId(UUID(int=3_000 + number))
