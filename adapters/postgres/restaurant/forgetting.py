"""Everything that belongs to one restaurant, deleted once it is exported."""

import shutil
from pathlib import Path
from typing import Final

import asyncpg
from sqlalchemy import select, text

from adapters.postgres.kernel.connection import Connection
from adapters.postgres.kernel.distribution import FORGETS_NO_MORE, MAY_FORGET
from adapters.postgres.kernel.engine import Database
from adapters.postgres.restaurant.belongings import belongings, removal_from
from adapters.postgres.restaurant.exporting import Told, write
from adapters.postgres.restaurant.manifest import Manifest
from adapters.postgres.restaurant.tables import restaurants
from domain.kernel.errors import Busy
from domain.kernel.ids import RestaurantId

_FIRST_TWO: Final = select(restaurants.c.id).order_by(restaurants.c.id).limit(2)
# The audit lets entries go only to a transaction that names their restaurant so.
_FORGETS: Final = text("SELECT set_config('orders.forgets', :restaurant, true)")


async def forget(database: Database, restaurant: RestaurantId, folder: Path, told: Told) -> Manifest:
    """Export everything that belongs to the restaurant, then delete exactly that, and return what it was.

    Both see one snapshot. What others changed since is refused by PostgreSQL, and what they added refers, over other
    tables or not, to the restaurant's row, which then cannot be deleted: `Busy`, and nothing is deleted.
    """
    async with database.transaction(isolation="repeatable_read") as connection:
        await connection.without_timeouts()
        manifest = await write(connection, restaurant, folder, told)
        try:
            await _delete(connection, restaurant, manifest, told)
        except BaseException:
            shutil.rmtree(folder)
            raise
    return manifest


async def _delete(connection: Connection, restaurant: RestaurantId, manifest: Manifest, told: Told) -> None:
    exported = {each.table: each.rows for each in manifest.files}
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


async def is_first_of_several(database: Database, restaurant: RestaurantId) -> bool:
    """Tell whether another restaurant would be the first, which requests without a name mean, if it were gone."""
    rows = await database.fetch(_FIRST_TWO)
    return len(rows) == 2 and rows[0].id == restaurant  # noqa: PLR2004 - two are asked for
