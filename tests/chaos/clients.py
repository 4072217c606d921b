"""Clients that order as fast as they are answered, and write down what they heard."""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx

from tests.chaos.ledger import Entry, Ledger, Outcome, Sent

CLIENTS = 12
_DINERS = 4
LONGEST_WAIT = 5.0
_PAUSE_AFTER_TROUBLE = 0.25


@dataclass(frozen=True, slots=True)
class Counter:
    """Where orders are handed in: an open HTTP client that is signed in."""

    http: httpx.AsyncClient

    async def send(self, sent: Sent) -> None:
        """Send it once, and write down what came of it."""
        sent.sent_at, sent.told_at = time.monotonic(), 0.0
        headers = {"Idempotency-Key": sent.key, **sent.headers}
        try:
            answer = await self.http.post(sent.path, content=sent.body, headers=headers)
        except httpx.TransportError:
            sent.told_at, sent.status, sent.doubtful = time.monotonic(), 0, True
            return
        sent.told_at, sent.status = time.monotonic(), answer.status_code
        sent.replayed = answer.headers.get("Idempotent-Replayed") == "true"
        if answer.is_success:
            sent.outcome, sent.answer, sent.tag = Outcome.OK, answer.content, answer.headers.get("ETag", "")
        elif answer.is_client_error and "Retry-After" not in answer.headers:
            sent.outcome, sent.answer = Outcome.REFUSED, answer.content
        else:
            # A conflict that passes says that the same key, or the order, is still being worked on.
            sent.doubtful = True

    async def insist(self, sent: Sent) -> None:
        """Send it again and again until it is known what came of it."""
        deadline = time.monotonic() + 4 * LONGEST_WAIT
        while sent.outcome is Outcome.UNKNOWN:
            assert time.monotonic() < deadline, f"{sent.key} stays unknown, last with status {sent.status}"
            await self.send(sent)
            if sent.outcome is Outcome.UNKNOWN:
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
async def load(
    place: Counter, ledger: Ledger, then: Callable[[Entry], Awaitable[None]] | None = None
) -> AsyncGenerator[None]:
    """Order without pause while the block lasts; every other client that hears nothing asks again at once.

    Some do `then` with each order of theirs that was taken.
    """
    closing = asyncio.Event()
    writes = ledger.writes()

    async def client(*, again_at_once: bool, dines: bool) -> None:
        while not closing.is_set():
            entry = next(writes)
            await place.send(entry)
            if entry.outcome is Outcome.UNKNOWN and again_at_once:
                await place.send(entry)
            if entry.outcome is Outcome.UNKNOWN:
                await asyncio.sleep(_PAUSE_AFTER_TROUBLE)
            if dines and then is not None and entry.outcome is Outcome.OK:
                await then(entry)

    async with asyncio.TaskGroup() as group:
        for number in range(CLIENTS):
            _ = group.create_task(client(again_at_once=number % 2 == 0, dines=number < _DINERS))
        try:
            yield
        finally:
            closing.set()
