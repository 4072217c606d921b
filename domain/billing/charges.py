"""What a bill is made of: the facts of an order that say what is to be paid, and what was."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from domain.billing.percent import NONE, Percent
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount:
    """Such a part, or so much, taken off some lines together, or off the whole order where none is named."""

    id: DiscountId
    percent: Percent | None = None
    amount: Money | None = None
    lines: frozenset[LineId] | None = None

    def __post_init__(self) -> None:
        """Refuse one that is both a part and an amount, or neither."""
        if (self.percent is None) is (self.amount is None):
            raise TypeError

    def is_on_any(self, lines: Collection[LineId]) -> bool:
        """Tell whether it is taken off some of these lines."""
        return self.lines is None or not self.lines.isdisjoint(lines)

    def taken_from(self, left: Money) -> Money:
        """Return what it takes from what is left of its lines: never more than that is."""
        if self.percent is not None:
            return self.percent.part_of(left)
        return min(self.amount or NOTHING, left)


@dataclass(frozen=True, slots=True)
class ServiceCharge:
    """Such a part of what is left after the discounts, on top of it; taxed like the lines that it is on, or not."""

    percent: Percent
    taxed: bool


NO_SERVICE_CHARGE: Final = ServiceCharge(NONE, taxed=False)


@dataclass(frozen=True, slots=True)
class Payment:
    """Money taken. What a tip came to is beside the amount.

    `rounding` is what was added to what was due, or taken off it, so that it could be paid in cash: as long as not all
    of that is given back.
    """

    id: PaymentId
    amount: Money
    tip: Money = NOTHING
    rounding: Money = NOTHING

    def is_given_back(self, refunds: Sequence["Refund"]) -> bool:
        """Tell whether these refunds give all of it back."""
        back = sum(each.amount.minor for each in refunds if each.payment == self.id)
        return back > 0 and back == self.amount.minor


@dataclass(frozen=True, slots=True)
class Refund:
    """Money given back out of one payment."""

    payment: PaymentId
    amount: Money
