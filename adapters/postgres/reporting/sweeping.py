"""Rows that left the queue of orders: in the way of every report until they are swept, and autovacuum is rare."""

from typing import Final

from sqlalchemy import and_, func, literal_column, text

_QUEUE: Final = text("'orders_to_roll_up'::regclass")
# Not '-infinity': PostgreSQL 15 and 16 subtract no infinite time.
_LAST: Final = func.coalesce(func.pg_stat_get_last_vacuum_time(_QUEUE), literal_column("timestamptz 'epoch'"))

SWEEP: Final = text("VACUUM (SKIP_LOCKED, INDEX_CLEANUP ON, TRUNCATE OFF) orders_to_roll_up")
IS_DUE: Final = and_(
    func.pg_stat_get_dead_tuples(_QUEUE) > literal_column("1000"),
    # What an old snapshot may still see cannot be swept out, so nobody tries all the time.
    func.clock_timestamp() - _LAST > literal_column("interval '2 seconds'"),
)
