"""The restaurants, on PostgreSQL."""

from collections.abc import AsyncIterator
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Uuid, bindparam, literal_column, select, text

from adapters.postgres.kernel.changes import Run, Writes, new_values, update_of
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.rows import Values
from adapters.postgres.restaurant.tables import restaurants
from application.kernel.unit_of_work import Change
from application.restaurant.ports import Restaurants
from domain.kernel.ids import RestaurantId
from domain.kernel.money import Currency
from domain.kernel.names import Name
from domain.restaurant.restaurant import Restaurant, RestaurantNotFound

_PAGE: Final = (
    select(restaurants.c.id)
    .where(restaurants.c.id > bindparam("last", type_=Uuid))
    .order_by(restaurants.c.id)
    .limit(literal_column("1000"))
)
_FIRST: Final = select(restaurants).order_by(restaurants.c.id).limit(1)
_ONE: Final = select(restaurants).where(restaurants.c.id == bindparam("restaurant"))
# Ordering is downstream of here, and so is what it sells: known by name only.
_PRICED: Final = text("SELECT EXISTS (SELECT FROM products WHERE restaurant_id = :restaurant)")
_CHANGE: Final = update_of(restaurants)


class PostgresRestaurants(Restaurants):
    """Keeps restaurants in a table."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def first(self) -> Restaurant:
        for row in await self._database.fetch(_FIRST):
            return _restaurant(row)
        raise RestaurantNotFound

    async def get(self, restaurant: RestaurantId) -> Restaurant:
        for row in await self._database.fetch(_ONE, {"restaurant": restaurant}):
            return _restaurant(row)
        raise RestaurantNotFound

    async def all(self) -> AsyncIterator[RestaurantId]:
        """Go through the ids, a page at a time."""
        last = UUID(int=0)
        while rows := await self._database.fetch(_PAGE, {"last": last}):
            for row in rows:
                yield RestaurantId(row.id)
            last = rows[-1].id

    def add(self, restaurant: Restaurant) -> Change:
        return Writes({restaurants: [_row(restaurant)]})

    def change(self, restaurant: Restaurant) -> Change:
        return Writes(run=[Run(_CHANGE, new_values(restaurants, _row(restaurant)), RestaurantNotFound)])

    async def currency_in_use(self) -> Currency | None:
        """Return the first restaurant's currency once it has a product."""
        restaurant = await self.first()
        priced = (await self._database.fetch(_PRICED, {"restaurant": restaurant.id}))[0][0]
        return restaurant.currency if priced else None


def _row(restaurant: Restaurant) -> Values:
    return {
        "id": restaurant.id,
        "name": restaurant.name,
        "currency": restaurant.currency.code,
        "time_zone": restaurant.time_zone.key,
        "day_starts_at": restaurant.day_starts_at,
    }


def _restaurant(row: Row) -> Restaurant:
    return Restaurant(
        id=RestaurantId(row.id),
        name=Name.kept(row.name),
        currency=Currency.of(row.currency),
        time_zone=ZoneInfo(row.time_zone),
        day_starts_at=row.day_starts_at,
    )
