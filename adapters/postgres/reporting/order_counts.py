"""How many orders there are, on PostgreSQL."""

from functools import cache
from typing import Final

from sqlalchemy import BigInteger, Executable, func, select

from adapters.postgres.kernel.engine import Database
from adapters.postgres.ordering import filtering
from adapters.postgres.ordering.filtering import Shape, conditions, shape_of
from adapters.postgres.ordering.tables import orders
from adapters.postgres.reporting import sold
from adapters.postgres.reporting.spans import spans
from application.ordering.ports import OrderCounts, OrderFilter
from domain.kernel.ids import RestaurantId

_FROM_SUMS: Final = select(func.coalesce(func.sum(sold.BY_HOUR.c.orders), 0).cast(BigInteger))


@cache
def _count(shape: Shape) -> Executable:
    return select(func.count()).select_from(orders).where(*conditions(shape))


class PostgresOrderCounts(OrderCounts):
    """Adds up one restaurant's sums; orders are counted where they are filtered by what no sum is kept by."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    async def count(self, where: OrderFilter) -> int:
        if where.is_by_waiter_and_day:
            parameters = {"restaurant": self._restaurant, "whose": sold.whose(where.waiter), **spans(where.period)}
            return (await self._database.fetch(_FROM_SUMS, parameters))[0][0]
        parameters = filtering.parameters(self._restaurant, where)
        return (await filtering.fetch(self._database, where, _count(shape_of(where)), parameters))[0][0]
