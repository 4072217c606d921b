"""Asking a database past the program."""

from typing import Any

import asyncpg


async def ask(database_url: str, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """Return the rows that one statement gives, over a connection of its own."""
    connection: Any = await asyncpg.connect(database_url)  # asyncpg comes without types
    try:
        return [tuple(row) for row in await connection.fetch(statement, *values)]
    finally:
        await connection.close()
