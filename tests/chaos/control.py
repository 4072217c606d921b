"""The control arm: a PostgreSQL that acknowledges before it writes must lose orders, or the trials prove nothing."""

import asyncio

import asyncpg

from tests.chaos.audit import compare, stored
from tests.chaos.clients import counter, load
from tests.chaos.faults import Stage
from tests.chaos.ledger import Ledger, Outcome

LOSSY = {
    "synchronous_commit": "off",
    "wal_writer_delay": "10s",
    "wal_writer_flush_after": "1GB",
    "wal_buffers": "64MB",
    "autovacuum": "off",
}


async def lost_and_acknowledged(on: Stage, *, seconds: float) -> tuple[int, int]:
    """Kill PostgreSQL under load once; return how many acknowledged orders are gone, and how many there were."""
    ledger = Ledger(seed=99)
    async with counter(on.api.url) as place:
        # The schema and the waiter are not what is to be lost.
        await _write_everything(on.database_url)
        async with load(place, ledger):
            await asyncio.sleep(seconds)
            await asyncio.to_thread(on.postgres.kill)
    await asyncio.to_thread(on.postgres.start)
    findings = compare(ledger, await stored(on.database_url))
    return findings.lost, len(ledger.having(Outcome.OK))


async def _write_everything(database_url: str) -> None:
    connection = await asyncpg.connect(database_url, timeout=5)
    try:
        _ = await connection.execute("CHECKPOINT")
    finally:
        await connection.close()
