"""How many products there are, on PostgreSQL."""

from typing import Final

from sqlalchemy import String, bindparam, func, select

from adapters.postgres.catalogue.tables import products
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.patterns import has_part
from adapters.postgres.reporting.counting_products import NUMBER
from adapters.postgres.reporting.sold import RESTAURANT
from application.catalogue.ports import ProductCounts
from domain.kernel.ids import RestaurantId

_ONE_BY_ONE: Final = select(func.count()).where(
    products.c.restaurant_id == RESTAURANT, has_part(products.c.name, bindparam("name_part", type_=String))
)


class PostgresProductCounts(ProductCounts):
    """Reads the number of one restaurant's products; only where they are searched, it counts."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    async def count(self, *, name_part: str) -> int:
        asked = {"restaurant": self._restaurant, "name_part": name_part}
        some = bool(name_part)
        return (await self._database.fetch(_ONE_BY_ONE if some else NUMBER, asked, custom_plan=some))[0][0]
