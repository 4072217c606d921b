"""How many orders there are, on PostgreSQL."""

from typing import Final

from sqlalchemy import BigInteger, String, bindparam, func, or_, select

from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.patterns import has_part, is_in_no_index
from adapters.postgres.ordering.tables import orders
from adapters.postgres.reporting import sold
from adapters.postgres.reporting.spans import spans
from application.ordering.ports import OrderCounts, OrderFilter
from domain.kernel.ids import RestaurantId

_KEPT: Final = select(func.coalesce(func.sum(sold.BY_HOUR.c.orders), 0).cast(BigInteger))
_ONE_BY_ONE: Final = select(func.count()).where(
    orders.c.restaurant_id == sold.RESTAURANT,
    or_(sold.WHOSE == sold.EVERYBODY_SQL, orders.c.user_id == sold.WHOSE),
    orders.c.business_date.between(sold.START, sold.END),
    has_part(orders.c.customer_name, bindparam("customer_part", type_=String)),
)


class PostgresOrderCounts(OrderCounts):
    """Reads one restaurant's counts off the rollups; only where customers are searched for, it counts."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    async def count(self, where: OrderFilter) -> int:
        parameters = {
            "restaurant": self._restaurant,
            "whose": sold.whose(where.waiter),
            "customer_part": where.customer_part,
            **spans(where.period),
        }
        if is_in_no_index(where.customer_part):
            return (await self._database.scan(_ONE_BY_ONE, parameters))[0][0]
        some = bool(where.customer_part)
        return (await self._database.fetch(_ONE_BY_ONE if some else _KEPT, parameters, custom_plan=some))[0][0]
