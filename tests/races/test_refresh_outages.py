"""A refresh that is told to try again: on a PostgreSQL of its own, whose standby is away."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.embedded.server import EmbeddedPostgres
from adapters.postgres.kernel.migrations import upgrade
from adapters.security.tokens import SignedTokens
from adapters.system.ids import TimeOrderedIds
from application.access.admission import Admission
from application.access.refresh_session import RefreshSession
from domain.access.lifetimes import GRACE, TOKENS_LAST
from domain.access.session import Opened, SessionEnded
from domain.kernel.errors import DomainError
from tests.contracts.things import a_session, a_waiter, kept
from tests.contracts.worlds import OURS, OnPostgres, open_both
from tests.database import ask
from tests.http.managed import MovableClock


@pytest.fixture(scope="module")
def own_url() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="orders-") as folder, EmbeddedPostgres(Path(folder) / "pg") as server:
        upgrade(server.url())
        yield server.url()


@pytest.fixture
async def world(own_url: str) -> AsyncIterator[OnPostgres]:
    world = OnPostgres(own_url)
    _ = await open_both(world)
    yield world
    await world.close()


async def until(url: str, question: str, answer: object) -> None:
    for _ in range(500):
        if await ask(url, question) == [(answer,)]:
            return
        await asyncio.sleep(0.01)
    pytest.fail(f"{question} never answered {answer}")


async def standby(url: str, name: str) -> None:
    _ = await ask(url, f"ALTER SYSTEM SET synchronous_standby_names = '{name}'")
    _ = await ask(url, "SELECT pg_reload_conf()")
    await until(url, "SHOW synchronous_standby_names", name)


async def test_what_is_asked_to_be_sent_again_is_safe_to_send_again_whenever_that_is(
    world: OnPostgres, own_url: str
) -> None:
    ann, clock = a_waiter(), MovableClock()
    room = await kept(world, ann)
    session = a_session(ann)
    await room.work.commit(None, room.sessions.add(session))
    tokens = SignedTokens(secrets=["s" * 32], lifetime=TOKENS_LAST, restaurant=OURS, clock=clock, ids=TimeOrderedIds())

    async def refresh(token: str) -> Opened:
        room = world.room()
        refreshing = RefreshSession(room.sessions, room.waiters, tokens, room.audit, clock, room.work)
        return await refreshing(
            refresh_token=token, admission=Admission(room.rate_limits, room.rate_limits, clock, None, "")
        )

    first = session.refresh_token("secret")
    await standby(own_url, "away")
    with pytest.raises(DomainError) as told:
        _ = await refresh(first)
    assert not isinstance(told.value, SessionEnded)
    await until(own_url, "SELECT generation FROM sessions", 1)  # it had been done all the same
    with pytest.raises(DomainError) as told:  # and what is not durable is not answered
        _ = await refresh(first)
    assert not isinstance(told.value, SessionEnded)
    await standby(own_url, "")
    clock.later = timedelta(hours=1)

    second = await refresh(first)

    assert (await refresh(first)).refresh_token == second.refresh_token
    third = await refresh(second.refresh_token)
    clock.later += GRACE + timedelta(seconds=1)
    assert (await refresh(third.refresh_token)).waiter == ann
    with pytest.raises(SessionEnded):
        _ = await refresh(second.refresh_token)
