"""Everything that belongs to one restaurant, written to a folder as JSON lines."""

import os
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

from sqlalchemy import Table

from adapters.postgres.kernel.connection import Connection
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.migrations import newest_revision
from adapters.postgres.restaurant.belongings import belongings, lines_of
from adapters.postgres.restaurant.manifest import FORMAT, NAME, Exported, Manifest, Tally, write_manifest
from domain.kernel.ids import RestaurantId

_BUFFER: Final = 1 << 20
Told = Callable[[str, int], None]
"""Hears that so many rows more of a table are written or added, or, where that is negative, deleted."""


class NotWritten(Exception):
    """The folder cannot be made, or the disk is full; the text says which."""


async def export(database: Database, restaurant: RestaurantId, folder: Path, told: Told) -> Manifest:
    """Write everything that belongs to the restaurant, as it is at one moment, into a new folder, and return what."""
    async with database.transaction(isolation="repeatable_read") as connection:
        await connection.without_timeouts()
        return await write(connection, restaurant, folder, told)


async def write(connection: Connection, restaurant: RestaurantId, folder: Path, told: Told) -> Manifest:
    """Do the same in a transaction that has one snapshot. All of it is on the disk when this returns, or nothing."""
    _make(folder)
    try:
        files: list[Exported] = []
        for table in belongings():
            with _private(folder / Exported(table.name, 0, "").file) as file:
                files.append(await read(connection, table, restaurant, file, partial(told, table.name)))
        manifest = Manifest(FORMAT, newest_revision() or "", restaurant, tuple(files))
        # Last, as a folder without it is no export.
        with _private(folder / NAME) as file:
            write_manifest(manifest, file)
        _sync(folder)
        _sync(folder.parent)
    except BaseException:
        shutil.rmtree(folder)
        raise
    return manifest


async def read(
    connection: Connection, table: Table, restaurant: RestaurantId, file: BinaryIO | None, told: Callable[[int], None]
) -> Exported:
    """Write the restaurant's rows of a table to a file, if one is given, and return what such a file is."""
    tally = Tally(str(table.name))  # it is a `quoted_name`

    async def take(lines: bytes) -> None:
        if file is not None:
            with _writing():
                _ = file.write(lines)
        told(tally.add(lines))

    await connection.copy_lines(lines_of(table), {"restaurant": restaurant}, take)
    return tally.exported()


@contextmanager
def _private(path: Path) -> Generator[BinaryIO]:
    """Open a new file that only its owner may read, and have it on the disk at the end."""
    with _writing():
        file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb", _BUFFER)
    try:
        yield file
        with _writing():
            file.flush()
            os.fsync(file.fileno())
    finally:
        with suppress(OSError):  # what could not be written was told already
            file.close()


@contextmanager
def _writing() -> Generator[None]:
    # Inside of a transaction an OSError says that the database is gone.
    try:
        yield
    except OSError as error:
        raise NotWritten(f"the export cannot be written: {error}") from error


def _make(folder: Path) -> None:
    with _writing():
        folder.mkdir(mode=0o700, parents=True)


def _sync(folder: Path) -> None:
    with _writing():
        there = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(there)
        finally:
            os.close(there)
