"""The lines of an export's file: added as rows, each refused by its number, and found to be what was added."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, cast
from uuid import UUID

import asyncpg
import msgspec
from msgspec import Meta
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    Numeric,
    SmallInteger,
    Table,
    Time,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from adapters.postgres.kernel.connection import Connection
from adapters.postgres.kernel.violations import refusals
from adapters.postgres.restaurant.belongings import addition_to, columns_of, lines_of, restaurant_of
from adapters.postgres.restaurant.manifest import BadExport, lines_in_pieces, opened
from domain.kernel.errors import Conflict, NotFound
from domain.kernel.ids import RestaurantId
from domain.restaurant.restaurant import SlugTaken

_TYPES: Final[Sequence[tuple[type, Any]]] = (
    (BigInteger, Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]),
    (SmallInteger, Annotated[int, Meta(ge=-(2**15), le=2**15 - 1)]),
    (Integer, Annotated[int, Meta(ge=-(2**31), le=2**31 - 1)]),
    (Numeric, int | float),
    (Boolean, bool),
    (Date, date),
    (DateTime, datetime),
    (Time, time),
    (Uuid, UUID),
    (JSONB, list[dict[str, str | int]]),
)
"""What the values of columns are in Python, narrower kinds of columns first; all others are texts.

PostgreSQL takes more: days that never come, years past 9999, and numbers that are none.
"""
_REFUSALS: Final = (
    asyncpg.DataError,
    asyncpg.IntegrityConstraintViolationError,
    asyncpg.InternalServerError,  # what another node of Citus refused
    asyncpg.ProgramLimitExceededError,
    Conflict,  # as some violated constraints are known
    NotFound,
)


class RestaurantIsHere(Exception):
    """A restaurant with the same id is here."""


_TAKEN: Final = {
    "restaurants_pkey": RestaurantIsHere,
    "restaurants_id_currency_key": RestaurantIsHere,  # whichever is looked at first
    "restaurants_slug_key": SlugTaken,
}


async def add_lines(
    connection: Connection, table: Table, path: Path, restaurant: RestaurantId, told: Callable[[int], None]
) -> None:
    """Add the rows of a file, or raise `BadExport`, `RestaurantIsHere` or `SlugTaken`."""
    first = 1
    for piece in lines_in_pieces(path):
        lines = piece.removesuffix(b"\n").split(b"\n")
        for number, line in enumerate(lines, first):
            ensure_row(table, path, number, line, restaurant)
        await _insert(connection, table, path, first, lines)
        told(len(lines))
        first += len(lines)


def ensure_row(table: Table, path: Path, number: int, line: bytes, restaurant: RestaurantId) -> None:
    """Raise `BadExport` unless the line is a row that the table's columns can hold, and the restaurant's."""
    try:
        row = _decoder(table).decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _refused(path, number, str(error)) from error
    if getattr(row, restaurant_of(table).name) != restaurant:
        raise _refused(path, number, "it is another restaurant's")


async def _insert(connection: Connection, table: Table, path: Path, first: int, lines: Sequence[bytes]) -> None:
    """Add lines, of which the `first` has that number. Those that are refused together are halved until one is left."""
    rows = b"[" + b",".join(lines) + b"]"
    try:
        with refusals(_TAKEN):
            async with connection.savepoint():
                _ = await connection.execute(addition_to(table), {"rows": rows.decode()})
    except (RestaurantIsHere, SlugTaken):
        raise
    except _REFUSALS as error:
        if len(lines) == 1:
            raise _refused(path, first, _reason(error)) from error
        half = len(lines) // 2
        await _insert(connection, table, path, first, lines[:half])
        await _insert(connection, table, path, first + half, lines[half:])


async def verify_lines(connection: Connection, table: Table, path: Path, restaurant: RestaurantId) -> None:
    """Raise `BadExport` unless the restaurant's rows, read as for an export, are the file to the byte."""
    with opened(path) as file:
        number = 1

        async def take(lines: bytes) -> None:
            nonlocal number
            for line in lines.splitlines(keepends=True):
                if file.read(len(line)) != line:
                    raise _refused(path, number, "it is not as it is exported, or not in its place")
                number += 1

        await connection.copy_lines(lines_of(table), {"restaurant": restaurant}, take)
        if file.read(1):
            raise _refused(path, number, "it is not as it is exported, or not in its place")


@cache
def _decoder(table: Table) -> msgspec.json.Decoder[Any]:
    fields = [(str(column.name), _type(column)) for column in columns_of(table)]
    return msgspec.json.Decoder(msgspec.defstruct("Row", fields))  # a name is a `quoted_name`


def _type(column: Column[Any]) -> Any:  # noqa: ANN401 - a type
    kind = _kind(column.type)
    return kind | None if column.nullable else kind


def _kind(of: Any) -> Any:  # noqa: ANN401 - types
    if isinstance(of, ARRAY):
        return list[_kind(cast("ARRAY[Any]", of).item_type)]
    return next((kind for known, kind in _TYPES if isinstance(of, known)), str)


def _reason(error: Exception) -> str:
    # PostgreSQL's first line tells of constraints and types; what follows it, or a colon, are values of somebody's row.
    return str(error.__cause__ or error).splitlines()[0].partition(': "')[0]


def _refused(path: Path, number: int, reason: str) -> BadExport:
    return BadExport(f"{path}, line {number}, cannot be brought in: {reason}")
