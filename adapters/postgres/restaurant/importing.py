"""An export, of another installation or from before, brought into this one: all of it or nothing."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfoNotFoundError

import asyncpg
import msgspec
from sqlalchemy import Table

from adapters.postgres.kernel.connection import Connection
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.migrations import newest_revision
from adapters.postgres.kernel.violations import refusals
from adapters.postgres.restaurant.belongings import addition_to, belongings
from adapters.postgres.restaurant.exporting import Told, read
from adapters.postgres.restaurant.manifest import (
    NAME,
    BadExport,
    Exported,
    Manifest,
    lines_in_pieces,
    read_manifest,
    verify_files,
)
from adapters.postgres.restaurant.renewing import renew
from adapters.postgres.restaurant.restaurants import OTHERS, description, following
from adapters.postgres.restaurant.tables import restaurants
from domain.kernel.errors import Invalid
from domain.kernel.ids import RestaurantId
from domain.kernel.names import Name
from domain.restaurant.restaurant import Description, SlugTaken


class RestaurantIsHere(Exception):
    """A restaurant with the same id is here."""


_TAKEN: Final = {"restaurants_pkey": RestaurantIsHere, "restaurants_slug_key": SlugTaken}


async def bring_in(
    database: Database, folder: Path, described: Description, told: Told, *, keep_devices: bool = False
) -> Manifest:
    """Add everything that is exported in the folder and return its manifest, or raise `BadExport` and add nothing.

    What was added is read again: it is what its files say, to the byte. Then it is renewed, and committed. Alone, it
    becomes the first restaurant here, and has followed what the settings say of that one, `described`, so that a start
    keeps it.
    """
    manifest = read_manifest(folder)
    tables = _tables(manifest)
    verify_files(folder, manifest)
    slug = _described(folder / f"{restaurants.name}.jsonl", manifest).slug
    async with database.transaction() as connection:
        await connection.without_timeouts()
        try:
            for exported, table in zip(manifest.files, tables, strict=True):
                await _add(connection, table, folder / exported.file, partial(told, table.name))
        except RestaurantIsHere:
            raise BadExport(f"the restaurant {manifest.restaurant} is here already") from None
        except SlugTaken:
            raise BadExport(f"another restaurant is called {slug} here") from None
        for exported, table in zip(manifest.files, tables, strict=True):
            await _verify(connection, table, exported, manifest)
        await renew(connection, RestaurantId(manifest.restaurant), keep_devices=keep_devices)
        await _take_the_first_place(connection, RestaurantId(manifest.restaurant), described)
    return manifest


async def _take_the_first_place(connection: Connection, restaurant: RestaurantId, described: Description) -> None:
    """Have the restaurant follow the settings, if there is no other."""
    if not await connection.fetch(OTHERS, {"restaurant": restaurant}):
        follow = following(restaurant, described)
        _ = await connection.execute(follow.statement, follow.parameters)


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


def _described(path: Path, manifest: Manifest) -> Description:
    """Return what the restaurant is like, or raise `BadExport` where this program cannot have one like it."""
    try:
        said: dict[str, str] = msgspec.json.decode(path.read_bytes())
        if UUID(said["id"]) != manifest.restaurant:
            raise BadExport(f"{path} is not of the restaurant that {NAME} names")
        described = description(said)
        _ = Name(described.name)
    except ZoneInfoNotFoundError as error:
        raise BadExport(f"{path}: the time zone is not known here") from error
    except Invalid as error:
        raise BadExport(f"{path}: {error}") from error
    except (msgspec.DecodeError, KeyError, TypeError, ValueError) as error:
        raise BadExport(f"{path} is not one restaurant") from error
    return described


async def _add(connection: Connection, table: Table, path: Path, told: Callable[[int], None]) -> None:
    statement = addition_to(table)
    for lines in lines_in_pieces(path):
        try:
            rows = b"[" + lines.rstrip(b"\n").replace(b"\n", b",") + b"]"
            with refusals(_TAKEN):
                told(await connection.execute(statement, {"rows": rows.decode()}))
        except (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError, UnicodeDecodeError) as error:
            raise BadExport(f"{path} has rows that cannot be brought in: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    # PostgreSQL's first line tells of constraints and types; what follows it, or a colon, are values of somebody's row.
    return str(error).splitlines()[0].partition(': "')[0]


async def _verify(connection: Connection, table: Table, exported: Exported, manifest: Manifest) -> None:
    added = await read(connection, table, RestaurantId(manifest.restaurant), None, lambda _: None)
    if added != exported:
        raise BadExport(f"{exported.file} has rows that are not of this restaurant, or not as they are exported")
