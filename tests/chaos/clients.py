"""Clients that order as fast as they are answered, and write down what they heard."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx

from tests.chaos.ledger import Entry, Ledger, Outcome

CLIENTS = 12
LONGEST_WAIT = 5.0
_PAUSE_AFTER_TROUBLE = 0.25
_CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Counter:
    """Where orders are handed in: an open HTTP client that is signed in."""

    http: httpx.AsyncClient

    async def send(self, entry: Entry) -> None:
        """Send the order once, and write down what came of it."""
        entry.sent_at, entry.told_at = time.monotonic(), 0.0
        try:
            answer = await self.http.post("/api/orders", content=entry.body, headers={"Idempotency-Key": entry.key})
        except httpx.TransportError:
            entry.told_at, entry.status, entry.doubtful = time.monotonic(), 0, True
            return
        entry.told_at, entry.status = time.monotonic(), answer.status_code
        entry.replayed = answer.headers.get("Idempotent-Replayed") == "true"
        if answer.is_success:
            entry.outcome, entry.answer = Outcome.OK, answer.content
        elif answer.is_client_error and answer.status_code != _CONFLICT:
            entry.outcome, entry.answer = Outcome.REFUSED, answer.content
        else:
            # A conflict says that the same key is still being worked on: what comes of that is not known yet.
            entry.doubtful = True

    async def insist(self, entry: Entry) -> None:
        """Send the order again and again until it is known what came of it."""
        deadline = time.monotonic() + 4 * LONGEST_WAIT
        while entry.outcome is Outcome.UNKNOWN:
            assert time.monotonic() < deadline, f"{entry.key} stays unknown, last with status {entry.status}"
            await self.send(entry)
            if entry.outcome is Outcome.UNKNOWN:
                await asyncio.sleep(_PAUSE_AFTER_TROUBLE)


@asynccontextmanager
async def counter(url: str) -> AsyncGenerator[Counter]:
    """Register somebody, sign in, and open the counter."""
    limits = httpx.Limits(max_connections=2 * CLIENTS)
    async with httpx.AsyncClient(base_url=url, timeout=LONGEST_WAIT, limits=limits, trust_env=False) as http:
        _ = await http.post("/api/users", json={"email": "ana@example.com", "name": "Ana"})
        signed_in = await http.post("/api/auth/login", json={"email": "ana@example.com"})
        token = signed_in.raise_for_status().json()["access_token"]
        http.headers.update({"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
        yield Counter(http)


@asynccontextmanager
async def load(place: Counter, ledger: Ledger) -> AsyncGenerator[None]:
    """Order without pause while the block lasts; every other client that hears nothing asks again at once."""
    closing = asyncio.Event()
    writes = ledger.writes()

    async def client(*, again_at_once: bool) -> None:
        while not closing.is_set():
            entry = next(writes)
            await place.send(entry)
            if entry.outcome is Outcome.UNKNOWN and again_at_once:
                await place.send(entry)
            if entry.outcome is Outcome.UNKNOWN:
                await asyncio.sleep(_PAUSE_AFTER_TROUBLE)

    async with asyncio.TaskGroup() as group:
        for number in range(CLIENTS):
            _ = group.create_task(client(again_at_once=number % 2 == 0))
        try:
            yield
        finally:
            closing.set()
