"""The PostgreSQL that tests run on: one of their own, or the database that TESTED_DATABASE_URL names."""

import asyncio
import os
from typing import Any, Final

import asyncpg

from adapters.postgres.kernel.distribution import NODES, distribute
from adapters.postgres.kernel.migrations import upgrade
from tests.database import ask, empty

GIVEN: Final = os.environ.get("TESTED_DATABASE_URL", "")
"""Empty for one of their own."""

_STANDING: Final = """
    SELECT current_setting('server_version') AS version, inet_server_addr() || ':' || inet_server_port() AS place,
           current_database() AS database,
           to_regclass('restaurants') IS NOT NULL AS migrated,
           (SELECT extversion FROM pg_extension WHERE extname = 'citus') AS citus
"""
_SOMEBODYS: Final = "SELECT count(*) FROM restaurants WHERE id > '00000000-0000-0000-0000-00000000ffff'"
"""The tests' own that a run which was killed left: small numbers. Those of the program begin with the time."""
_OTHERS: Final = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND usesysid IS NOT NULL
      AND coalesce(backend_type, 'client backend') = 'client backend' AND application_name NOT ILIKE 'citus%'
"""
"""Of sessions of other roles, backend_type is hidden from all but superusers. Citus's own sessions say so."""


class InUse(Exception):
    """A database that tests must not empty; the text is one line that says why."""


def with_parameters(database_url: str) -> str:
    """Return the same address with a parameter, libpq's default where it has none, so that a test can append others."""
    return database_url if "?" in database_url else f"{database_url}?sslmode=prefer"


async def look(database_url: str) -> str:
    """Return what kind of database this is, in one line. Raises `InUse` where it may be somebody's."""
    connection: Any = await asyncpg.connect(database_url)
    try:
        found = await connection.fetchrow(_STANDING)
        others = await connection.fetchval(_OTHERS)
        if others:
            raise InUse(f"{others} others are connected to {found['database']}, which tests would empty")
        if found["migrated"] and await connection.fetchval(_SOMEBODYS):
            raise InUse(
                f"{found['database']} has restaurants in it, which tests would delete; if they are nobody's, drop it"
            )
        kind = "plain"
        if found["citus"]:
            nodes = await connection.fetchval(NODES.text)
            kind = f"Citus {found['citus']} with {nodes} nodes"
    finally:
        await connection.close()
    return f"PostgreSQL {found['version']} ({kind}) at {found['place'] or 'its socket'}, database {found['database']}"


def prepare(database_url: str) -> None:
    """Bring the given database to the newest schema, distribute it where it has Citus, and empty it."""
    upgrade(database_url)
    asyncio.run(_prepare(database_url))


async def _prepare(database_url: str) -> None:
    if await ask(database_url, "SELECT FROM pg_extension WHERE extname = 'citus'"):
        _ = await distribute(database_url)
    await empty(database_url)
