"""Money: whole minor units of one currency, exact from the first digit to the last."""

from dataclasses import dataclass
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from functools import lru_cache, total_ordering
from typing import Final, Self

from domain.kernel.currencies import DECIMALS
from domain.kernel.errors import Invalid

LOWEST_PRICE: Final = 1
HIGHEST_PRICE: Final = 10**12
"""Bounds of a unit price, in minor units, wide enough for currencies of small value: where there are two decimals, 0.01
to 10,000,000,000.00. The largest order at the highest price is less than the 2**63 that 64 bits hold."""

_EXACT: Final = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Moves a decimal point without losing a digit; the default rounds to 28 of them."""


class InvalidPrice(Invalid):
    """A unit price out of bounds, or finer than the currency."""

    says = f"A price is a whole number of minor units from {LOWEST_PRICE} to {HIGHEST_PRICE}"


class InvalidSurcharge(Invalid):
    """What a choice adds or takes off, out of bounds or finer than the currency."""

    says = f"A surcharge is a whole number of minor units from {-HIGHEST_PRICE} to {HIGHEST_PRICE}"


class UnknownCurrency(Invalid):
    """A code that ISO 4217 does not list."""


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Money:
    """An amount in minor units (cents, where the currency has them)."""

    minor: int

    def __eq__(self, other: object) -> bool:
        """Tell whether both are as much: a price is equal to the money it comes to."""
        return isinstance(other, Money) and self.minor == other.minor

    def __hash__(self) -> int:
        """Return the same for as much."""
        return hash(self.minor)

    def __lt__(self, other: "Money") -> bool:
        """Tell whether this is less."""
        return self.minor < other.minor

    def __add__(self, other: "Money") -> "Money":
        """Return both amounts together."""
        return Money(self.minor + other.minor)

    def __sub__(self, other: "Money") -> "Money":
        """Return what is left of this amount without the other."""
        return Money(self.minor - other.minor)

    def __mul__(self, times: int) -> "Money":
        """Return this amount `times` over."""
        return Money(self.minor * times)


@dataclass(frozen=True, slots=True, eq=False)
class Price(Money):
    """What one of something costs."""

    def __post_init__(self) -> None:
        """Raise `InvalidPrice` for what nothing costs."""
        if type(self.minor) is not int or not LOWEST_PRICE <= self.minor <= HIGHEST_PRICE:
            raise InvalidPrice


@dataclass(frozen=True, slots=True, eq=False)
class Surcharge(Money):
    """What a choice adds to a price; below 0, what it takes off."""

    def __post_init__(self) -> None:
        """Raise `InvalidSurcharge` for more than anything costs."""
        if type(self.minor) is not int or abs(self.minor) > HIGHEST_PRICE:
            raise InvalidSurcharge


NOTHING: Final = Money(0)


@dataclass(frozen=True, slots=True)
class Currency:
    """What the restaurant is paid in: an ISO 4217 code and its number of decimals."""

    code: str
    decimals: int

    @classmethod
    def of(cls, code: str) -> Self:
        """Return the currency with this ISO 4217 code, or raise `UnknownCurrency`."""
        if code not in DECIMALS:
            detail = f"{code!r} is no ISO 4217 currency code"
            raise UnknownCurrency(detail)
        return cls(code, DECIMALS[code])

    def price(self, amount: Decimal | int) -> Price:
        """Return the unit price that `amount` of whole units is, or raise `InvalidPrice`; never rounds."""
        price = _price(amount, self.decimals) if Decimal(amount).is_finite() else None
        if price is None:
            raise InvalidPrice(self._bounds("A price", LOWEST_PRICE))
        return price

    def surcharge(self, amount: Decimal | int) -> Surcharge:
        """Return the surcharge that `amount` of whole units is, or raise `InvalidSurcharge`; never rounds."""
        minor = _minor(amount, self.decimals, -HIGHEST_PRICE) if Decimal(amount).is_finite() else None
        if minor is None:
            raise InvalidSurcharge(self._bounds("A surcharge", -HIGHEST_PRICE))
        return Surcharge(minor)

    def amount(self, money: Money) -> Decimal:
        """Return `money` in whole units, with every decimal the currency has."""
        return _amount(money.minor, self.decimals)

    def _bounds(self, what: str, least: int) -> str:
        lowest, highest = self.amount(Money(least)), self.amount(Money(HIGHEST_PRICE))
        return f"{what} is a number from {lowest} to {highest} with at most {self.decimals} decimals"


@lru_cache(maxsize=4096)  # prices recur, line by line
def _price(amount: Decimal | int, decimals: int) -> Price | None:
    minor = _minor(amount, decimals, LOWEST_PRICE)
    return None if minor is None else Price(minor)


def _minor(amount: Decimal | int, decimals: int, lowest: int) -> int | None:
    exact = Decimal(amount)
    # The exponent is looked at first: scaling something like 1E+999999 would build the number.
    if exact.adjusted() <= len(str(HIGHEST_PRICE)):
        minor = exact.scaleb(decimals, _EXACT)
        if lowest <= minor <= HIGHEST_PRICE and minor == minor.to_integral_value():
            return int(minor)
    return None


@lru_cache(maxsize=4096)
def _amount(minor: int, decimals: int) -> Decimal:
    return Decimal(minor).scaleb(-decimals, _EXACT)
