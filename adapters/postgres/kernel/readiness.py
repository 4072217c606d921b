"""Whether the database can be used for requests."""

from collections.abc import Sequence
from typing import Final

import asyncpg
from sqlalchemy import text

from adapters.postgres.kernel.driver import Unusable
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.migrations import newest_revision
from application.kernel.readiness import DESERTED, Readiness
from domain.kernel.errors import Unavailable

_STATE: Final = text("""
    SELECT current_setting('synchronous_commit') AS durability,
           pg_is_in_recovery() OR current_setting('transaction_read_only')::bool AS reads_only,
           to_regclass('alembic_version') IS NOT NULL AS migrated
""")
_DURABLE: Final = frozenset({"on", "remote_apply"})
"""Values of synchronous_commit by which a commit waits for the disk, here and on synchronous standbys."""
_ANY: Final = text("SELECT FROM restaurants LIMIT 1")
_REVISION: Final = text("SELECT version_num FROM alembic_version")


class PostgresReadiness(Readiness):
    """Checks that the database answers, takes writes, has this program's schema and a restaurant, and is durable."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._newest = newest_revision()

    async def missing(self) -> Sequence[str]:
        try:
            state = (await self._database.fetch(_STATE))[0]
            revisions = [row.version_num for row in await self._database.fetch(_REVISION)] if state.migrated else []
            deserted = revisions == [self._newest] and not await self._database.fetch(_ANY)
        except Unavailable as outage:
            return [_why(outage)]
        missing: list[str] = []
        if state.reads_only:
            missing.append("The database is read-only")
        if revisions != [self._newest]:
            missing.append("The database's schema is not the one this program needs: run the command `migrate`")
        if deserted:
            missing.append(DESERTED)
        if state.durability not in _DURABLE:
            missing.append("synchronous_commit is not on for the application's role: orders could be lost")
        return missing


def _why(outage: Unavailable) -> str:
    cause = outage.__cause__
    if isinstance(cause, Unusable):
        return str(cause)
    if isinstance(cause, asyncpg.TooManyConnectionsError):
        return "The database takes no more connections"
    return "The database cannot be reached"
