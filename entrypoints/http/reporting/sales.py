"""What the sales report answers."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final, Self

import msgspec
from msgspec.structs import astuple

from application.kernel.pieces import in_pieces
from application.reporting.ports import GroupedQuestion, GroupedSales
from domain.kernel.money import Currency, Money
from domain.reporting.sales import GroupBy, SalesGroup, Sold
from entrypoints.http.reporting.tables import Table

_TENTH: Final = Decimal("0.1")
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class SoldView(msgspec.Struct, frozen=True):
    """What was sold in sum. The average is rounded to the currency's decimals, a half to the even digit.

    `net` is the revenue without the discounts on it and the refunds of these days.
    """

    quantity: int
    revenue: Decimal
    orders: int
    average_order: Decimal | None
    discounts: Decimal
    refunds: Decimal
    net: Decimal

    @classmethod
    def of(cls, sold: Sold, currency: Currency) -> Self:
        """Show a sum."""
        average = sold.average_order
        return cls(
            sold.quantity,
            currency.amount(sold.revenue),
            sold.orders,
            None if average is None else currency.amount(average),
            *map(currency.amount, (sold.discounts, sold.refunds, sold.net)),
        )


class SalesGroupView(msgspec.Struct, frozen=True, gc=False):
    """What was sold in one group: a day, an hour (0 to 23), a weekday (1 is Monday), a waiter, a product or a category.

    Products without a category are a group without a name. In how many orders a category was, is not known.
    """

    group: str | None
    name: str | None
    quantity: int
    revenue: Decimal
    orders: int | None
    average_order: Decimal | None
    discounts: Decimal
    refunds: Decimal
    net: Decimal

    @classmethod
    def of(cls, group: SalesGroup, group_by: GroupBy, currency: Currency) -> Self:
        """Show a group."""
        sold = SoldView.of(group.sold, currency)
        orders = None if group_by is GroupBy.CATEGORY else sold.orders
        key = None if group.key is None else str(group.key)
        amounts = (sold.average_order, sold.discounts, sold.refunds, sold.net)
        return cls(key, _name(group, group_by), sold.quantity, sold.revenue, orders, *amounts)


class ChangeView(msgspec.Struct, frozen=True):
    """How much more was sold than before; `revenue_percent` has one decimal, and is null where nothing sold before."""

    quantity: int
    revenue: Decimal
    orders: int
    revenue_percent: Decimal | None

    @classmethod
    def between(cls, before: Sold, now: Sold, currency: Currency) -> Self:
        """Show the change."""
        more = now.revenue.minor - before.revenue.minor
        percent = Decimal(100 * more) / before.revenue.minor if before.revenue.minor else None
        return cls(
            now.quantity - before.quantity,
            currency.amount(Money(more)),
            now.orders - before.orders,
            None if percent is None else percent.quantize(_TENTH, ROUND_HALF_EVEN),
        )


class PreviousView(msgspec.Struct, frozen=True):
    """What was sold in the range of as many days just before, and how much more it is now."""

    start_date: date | None
    end_date: date | None
    groups: list[SalesGroupView]
    total: SoldView
    change: ChangeView


class SalesView(msgspec.Struct, frozen=True):
    """What was sold in a range of business days. Groups that sold nothing are left out."""

    start_date: date | None
    end_date: date | None
    group_by: GroupBy
    groups: list[SalesGroupView]
    total: SoldView
    previous: PreviousView | None = None


class SalesReported(msgspec.Struct, frozen=True):
    """The sales report."""

    report: SalesView

    @classmethod
    async def of(cls, answered: Sequence[tuple[GroupedQuestion, GroupedSales]], currency: Currency) -> Self:
        """Show the first answer, beside the second, if any: that of the range before."""
        (question, sales), *before = answered
        previous = None
        for earlier, sold in before:
            change = ChangeView.between(sold.total, sales.total, currency)
            previous = PreviousView(
                earlier.period.start,
                earlier.period.end,
                await _groups(sold, earlier.group_by, currency),
                SoldView.of(sold.total, currency),
                change,
            )
        group_by, period = question.group_by, question.period
        groups, total = await _groups(sales, group_by, currency), SoldView.of(sales.total, currency)
        return cls(SalesView(period.start, period.end, group_by, groups, total, previous))

    def as_table(self, currency: Currency) -> Table:
        """Return the groups, under the names they have in JSON; with the range before, each row says which it is of."""
        shown, name, columns = self.report, f"sales-by-{self.report.group_by}", SalesGroupView.__struct_fields__
        if shown.previous is None:
            return Table(name, columns, [astuple(group) for group in shown.groups], currency.decimals)
        rows = [
            (*astuple(group), str(each.start_date), str(each.end_date))
            for each in (shown, shown.previous)
            for group in each.groups
        ]
        return Table(name, (*columns, "start_date", "end_date"), rows, currency.decimals)


async def _groups(sales: GroupedSales, group_by: GroupBy, currency: Currency) -> list[SalesGroupView]:
    return await in_pieces(sales.groups, lambda group: SalesGroupView.of(group, group_by, currency))


def _name(group: SalesGroup, group_by: GroupBy) -> str | None:
    match group_by, group.key:
        case GroupBy.CATEGORY, None:
            return None
        case GroupBy.HOUR, int(hour):
            return f"{hour:02}:00"
        case GroupBy.WEEKDAY, int(day):
            return _WEEKDAYS[day - 1]
        case _, key:
            return group.name or str(key)


_SOLD: Final = {
    "quantity": 3,
    "revenue": 10.3,
    "orders": 2,
    "average_order": 5.15,
    "discounts": 0.3,
    "refunds": 0,
    "net": 10,
}
_BEFORE: Final = {
    "quantity": 2,
    "revenue": 5,
    "orders": 1,
    "average_order": 5,
    "discounts": 0,
    "refunds": 0,
    "net": 5,
}
SALES_EXAMPLE: Final = {
    "start_date": "2026-11-20",
    "end_date": "2026-11-20",
    "group_by": "hour",
    "groups": [{"group": "18", "name": "18:00", **_SOLD}],
    "total": _SOLD,
    "previous": {
        "start_date": "2026-11-19",
        "end_date": "2026-11-19",
        "groups": [{"group": "18", "name": "18:00", **_BEFORE}],
        "total": _BEFORE,
        "change": {"quantity": 1, "revenue": 5.3, "orders": 1, "revenue_percent": 106.0},
    },
}
