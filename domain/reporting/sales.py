"""What was sold, by group and in all."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from domain.kernel.ids import ProductId, WaiterId
from domain.kernel.money import NOTHING, Money


class GroupBy(StrEnum):
    """What sales are grouped by."""

    DAY = "day"
    HOUR = "hour"
    WEEK = "week"
    MONTH = "month"
    WEEKDAY = "weekday"
    WAITER = "waiter"
    PRODUCT = "product"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold:
    """How many items were sold, for how much, in how many orders; and what was taken off that, or given back."""

    quantity: int = 0
    revenue: Money = NOTHING
    orders: int = 0
    discounts: Money = NOTHING
    refunds: Money = NOTHING

    def __add__(self, other: "Sold") -> "Sold":
        """Return both together."""
        return Sold(
            quantity=self.quantity + other.quantity,
            revenue=self.revenue + other.revenue,
            orders=self.orders + other.orders,
            discounts=self.discounts + other.discounts,
            refunds=self.refunds + other.refunds,
        )

    @property
    def net(self) -> Money:
        """What is left of the revenue."""
        return self.revenue - self.discounts - self.refunds

    @property
    def average_order(self) -> Money | None:
        """The average total of an order, to the nearest minor unit (a half to the even one); None without orders."""
        return Money(round(Fraction(self.revenue.minor, self.orders))) if self.orders else None


GroupKey = date | str | int | WaiterId | ProductId | None
"""A business date, a week (ISO 8601, `2026-W18`) or a month (`2026-05`), an hour from 0, a weekday from 1, or an id.

Or a category, None for that of the products which have none.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesGroup:
    """What was sold in one group. Only waiters and products have a name beside their key.

    In how many orders something of a category was sold, no sums tell: for those groups it is 0.
    """

    key: GroupKey
    name: str | None = None
    sold: Sold


def week_of(day: date) -> str:
    """Return the week of a day by ISO 8601: it begins on a Monday, and may be of another year than its day."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def month_of(day: date) -> str:
    """Return the month of a day."""
    return f"{day.year:04}-{day.month:02}"
