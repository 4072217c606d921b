"""What figures of takings look like in answers, and figures of how they look."""

from decimal import Decimal
from typing import Final, Self

import msgspec

from domain.billing.takings import Figures
from domain.kernel.money import Currency, Money

_AMOUNTS: Final = (
    "gross",
    "voids",
    "discounts",
    "service_charge",
    "tax",
    "added_tax",
    "rounding",
    "payments",
    "tips",
    "refunds",
)


class FiguresView(msgspec.Struct, frozen=True, kw_only=True):
    """What orders came to, what was taken for them, and what was given back.

    `net` is the gross less discounts and refunds; `total` is what the orders are to be paid with: the gross less
    discounts, with the service charge, `added_tax`, which is what of the tax prices do not include, and the rounding of
    cash.
    """

    orders: int
    gross: Decimal
    voids: Decimal
    discounts: Decimal
    service_charge: Decimal
    net: Decimal
    tax: Decimal
    added_tax: Decimal
    rounding: Decimal
    total: Decimal
    payments: Decimal
    tips: Decimal
    refunds: Decimal

    @classmethod
    def of(cls, figures: Figures, currency: Currency) -> Self:
        """Show figures."""
        amounts = {name: currency.amount(getattr(figures, name)) for name in (*_AMOUNTS, "net", "total")}
        return cls(orders=figures.orders, **amounts)

    def figures(self, currency: Currency) -> Figures:
        """Return what is shown."""
        return Figures(orders=self.orders, **{name: minor_units(getattr(self, name), currency) for name in _AMOUNTS})


def minor_units(amount: Decimal, currency: Currency) -> Money:
    """Return an amount that was shown."""
    return Money(int(amount.scaleb(currency.decimals)))


FIGURES_EXAMPLE: Final = {
    "orders": 2,
    "gross": 20,
    "voids": 2.5,
    "discounts": 2,
    "service_charge": 0,
    "net": 18,
    "tax": 1.18,
    "added_tax": 0,
    "rounding": 0,
    "total": 18,
    "payments": 18,
    "tips": 2,
    "refunds": 0,
}
