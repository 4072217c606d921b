"""Everything that belongs to one restaurant, deleted once it is exported."""

import shutil
from datetime import datetime
from pathlib import Path
from typing import Final

import asyncpg
from sqlalchemy import Uuid, bindparam, text

from adapters.postgres.kernel.audit import PostgresAudit
from adapters.postgres.kernel.connection import Connection
from adapters.postgres.kernel.distribution import FORGETS_NO_MORE, MAY_FORGET
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.unit_of_work import PostgresUnitOfWork
from adapters.postgres.kernel.waking import Waking
from adapters.postgres.restaurant.belongings import belongings, removal_from
from adapters.postgres.restaurant.exporting import Told, write
from adapters.postgres.restaurant.manifest import Manifest
from adapters.postgres.restaurant.restaurants import OTHERS, PostgresRestaurants
from adapters.postgres.restaurant.tables import restaurants
from domain.kernel.audit import Event, Happening
from domain.kernel.errors import Busy
from domain.kernel.ids import RestaurantId
from domain.restaurant.restaurant import Restaurant, RestaurantChanged

# The row as it was before it was closed, inside the transaction that deletes it: nobody else sees it, but the export.
_AS_IT_WAS: Final = (
    restaurants.update()
    .where(restaurants.c.id == bindparam("restaurant", type_=Uuid), restaurants.c.version == bindparam("closed"))
    .values(is_open=bindparam("open"), version=bindparam("was"))
)
# Waits for who opens a restaurant, and has others wait; who refers to one, as every order does, does not.
_OPEN_NONE: Final = text("LOCK TABLE restaurants IN SHARE ROW EXCLUSIVE MODE")
# The audit lets entries go only to a transaction that names their restaurant so.
_FORGETS: Final = text("SELECT set_config('orders.forgets', :restaurant, true)")


class AnotherWouldBeFirst(Exception):
    """There are other restaurants, and requests that name none would mean one of them."""


async def close(database: Database, restaurant: Restaurant, *, at: datetime) -> Restaurant:
    """Close the restaurant, unless it is closed, note that in its audit, and return it as it is then.

    Whoever has a request there from then on is refused, by whichever process: each looks at the version. Raises
    `RestaurantChanged`.
    """
    closed = restaurant.changed(is_open=False)
    if closed is not restaurant:
        closing = Event(
            happening=Happening.RESTAURANT_CHANGED,
            at=at,
            subject=restaurant.id,
            details=closed.differences(restaurant),
        )
        note = PostgresAudit(database, restaurant.id).note(closing)
        await PostgresUnitOfWork(database, Waking()).commit(None, PostgresRestaurants(database).change(closed), note)
    return closed


async def forget(
    database: Database, was: Restaurant, closed: Restaurant, folder: Path, told: Told, *, is_first: bool = False
) -> Manifest:
    """Export everything that belongs to the restaurant, then delete exactly that, and return what it was.

    It is exported as it `was`, and has to be as it was `closed` until then: `RestaurantChanged` if it is not. Export
    and deletion see one snapshot. What others changed since is refused by PostgreSQL, and what they added refers, over
    other tables or not, to the restaurant's row, which then cannot be deleted: `Busy`. The first restaurant is the last
    to go: `AnotherWouldBeFirst`. In each case nothing is deleted.
    """
    async with database.transaction(isolation="repeatable_read") as connection:
        await connection.without_timeouts()
        if is_first:
            _ = await connection.execute(_OPEN_NONE)
            if await connection.fetch(OTHERS, {"restaurant": was.id}):
                raise AnotherWouldBeFirst
        before = {"restaurant": was.id, "closed": closed.version, "open": was.is_open, "was": was.version}
        if not await connection.execute(_AS_IT_WAS, before):
            raise RestaurantChanged
        manifest = await write(connection, was.id, folder, told)
        try:
            await _delete(connection, was.id, manifest, told)
        except BaseException:
            shutil.rmtree(folder)
            raise
    return manifest


async def _delete(connection: Connection, restaurant: RestaurantId, manifest: Manifest, told: Told) -> None:
    exported = {each.table: each.rows for each in manifest.files}
    # With the restaurant's id known, PostgreSQL sees that the indexes of its rows alone serve.
    _ = await connection.execute(text("SET LOCAL plan_cache_mode = force_custom_plan"))
    _ = await connection.execute(MAY_FORGET)
    _ = await connection.fetch(_FORGETS, {"restaurant": str(restaurant)})
    for table in reversed(belongings()):
        try:
            deleted = await connection.execute(removal_from(table), {"restaurant": restaurant})
        except asyncpg.ForeignKeyViolationError as error:
            raise Busy from error
        if deleted != exported[table.name]:
            raise Busy
        told(table.name, -deleted)
    _ = await connection.execute(FORGETS_NO_MORE)
