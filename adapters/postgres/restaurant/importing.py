"""An export, of another installation or from before, brought into this one: all of it or nothing."""

from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfoNotFoundError

import msgspec
from sqlalchemy import Table

from adapters.postgres.kernel.connection import Connection
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.migrations import newest_revision
from adapters.postgres.restaurant.belongings import belongings
from adapters.postgres.restaurant.exporting import Told
from adapters.postgres.restaurant.lines import RestaurantIsHere, add_lines, ensure_row, verify_lines
from adapters.postgres.restaurant.manifest import BadExport, Manifest, lines_in_pieces, read_manifest, verify_files
from adapters.postgres.restaurant.renewing import renew
from adapters.postgres.restaurant.restaurants import OTHERS, description, following
from adapters.postgres.restaurant.tables import restaurants
from domain.kernel.errors import Invalid
from domain.kernel.ids import RestaurantId
from domain.kernel.names import Name
from domain.restaurant.restaurant import Description, SlugTaken
from domain.restaurant.time_zone import time_zone_named


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
    restaurant = RestaurantId(manifest.restaurant)
    slug = _described(folder / f"{restaurants.name}.jsonl", restaurant).slug
    async with database.transaction() as connection:
        await connection.without_timeouts()
        try:
            for exported, table in zip(manifest.files, tables, strict=True):
                await add_lines(connection, table, folder / exported.file, restaurant, partial(told, table.name))
        except RestaurantIsHere:
            raise BadExport(f"the restaurant {restaurant} is here already") from None
        except SlugTaken:
            raise BadExport(f"another restaurant is called {slug} here") from None
        for exported, table in zip(manifest.files, tables, strict=True):
            await verify_lines(connection, table, folder / exported.file, restaurant)
        await renew(connection, restaurant, keep_devices=keep_devices)
        await _take_the_first_place(connection, restaurant, described)
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
            "bring the older one up to date with the command `migrate`, and export anew"
        )
    tables = belongings()
    if [each.table for each in manifest.files] != [each.name for each in tables]:
        raise BadExport("the manifest does not name the tables of its schema")
    return [*tables]


def _described(path: Path, restaurant: RestaurantId) -> Description:
    """Return what the restaurant is like, or raise `BadExport` where this program cannot have one like it."""
    line = b"".join(lines_in_pieces(path))
    if (lines := line.count(b"\n")) != 1:
        raise BadExport(f"{path} is not one restaurant: it has {lines} lines")
    ensure_row(restaurants, path, 1, line, restaurant)
    try:
        described = description(msgspec.json.decode(line))
        _ = Name(described.name)
        _ = time_zone_named(described.time_zone.key)
    except (ZoneInfoNotFoundError, OSError, ValueError) as error:  # also of what is a folder of zones, or outside of it
        raise BadExport(f"{path}, line 1: the time zone is not known here") from error
    except Invalid as error:
        raise BadExport(f"{path}, line 1: {error}") from error
    return described
