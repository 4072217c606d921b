"""How long the kitchen took, on PostgreSQL: of the lines themselves, by the orders of a range of days."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Executable, Integer, case, collate, extract, func, literal_column, select, tuple_

from adapters.postgres.catalogue.tables import products, stations
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.ordering.tables import order_products, orders
from adapters.postgres.reporting.facts import LINES_OF_AN_ORDER, SALE
from adapters.postgres.reporting.sold import END, NO, RESTAURANT, START, Rows
from application.reporting.kitchen_timings import GroupedTimes, KitchenTimings
from domain.kernel.ids import RestaurantId
from domain.kernel.period import Period
from domain.reporting.kitchen_times import KitchenGroup, KitchenGroupBy, KitchenTimes, Spread

_SENT, _STARTED, _READY, _SERVED = (
    order_products.c[each] for each in ("sent_at", "started_at", "ready_at", "served_at")
)
_BEGUN: Final = func.coalesce(_STARTED, _READY)
_TIMES: Final[Mapping[str, tuple[ColumnElement[Any], ColumnElement[Any]]]] = {
    "waiting": (_SENT, _BEGUN),
    "making": (_STARTED, _READY),
    "at_pass": (_READY, _SERVED),
}
_PARTS: Final[ColumnElement[Any]] = literal_column("ARRAY[0.5, 0.9, 1]")
"""Of how many lines the times are asked for: half, nine in ten, all."""


def _seconds(start: ColumnElement[Any], end: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return how long something took: NULL where it did not happen, 0 where the clocks of two machines say less."""
    return case((end < start, NO), else_=func.floor(extract("epoch", end - start)).cast(Integer))


def _spreads() -> list[ColumnElement[Any]]:
    columns = list[ColumnElement[Any]]()
    for name, (start, end) in _TIMES.items():
        seconds = _seconds(start, end)
        columns += [
            func.count(seconds).label(f"{name}_count"),
            func.percentile_disc(_PARTS).within_group(seconds).label(name),
        ]
    return columns


_LINES: Final = (
    select()
    .join_from(orders, order_products, LINES_OF_AN_ORDER)
    .where(
        orders.c.restaurant_id == RESTAURANT,
        order_products.c.restaurant_id == RESTAURANT,
        orders.c.business_date.between(START, END),
        _SENT.is_not(None),
        _BEGUN.is_not(None),
        order_products.c.quantity > order_products.c.moved,
    )
)


def _grouped(lines: Rows, key: ColumnElement[Any], name: ColumnElement[Any], *order: ColumnElement[Any]) -> Executable:
    """Return the query of groups and, as one more, of all lines together: `is_all` is 1 there."""
    return (
        lines.add_columns(key.label("key"), name.label("name"), func.grouping(key).label("is_all"), *_spreads())
        .group_by(func.grouping_sets(tuple_(key, name), tuple_()))
        .order_by(*order)
    )


_BY_ID: Final = {
    KitchenGroupBy.STATION: (stations, order_products.c.station_id),
    KitchenGroupBy.PRODUCT: (products, order_products.c.product_id),
}


def _statement(group_by: KitchenGroupBy) -> Executable:
    if group_by is KitchenGroupBy.HOUR:
        return _grouped(_LINES, SALE.local_hour, SALE.local_hour, SALE.local_hour)
    named, id_ = _BY_ID[group_by]
    lines = _LINES.outerjoin(named, (named.c.restaurant_id == RESTAURANT) & (named.c.id == id_))
    return _grouped(lines, named.c.id, named.c.name, collate(named.c.name, "C"), named.c.id)


_GROUPINGS: Final = {group_by: _statement(group_by) for group_by in KitchenGroupBy}


class PostgresKitchenTimings(KitchenTimings):
    """Reads one restaurant's lines, found by the days of their orders."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    async def grouped(self, *, group_by: KitchenGroupBy, period: Period) -> GroupedTimes:
        parameters = {
            "restaurant": self._restaurant,
            "start": period.start or date.min,
            "end": period.end or date.max,
        }
        found = await self._database.fetch(_GROUPINGS[group_by], parameters)
        groups = [_group(row, group_by) for row in found if not row.is_all]
        return GroupedTimes(groups, next(_times(row) for row in found if row.is_all))


def _group(row: Row, group_by: KitchenGroupBy) -> KitchenGroup:
    return KitchenGroup(key=row.key, name=None if group_by is KitchenGroupBy.HOUR else row.name, times=_times(row))


def _times(row: Row) -> KitchenTimes:
    return KitchenTimes(**{name: _spread(row[f"{name}_count"], row[name]) for name in _TIMES})


def _spread(count: int, times: Sequence[int] | None) -> Spread:
    p50, p90, longest = times or (None, None, None)
    return Spread(count=count, p50=p50, p90=p90, longest=longest)
