"""How many products there are, on PostgreSQL."""

from functools import cache
from typing import Final

from sqlalchemy import BigInteger, Executable, func, select

from adapters.postgres.catalogue.products import Shape, conditions, shape_of
from adapters.postgres.catalogue.tables import products, products_to_count
from adapters.postgres.kernel.engine import Database
from adapters.postgres.reporting.sold import RESTAURANT
from adapters.postgres.reporting.tables import product_counts
from application.catalogue.ports import ProductCounts
from domain.kernel.ids import RestaurantId

_COUNTED: Final = select(product_counts.c.products).where(product_counts.c.restaurant_id == RESTAURANT)
_WAITING: Final = select(func.count()).where(products_to_count.c.restaurant_id == RESTAURANT)
_NUMBER: Final = select(
    # One statement, one snapshot: in it each product is either counted or in the queue.
    (func.coalesce(_COUNTED.scalar_subquery(), 0) + _WAITING.scalar_subquery()).cast(BigInteger)
)


class PostgresProductCounts(ProductCounts):
    """Reads the count kept for one restaurant, and adds its queue; only a search or a category counts products."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    async def count(self, *, name_part: str, category: str | None = None) -> int:
        parameters = {"restaurant": self._restaurant, "name_part": name_part, "category": category}
        shape = shape_of(name_part, category)
        statement = _count(shape) if any(shape) else _NUMBER
        return (await self._database.fetch(statement, parameters, custom_plan=any(shape)))[0][0]


@cache
def _count(shape: Shape) -> Executable:
    return select(func.count()).select_from(products).where(*conditions(shape))
