"""Who sits at which table, on PostgreSQL."""

from collections.abc import Collection, Mapping
from typing import Final

from sqlalchemy import ARRAY, Integer, Uuid, any_, bindparam, func, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from adapters.postgres.kernel.engine import Database
from adapters.postgres.ordering.tables import IS_OPEN, orders
from application.floor.ports import Seatings
from domain.floor.seating import Seating
from domain.kernel.ids import OrderId, RestaurantId, TableId

_AT: Final = (
    select(
        orders.c.table_id,
        func.array_agg(aggregate_order_by(orders.c.id, orders.c.created_at, orders.c.id)).label("open_orders"),
        func.min(orders.c.created_at).label("since"),
        func.coalesce(func.sum(orders.c.guests), literal_column("0", Integer)).label("guests"),
    )
    .where(
        orders.c.restaurant_id == bindparam("restaurant"),
        orders.c.table_id == any_(bindparam("tables", type_=ARRAY(Uuid))),
        IS_OPEN,
    )
    .group_by(orders.c.table_id)
)


class PostgresSeatings(Seatings):
    """Finds one restaurant's open orders by their tables: only those are in the index."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    async def at(self, tables: Collection[TableId]) -> Mapping[TableId, Seating]:
        # By a plan of yesterday, when there were few orders, all of a day's might be gone through.
        these = {"restaurant": self._restaurant, "tables": [*tables]}
        found = await self._database.fetch(_AT, these, custom_plan=True)
        return {
            TableId(row.table_id): Seating(
                orders=tuple(map(OrderId, row.open_orders)), since=row.since, guests=row.guests
            )
            for row in found
        }
