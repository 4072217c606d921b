"""The restaurants, on PostgreSQL."""

import json
from collections.abc import AsyncIterator, Mapping
from datetime import time
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import (
    String,
    Uuid,
    bindparam,
    func,
    literal_column,
    select,
)

from adapters.postgres.kernel.changes import Run, Writes
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.rows import Values
from adapters.postgres.kernel.statements import Parameters
from adapters.postgres.restaurant.tables import restaurants
from application.kernel.unit_of_work import Change
from application.restaurant.ports import Restaurants
from domain.kernel.ids import RestaurantId
from domain.kernel.language import Language, language_of
from domain.kernel.money import Currency
from domain.kernel.names import Name
from domain.restaurant.restaurant import (
    CurrencyIsFixed,
    Description,
    Restaurant,
    RestaurantChanged,
    RestaurantNotFound,
    SlugTaken,
)
from domain.restaurant.slug import Slug

_NONE: Final = UUID(int=0)
_RESTAURANT: Final = bindparam("restaurant", type_=Uuid)
_LOWEST: Final = select(restaurants.c.id).order_by(restaurants.c.id).limit(literal_column("1"))
_FOLLOWS: Final = _LOWEST.where(restaurants.c.settings_followed.is_not(None))
# An index leads to each, however many restaurants there are.
_FIRST: Final = select(restaurants).where(
    restaurants.c.id == func.coalesce(_FOLLOWS.scalar_subquery(), _LOWEST.scalar_subquery())
)
_PAGE: Final = (
    select(restaurants.c.id)
    .where(restaurants.c.id > _RESTAURANT)
    .order_by(restaurants.c.id)
    .limit(literal_column("1000"))
)
_ONE: Final = select(restaurants).where(restaurants.c.id == _RESTAURANT)
_NAMED: Final = select(restaurants).where(restaurants.c.slug == bindparam("slug", type_=String))
_DESCRIBED: Final = ("slug", "name", "currency", "time_zone", "day_starts_at", "language", "is_open", "version")
_CHANGE: Final = (
    restaurants.update()
    .where(restaurants.c.id == _RESTAURANT, restaurants.c.version == bindparam("was"))
    .values({name: bindparam(f"new_{name}", type_=restaurants.c[name].type) for name in _DESCRIBED})
)
OTHERS: Final = select(restaurants.c.id).where(restaurants.c.id != _RESTAURANT).limit(literal_column("1"))
"""Returns a row where there is a restaurant beside `:restaurant`."""
_FOLLOW: Final = (
    restaurants.update().where(restaurants.c.id == _RESTAURANT).values(settings_followed=bindparam("described"))
)
_OFFERED: Final = select(restaurants.c.id).where(
    restaurants.c.id == _RESTAURANT, restaurants.c.setup_token == bindparam("token")
)
_TAKEN: Final = {"restaurants_slug_key": SlugTaken}
_REFUSED: Final = {
    **_TAKEN,
    "products_restaurants_fkey": CurrencyIsFixed,
    "modifiers_restaurants_fkey": CurrencyIsFixed,
}


class PostgresRestaurants(Restaurants):
    """Keeps restaurants in a table."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def first(self) -> Restaurant:
        for row in await self._database.fetch(_FIRST):
            return _restaurant(row)
        raise RestaurantNotFound

    async def first_and_followed(self) -> tuple[Restaurant, Description | None]:
        for row in await self._database.fetch(_FIRST):
            said = row.settings_followed
            return _restaurant(row), None if said is None else description(json.loads(said))
        raise RestaurantNotFound

    async def get(self, restaurant: RestaurantId) -> Restaurant:
        for row in await self._database.fetch(_ONE, {"restaurant": restaurant}):
            return _restaurant(row)
        raise RestaurantNotFound

    async def named(self, slug: str) -> Restaurant:
        for row in await self._database.fetch(_NAMED, {"slug": slug}):
            return _restaurant(row)
        raise RestaurantNotFound

    async def all(self) -> AsyncIterator[RestaurantId]:
        """Go through the ids, a page at a time."""
        last = _NONE
        while rows := await self._database.fetch(_PAGE, {"restaurant": last}):
            for row in rows:
                yield RestaurantId(row.id)
            last = rows[-1].id

    def add(self, restaurant: Restaurant, setup_token: bytes | None = None) -> Change:
        row = {**_row(restaurant), "id": restaurant.id, "setup_token": setup_token, "settings_followed": None}
        return Writes({restaurants: [row]}, unless=_TAKEN)

    async def is_offered(self, restaurant: RestaurantId, setup_token: bytes) -> bool:
        return bool(await self._database.fetch(_OFFERED, {"restaurant": restaurant, "token": setup_token}))

    def change(self, restaurant: Restaurant) -> Change:
        values: Parameters = {
            **{f"new_{name}": value for name, value in _row(restaurant).items()},
            "restaurant": restaurant.id,
            "was": restaurant.version - 1,
        }
        return Writes(run=[Run(_CHANGE, values, RestaurantChanged)], unless=_REFUSED)

    def follow_settings(self, restaurant: RestaurantId, described: Description) -> Change:
        return Writes(run=[following(restaurant, described)])


def following(restaurant: RestaurantId, described: Description) -> Run:
    """Return what makes it the restaurant that follows the settings, which say this."""
    said = {name: str(value) for name, value in _values(described).items()}
    return Run(_FOLLOW, {"restaurant": restaurant, "described": json.dumps(said)})


def _values(described: Description) -> Values:
    return {
        "slug": described.slug,
        "name": described.name,
        "currency": described.currency.code,
        "time_zone": described.time_zone.key,
        "day_starts_at": described.day_starts_at,
        "language": described.language.value,
    }


def _row(restaurant: Restaurant) -> Values:
    return {**_values(restaurant), "is_open": restaurant.is_open, "version": restaurant.version}


def description(said: Mapping[str, Any]) -> Description:
    """Return what was written down, or raise the `Invalid` or the `ZoneInfoNotFoundError` that it deserves."""
    return Description(
        slug=Slug(said["slug"]),
        name=Name.kept(said["name"]),
        currency=Currency.of(said["currency"]),
        time_zone=ZoneInfo(said["time_zone"]),
        day_starts_at=time.fromisoformat(said["day_starts_at"]),
        language=language_of(said.get("language", Language.ENGLISH)),  # nothing was said of it before
    )


def _restaurant(row: Row) -> Restaurant:
    return Restaurant(
        id=RestaurantId(row.id),
        slug=Slug(row.slug),
        name=Name.kept(row.name),
        currency=Currency.of(row.currency),
        time_zone=ZoneInfo(row.time_zone),
        day_starts_at=row.day_starts_at,
        language=Language(row.language),
        is_open=row.is_open,
        version=row.version,
    )
