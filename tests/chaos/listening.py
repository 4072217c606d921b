"""Two who listen to all events while everything dies: one over a line that holds, one over a line that breaks."""

import asyncio
import sys
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import asyncpg
import httpx

from tests.chaos.proxy import broken_wire
from tests.listener import Listener

_PATIENCE = 20.0
_WAITING = "SELECT EXISTS (SELECT FROM events_to_number) OR EXISTS (SELECT FROM event_heads WHERE readable < number)"


@dataclass(frozen=True, slots=True)
class Audience:
    """Who listens, from the first event on."""

    database_url: str
    listeners: tuple[Listener, ...]

    async def misheard(self) -> int:
        """Return how many numbers they missed or heard twice, once all that was told has its number."""
        deadline = time.monotonic() + _PATIENCE
        connection = await asyncpg.connect(self.database_url, timeout=5)
        try:
            while await connection.fetchval(_WAITING):
                assert time.monotonic() < deadline, "events wait for their numbers"
                await asyncio.sleep(0.1)
            last = await connection.fetchval("SELECT COALESCE(max(number), 0) FROM event_heads")
        finally:
            await connection.close()
        while any(each.heard[-1:] < [last] for each in self.listeners) and time.monotonic() < deadline:  # noqa: ASYNC110 - they do not say when
            await asyncio.sleep(0.1)
        return sum(_differences(each.heard, last) for each in self.listeners)

    @property
    def lines_lost(self) -> int:
        """How many lines they have lost."""
        return sum(each.lines - 1 for each in self.listeners)


@asynccontextmanager
async def audience(database_url: str, place: httpx.AsyncClient) -> AsyncGenerator[Audience]:
    """Have both listen while the block lasts, as who has signed in at `place`."""
    straight = place.base_url
    assert straight.port is not None
    async with (
        broken_wire(straight.port) as wire,
        _client(place, str(straight)) as one,
        _client(place, f"http://127.0.0.1:{wire.port}") as other,
    ):
        listeners = Listener(one), Listener(other)
        listening = [asyncio.create_task(each.listen(sys.maxsize)) for each in listeners]
        try:
            yield Audience(database_url, listeners)
        finally:
            for each in listening:
                _ = each.cancel()
            with suppress(asyncio.CancelledError):
                _ = await asyncio.gather(*listening)


def _client(place: httpx.AsyncClient, url: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=url, headers=place.headers, timeout=30, trust_env=False)


def _differences(heard: list[int], last: int) -> int:
    return sum(number != place for place, number in enumerate(heard, start=1)) + abs(last - len(heard))
