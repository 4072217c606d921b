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

_FROM_SUMS: Final = select(func.coalesce(func.sum(sold.BY_HOUR.c.orders), 0).cast(BigInteger))
_COUNT: Final = select(func.count()).where(
    orders.c.restaurant_id == sold.RESTAURANT,
    or_(sold.WHOSE == sold.EVERYBODY_SQL, orders.c.user_id == sold.WHOSE),
    orders.c.business_date.between(sold.START, sold.END),
    has_part(orders.c.customer_name, bindparam("customer_part", type_=String)),
)


class PostgresOrderCounts(OrderCounts):
    """Adds up one restaurant's sums; only a search for customers counts orders."""

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
            return (await self._database.scan(_COUNT, parameters))[0][0]
        searches = bool(where.customer_part)
        return (await self._database.fetch(_COUNT if searches else _FROM_SUMS, parameters, custom_plan=searches))[0][0]
