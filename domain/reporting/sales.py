"""What was sold, in sum and group by group."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from domain.kernel.money import NOTHING, Money

_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class GroupBy(StrEnum):
    """What sales are grouped by."""

    DAY = "day"
    HOUR = "hour"
    WEEK = "week"
    MONTH = "month"
    WEEKDAY = "weekday"
    WAITER = "waiter"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold:
    """How many items were sold, for how much, in how many orders."""

    quantity: int = 0
    revenue: Money = NOTHING
    orders: int = 0

    def __add__(self, other: "Sold") -> "Sold":
        """Return both together."""
        return Sold(
            quantity=self.quantity + other.quantity,
            revenue=self.revenue + other.revenue,
            orders=self.orders + other.orders,
        )

    @property
    def average_order(self) -> Money | None:
        """What an order came to on average, to the nearest minor unit (a half to the even one); None without orders."""
        return Money(round(Fraction(self.revenue.minor, self.orders))) if self.orders else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesGroup:
    """What was sold in one group.

    `key` is a business date, a week (ISO 8601, `2026-W18`), a month (`2026-05`), an hour of the local clock from 0, a
    weekday from 1 (Monday), or an id; `name` is for people.
    """

    key: str
    name: str
    sold: Sold


def name_of(group_by: GroupBy, key: str) -> str:
    """Return what people call a day, an hour or a weekday with this key."""
    match group_by:
        case GroupBy.HOUR:
            return f"{int(key):02}:00"
        case GroupBy.WEEKDAY:
            return _WEEKDAYS[int(key) - 1]
        case _:
            return key


def week_of(day: date) -> str:
    """Return the week of a day by ISO 8601: it begins on a Monday, and may be of another year than its day."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def month_of(day: date) -> str:
    """Return the month of a day."""
    return f"{day.year:04}-{day.month:02}"
