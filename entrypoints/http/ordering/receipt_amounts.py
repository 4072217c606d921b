"""How each language writes amounts, percentages, days and moments."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from domain.billing.percent import Percent
from domain.kernel.language import Language
from domain.kernel.money import Currency, Money

SPACE: Final = "\u00a0"
"""Holds together what it stands between."""
NARROW_SPACE: Final = "\u202f"
"""The same, for less."""
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """One language's. Numbers are grouped by threes where they have so many digits before their `point`."""

    point: str
    group: str
    grouped_from: int = 4
    percent: str
    code_first: bool = False
    between: str = "/"
    """What separates day, month and year in figures."""
    before_time: str = ", "
    by_name: bool = False
    """Whether months have names, and a day twice twelve hours."""

    def money(self, amount: Money, currency: Currency) -> str:
        """Return an amount, without its currency."""
        return self._number(f"{currency.amount(amount):f}")

    def in_currency(self, amount: Money, currency: Currency) -> str:
        """Return an amount with the code of its currency."""
        number = self.money(amount, currency)
        return f"{currency.code}{SPACE}{number}" if self.code_first else f"{number}{SPACE}{currency.code}"

    def part(self, percent: Percent) -> str:
        """Return a percentage, with the decimals that it needs."""
        return self._number(f"{percent.number:f}".rstrip("0").rstrip(".")) + self.percent

    def date(self, day: date) -> str:
        """Return a day."""
        if not self.by_name:
            return f"{day.day:02}{self.between}{day.month:02}{self.between}{day.year:04}"
        return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"

    def moment(self, at: datetime) -> str:
        """Return a day and a time, to the minute, as the clock there shows them."""
        half = f"{NARROW_SPACE}{'PM' if at.hour >= 12 else 'AM'}" if self.by_name else ""  # noqa: PLR2004 - noon
        hour = f"{(at.hour - 1) % 12 + 1}" if self.by_name else f"{at.hour:02}"
        return f"{self.date(at)}{self.before_time}{hour}:{at.minute:02}{half}"

    def _number(self, digits: str) -> str:
        sign = "-" * digits.startswith("-")
        whole, _, decimals = digits.removeprefix("-").partition(".")
        if len(whole) >= self.grouped_from:
            whole = f"{int(whole):,}".replace(",", self.group)
        return f"{sign}{whole}{self.point}{decimals}" if decimals else f"{sign}{whole}"


WRITING: Final = {
    Language.ENGLISH: Writing(point=".", group=",", percent="%", code_first=True, by_name=True),
    Language.GERMAN: Writing(point=",", group=".", percent=f"{SPACE}%", between="."),
    Language.SPANISH: Writing(point=",", group=".", grouped_from=5, percent=f"{SPACE}%"),
    Language.FRENCH: Writing(point=",", group=NARROW_SPACE, percent=f"{NARROW_SPACE}%", before_time=" "),
}
"""By language."""
