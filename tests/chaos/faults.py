"""Everything that goes wrong, and how it is put right again: each returns once it is."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

import httpx
import psutil

from adapters.embedded.server import EmbeddedPostgres
from tests.chaos.api import WORKERS, Api
from tests.chaos.clients import LONGEST_WAIT, Counter
from tests.chaos.proxy import broken_wire

_WIRE_BROKEN_FOR = 1.0


@dataclass(frozen=True, slots=True)
class Stage:
    """What a trial runs on."""

    postgres: EmbeddedPostgres
    database: str
    api: Api

    @property
    def database_url(self) -> str:
        """Where this trial's own database is."""
        return self.postgres.url(self.database)


Fault = Callable[[Stage, Counter], Awaitable[None]]


async def postgres_killed(stage: Stage, place: Counter) -> None:
    """`kill -9` PostgreSQL and all its children; for a second nothing is there; then it starts and recovers."""
    await asyncio.to_thread(stage.postgres.kill)
    await _says_so(place)
    await asyncio.sleep(1)
    await _says_so(place)
    await asyncio.to_thread(stage.postgres.start)


async def postgres_frozen(stage: Stage, place: Counter) -> None:
    """PostgreSQL keeps every connection and says nothing more, as behind a network that is gone; then it goes on."""
    postmaster = psutil.Process(stage.postgres.pid)
    family = [postmaster]
    try:
        postmaster.suspend()
        family += postmaster.children(recursive=True)
        for process in family:
            process.suspend()
        started = time.monotonic()
        await _says_so(place)
        await asyncio.sleep(max(0.0, started + LONGEST_WAIT - time.monotonic()))
    finally:
        for process in family:
            with suppress(psutil.NoSuchProcess):
                process.resume()


async def worker_killed(stage: Stage, _place: Counter) -> None:
    """`kill -9` one process that serves; the launcher starts another."""
    dead = await asyncio.to_thread(stage.api.kill_worker)
    async with asyncio.timeout(15):
        while len(workers := stage.api.workers()) < WORKERS or dead in {worker.pid for worker in workers}:  # noqa: ASYNC110 - no event comes from another process
            await asyncio.sleep(0.05)


async def server_killed(stage: Stage, _place: Counter) -> None:
    """`kill -9` the launcher and every worker, and start anew."""
    await asyncio.to_thread(stage.api.kill)
    await asyncio.to_thread(stage.api.start)


async def server_stopped(stage: Stage, _place: Counter) -> None:
    """SIGTERM as Docker sends it, and start anew."""
    code = await asyncio.to_thread(stage.api.terminate)
    assert code == 0, f"it ended with {code}:\n{stage.api.said()}"
    await asyncio.to_thread(stage.api.start)


async def wire_broken(stage: Stage, place: Counter) -> None:
    """Every request passes, and many an answer does not: cut off after the request was forwarded."""
    straight = place.http.base_url
    async with broken_wire(stage.api.port) as wire:
        place.http.base_url = f"http://127.0.0.1:{wire.port}"
        await asyncio.sleep(_WIRE_BROKEN_FOR)
        place.http.base_url = straight
    assert wire.cuts > 0, "the wire never broke"


async def _says_so(place: Counter) -> None:
    """Refused at once, in the agreed form, and telling when to ask again: by each worker, on every path."""
    order = {"customer_name": "Nobody", "products": [{"name": "Nothing", "price": 1, "quantity": 1}]}
    several = range(2 * WORKERS)
    async with asyncio.timeout(LONGEST_WAIT):
        ready, users, orders = await asyncio.gather(
            asyncio.gather(*(place.http.get("/health/ready") for _ in several)),
            asyncio.gather(*(place.http.get("/api/users") for _ in several)),
            asyncio.gather(*(place.http.post("/api/orders", json=order) for _ in several)),
        )
    for answer in (*ready, *users, *orders):
        assert answer.status_code == httpx.codes.SERVICE_UNAVAILABLE, (answer.request.url, answer.text)
        assert int(answer.headers["Retry-After"]) >= 1
    for answer in (*users, *orders):
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["status"] == httpx.codes.SERVICE_UNAVAILABLE
    for answer in ready:
        assert answer.json()["missing"] == ["The database cannot be reached"]
