"""How many products there are, on PostgreSQL."""

from typing import Final

from sqlalchemy import BigInteger, String, bindparam, func, select

from adapters.postgres.catalogue.tables import products, products_to_count
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.patterns import has_part
from adapters.postgres.reporting.sold import RESTAURANT
from adapters.postgres.reporting.tables import product_counts
from application.catalogue.ports import ProductCounts
from domain.kernel.ids import RestaurantId

_COUNTED: Final = select(product_counts.c.products).where(product_counts.c.restaurant_id == RESTAURANT)
_WAITING: Final = select(func.count()).where(products_to_count.c.restaurant_id == RESTAURANT)
_NUMBER: Final = select(
    # In one statement, so that each product is in one of the two.
    (func.coalesce(_COUNTED.scalar_subquery(), 0) + _WAITING.scalar_subquery()).cast(BigInteger)
)
_ONE_BY_ONE: Final = select(func.count()).where(
    products.c.restaurant_id == RESTAURANT, has_part(products.c.name, bindparam("name_part", type_=String))
)


class PostgresProductCounts(ProductCounts):
    """Reads the number of one restaurant's products; only where they are searched, it counts."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    async def count(self, *, name_part: str) -> int:
        parameters = {"restaurant": self._restaurant, "name_part": name_part}
        some = bool(name_part)
        return (await self._database.fetch(_ONE_BY_ONE if some else _NUMBER, parameters, custom_plan=some))[0][0]
