"""The restaurants, on PostgreSQL."""

from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Row, bindparam, exists, select

from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.metadata import metadata
from adapters.postgres.kernel.unit_of_work import Change, PostgresUnitOfWork, Values
from adapters.postgres.restaurant.tables import restaurants
from application.restaurant.ports import Restaurants
from domain.kernel.ids import RestaurantId
from domain.kernel.money import Currency
from domain.restaurant.restaurant import Restaurant, RestaurantNotFound

_FIRST: Final = select(restaurants).order_by(restaurants.c.id).limit(1)
_CHANGE: Final = restaurants.update().where(restaurants.c.id == bindparam("key"))


class PostgresRestaurants(Restaurants):
    """Keeps restaurants in a table."""

    def __init__(self, database: Database, work: PostgresUnitOfWork) -> None:
        self._database = database
        self._work = work

    async def first(self) -> Restaurant:
        for row in await self._database.fetch(_FIRST):
            return _restaurant(row)
        raise RestaurantNotFound

    async def add(self, restaurant: Restaurant) -> None:
        self._work.add(restaurants, [_row(restaurant)])

    async def change(self, restaurant: Restaurant) -> None:
        values = dict(zip(restaurants.c.keys(), _row(restaurant), strict=True))
        self._work.change(Change(_CHANGE.values(values), {"key": restaurant.id}, RestaurantNotFound))

    async def currency_in_use(self) -> Currency | None:
        """Return the first restaurant's currency once it has a product."""
        restaurant = await self.first()
        products = metadata.tables["products"]
        priced = select(exists().where(products.c.restaurant_id == restaurant.id))
        return restaurant.currency if (await self._database.fetch(priced))[0][0] else None


def _row(restaurant: Restaurant) -> Values:
    return (
        restaurant.id,
        restaurant.name,
        restaurant.currency.code,
        restaurant.time_zone.key,
        restaurant.day_starts_at,
    )


def _restaurant(row: Row[Any]) -> Restaurant:
    return Restaurant(
        id=RestaurantId(row.id),
        name=row.name,
        currency=Currency.of(row.currency),
        time_zone=ZoneInfo(row.time_zone),
        day_starts_at=row.day_starts_at,
    )
