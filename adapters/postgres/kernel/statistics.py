"""The planner's statistics, refreshed sooner than by autovacuum, which looks once a minute where it is on."""

from collections.abc import Sequence
from functools import cache
from typing import Final

from sqlalchemy import Executable, text

from adapters.postgres.kernel.engine import Database
from application.kernel.statistics import Statistics

# Compared by the cumulative statistics' row counts, and by file size, as counts are lost in a crash and a restore. A
# table that was never analyzed stays so while it is small: PostgreSQL then assumes ten pages, a plan that lasts.
_OUT_OF_DATE: Final = text("""
    SELECT quote_ident(relname) AS name FROM pg_class
    WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND (
        pg_stat_get_live_tuples(oid) > 100 + 2 * greatest(reltuples, 0)
        OR (pg_stat_get_live_tuples(oid) < reltuples / 2 - 100 AND pg_stat_get_mod_since_analyze(oid) > reltuples / 2)
        OR pg_relation_size(oid) > (10 + 2 * relpages::bigint) * current_setting('block_size')::bigint
    ) ORDER BY name
""")


class PostgresStatistics(Statistics):
    """Analyzes tables that have doubled or halved; that makes every session replan statements on them."""

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
