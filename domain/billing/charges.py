"""What a bill is made of: the facts of an order that say what is to be paid, and what was."""

from dataclasses import dataclass
from typing import Final

from domain.billing.percent import Percent
from domain.kernel.ids import DiscountId, LineId, PaymentId
from domain.kernel.money import NOTHING, Money


@dataclass(frozen=True, slots=True)
class Tax:
    """A tax as it stood when something was ordered: of a category of products, included in prices or added to them."""

    category: str
    name: str
    percent: Percent
    included: bool

    def of(self, base: Money) -> Money:
        """Return the tax on what is sold at this rate together."""
        return self.percent.included_in(base) if self.included else self.percent.added_to(base)


@dataclass(frozen=True, slots=True)
class Charge:
    """A line, as the bill sees it: what one of it costs with its modifiers, how many were ordered, how many voided."""

    line: LineId
    price: Money
    quantity: int
    voided: int = 0
    tax: Tax | None = None

    @property
    def gross(self) -> Money:
        """What is left of the line comes to."""
        return self.price * (self.quantity - self.voided)


@dataclass(frozen=True, slots=True)
class Discount:
    """So much, or such a part, taken off some lines together, or off the whole order where none is named."""

    id: DiscountId
    off: Percent | Money
    lines: frozenset[LineId] | None = None

    def taken_from(self, left: Money) -> Money:
        """Return what it takes from what is left of its lines: never more than that is."""
        return self.off.part_of(left) if isinstance(self.off, Percent) else min(self.off, left)


@dataclass(frozen=True, slots=True)
class ServiceCharge:
    """Such a part of what is left after the discounts, on top of it; taxed like the lines that it is on, or not."""

    percent: Percent
    taxed: bool


NO_SERVICE_CHARGE: Final = ServiceCharge(Percent(0), taxed=False)


@dataclass(frozen=True, slots=True)
class Payment:
    """Money taken. What a tip came to is beside the amount.

    `rounding` is what was added to what was due, or taken off it, so that it could be paid in cash.
    """

    id: PaymentId
    amount: Money
    tip: Money = NOTHING
    rounding: Money = NOTHING


@dataclass(frozen=True, slots=True)
class Refund:
    """Money given back out of one payment."""

    payment: PaymentId
    amount: Money
