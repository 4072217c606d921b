"""Indexes that lead from rows to those that refer to them, while many of them are deleted.

PostgreSQL looks for such rows at each row that is deleted. Where no index leads to them, it reads all that the
restaurant had in that table each time, as what a transaction has just deleted is still there.
"""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import Final

import asyncpg
from sqlalchemy import (
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    TextClause,
    UniqueConstraint,
    bindparam,
    func,
    select,
    text,
)

from adapters.postgres.kernel.connection import Connection
from adapters.postgres.kernel.engine import Database
from adapters.postgres.restaurant.belongings import belongings, restaurant_of
from domain.kernel.ids import RestaurantId

_READ_AT_ONCE: Final = 5_000_000
"""How many rows may be read instead of making an index: about a second's worth."""
_PATIENCE: Final = (text("SET statement_timeout = 0"), text("SET lock_timeout = '10s'"))
_AS_BEFORE: Final = (text("RESET statement_timeout"), text("RESET lock_timeout"))


@asynccontextmanager
async def indexed(database: Database, restaurant: RestaurantId) -> AsyncGenerator[None]:
    """Keep the indexes that the restaurant is large enough for: of its rows alone, so that they cost others nothing.

    Nobody waits while one is made. Where it cannot be, as old transactions are open or the tables are another role's,
    deleting only takes longer.
    """
    names: list[str] = []
    try:
        async with _patient(database) as connection:
            for number, reference in enumerate(without_index()):
                if await _reads(connection, reference, restaurant) > _READ_AT_ONCE:
                    names.append(f"forgetting_{restaurant.hex}_{number}")
                    await _make(connection, names[-1], reference, restaurant)
        yield
    finally:
        if names:
            async with _patient(database) as connection:
                for name in names:
                    _ = await connection.execute(_drop(name))


@asynccontextmanager
async def _patient(database: Database) -> AsyncGenerator[Connection]:
    async with database.connection() as connection:
        for statement in _PATIENCE:
            _ = await connection.execute(statement)
        yield connection
        for statement in _AS_BEFORE:
            _ = await connection.execute(statement)


def without_index() -> Sequence[ForeignKeyConstraint]:
    """Return the references by more than the restaurant that no index leads back over."""
    return [
        each
        for table in belongings()
        for each in table.foreign_key_constraints
        if len(each.column_keys) > 1
        and not any(
            [*key.columns.keys()][: len(each.column_keys)] == [*each.column_keys]
            for key in [*table.indexes, *table.constraints]
            if isinstance(key, Index | PrimaryKeyConstraint | UniqueConstraint)
        )
    ]


async def _reads(connection: Connection, reference: ForeignKeyConstraint, restaurant: RestaurantId) -> int:
    """Return how many rows are read when all that is referred to is deleted."""
    counts = [
        select(func.count()).where(restaurant_of(table) == bindparam("restaurant")).scalar_subquery()
        for table in (reference.table, reference.referred_table)
    ]
    [row] = await connection.fetch(select(*counts), {"restaurant": restaurant})
    return row[0] * row[1]


async def _make(connection: Connection, name: str, reference: ForeignKeyConstraint, restaurant: RestaurantId) -> None:
    columns = ", ".join(reference.column_keys)
    try:
        _ = await connection.execute(_drop(name))  # of a run that was killed
        _ = await connection.execute(
            text(
                f"CREATE INDEX CONCURRENTLY {name} ON {reference.table.name} ({columns}) "
                f"WHERE restaurant_id = '{restaurant}'"
            )
        )
    except (asyncpg.InsufficientPrivilegeError, asyncpg.LockNotAvailableError):
        return


def _drop(name: str) -> TextClause:
    return text(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
