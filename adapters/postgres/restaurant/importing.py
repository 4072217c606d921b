"""An export of another installation, brought into this one: all of it, exactly, or nothing."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import asyncpg
from sqlalchemy import Table, bindparam, select

from adapters.postgres.kernel.connection import Connection
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.migrations import newest_revision
from adapters.postgres.restaurant.belongings import addition_to, belongings
from adapters.postgres.restaurant.exporting import Told, read
from adapters.postgres.restaurant.manifest import (
    BadExport,
    Exported,
    Manifest,
    lines_in_pieces,
    read_manifest,
    verify_files,
)
from adapters.postgres.restaurant.tables import restaurants
from domain.kernel.ids import RestaurantId

_TAKEN: Final = select(restaurants.c.id).where(restaurants.c.id == bindparam("restaurant"))


async def bring_in(database: Database, folder: Path, told: Told) -> Manifest:
    """Add everything that is exported in the folder and return its manifest, or raise `BadExport` and add nothing.

    What was added is read again before it is committed: it is what its files say, to the byte.
    """
    manifest = read_manifest(folder)
    tables = _tables(manifest)
    verify_files(folder, manifest)
    async with database.transaction() as connection:
        await connection.without_timeouts()
        if await connection.fetch(_TAKEN, {"restaurant": manifest.restaurant}):
            raise BadExport(f"the restaurant {manifest.restaurant} is here already")
        for exported, table in zip(manifest.files, tables, strict=True):
            await _add(connection, table, folder / exported.file, partial(told, table.name))
        for exported, table in zip(manifest.files, tables, strict=True):
            await _verify(connection, table, exported, manifest)
    return manifest


def _tables(manifest: Manifest) -> list[Table]:
    """Return the table of each file, or raise `BadExport` where they are of another schema."""
    if manifest.revision != (here := newest_revision()):
        raise BadExport(
            f"the export has schema {manifest.revision}, and this program {here}: "
            "bring the older one up to date with `make migrate`, and export anew"
        )
    tables = belongings()
    if [each.table for each in manifest.files] != [each.name for each in tables]:
        raise BadExport("the manifest does not name the tables of its schema")
    return [*tables]


async def _add(connection: Connection, table: Table, path: Path, told: Callable[[int], None]) -> None:
    statement = addition_to(table)
    for lines in lines_in_pieces(path):
        try:
            rows = b"[" + lines.rstrip(b"\n").replace(b"\n", b",") + b"]"
            told(await connection.execute(statement, {"rows": rows.decode()}))
        except (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError, UnicodeDecodeError) as error:
            raise BadExport(f"{path} has rows that cannot be brought in: {error}") from error


async def _verify(connection: Connection, table: Table, exported: Exported, manifest: Manifest) -> None:
    added = await read(connection, table, RestaurantId(manifest.restaurant), None, lambda _: None)
    if added != exported:
        raise BadExport(f"{exported.file} has rows that are not of this restaurant, or not as they are exported")
