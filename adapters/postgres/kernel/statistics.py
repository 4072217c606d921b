"""The planner's statistics, on PostgreSQL: sooner than by autovacuum, which comes once a minute, if it comes at all."""

from collections.abc import Sequence
from functools import cache
from typing import Final

from sqlalchemy import Executable, text

from adapters.postgres.kernel.engine import Database
from application.kernel.statistics import Statistics

# By the rows that sessions have counted, and by the size of the file: counts are lost in a crash, and a restore brings
# none. A table that never was analyzed stays so while it is small: PostgreSQL plans for ten pages of it, ready to grow.
_OUT_OF_DATE: Final = text("""
    SELECT quote_ident(relname) AS name FROM pg_class
    WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND (
        pg_stat_get_live_tuples(oid) > 100 + 2 * greatest(reltuples, 0)
        OR (pg_stat_get_live_tuples(oid) < reltuples / 2 - 100 AND pg_stat_get_mod_since_analyze(oid) > reltuples / 2)
        OR pg_relation_size(oid) > (10 + 2 * relpages::bigint) * current_setting('block_size')::bigint
    ) ORDER BY name
""")


class PostgresStatistics(Statistics):
    """Analyzes tables that have doubled or halved. Every session then plans anew what reads them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def refresh(self) -> Sequence[str]:
        out_of_date: list[str] = [row.name for row in await self._database.fetch(_OUT_OF_DATE)]
        for name in out_of_date:
            async with self._database.transaction() as connection:
                await connection.without_timeout()
                _ = await connection.execute(_analyze(name))
        return out_of_date


@cache
def _analyze(table: str) -> Executable:
    return text(f"ANALYZE (SKIP_LOCKED) {table}")
