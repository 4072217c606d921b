"""Percentages, exact to four decimals, and the one place where a part of an amount is rounded."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Self

from domain.billing.rounding import half_even, half_up
from domain.kernel.errors import Invalid
from domain.kernel.money import Money

_DECIMALS: Final = 4
_WHOLE: Final = 100 * 10**_DECIMALS
_FINEST: Final = Decimal(1).scaleb(-_DECIMALS)


class InvalidPercent(Invalid):
    """A percentage below none or above all, or finer than it is kept."""

    says = f"A percentage is a number from 0 to 100 with at most {_DECIMALS} decimals"


@dataclass(frozen=True, slots=True, order=True)
class Percent:
    """A part of something, from none to all of it, in `millionths`: 8.875 percent are 88,750 of them."""

    millionths: int

    def __post_init__(self) -> None:
        """Raise `InvalidPercent` for less than nothing and more than all."""
        if type(self.millionths) is not int or not 0 <= self.millionths <= _WHOLE:
            raise InvalidPercent

    @classmethod
    def of(cls, percent: Decimal | int) -> Self:
        """Return so many percent, or raise `InvalidPercent`; never rounds."""
        exact = Decimal(percent)
        if not exact.is_finite() or not 0 <= exact <= 100:  # noqa: PLR2004 - a hundred percent
            raise InvalidPercent
        kept = exact.quantize(_FINEST)
        if kept != exact:
            raise InvalidPercent
        return cls(int(kept.scaleb(_DECIMALS)))

    @property
    def number(self) -> Decimal:
        """How many percent that is."""
        return Decimal(self.millionths).scaleb(-_DECIMALS)

    def part_of(self, amount: Money) -> Money:
        """Return the part of an amount that is taken off it or added to it: half a minor unit goes to the even one."""
        return Money(half_even(amount.minor * self.millionths, _WHOLE))

    def added_to(self, amount: Money) -> Money:
        """Return the tax that is added to an amount: half a minor unit goes up."""
        return Money(half_up(amount.minor * self.millionths, _WHOLE))

    def included_in(self, amount: Money) -> Money:
        """Return the tax that an amount includes: what is left of it without tax is rounded, half a unit up."""
        return Money(amount.minor - half_up(amount.minor * _WHOLE, _WHOLE + self.millionths))


NONE: Final = Percent(0)
