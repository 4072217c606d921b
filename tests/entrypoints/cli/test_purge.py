"""`purge` as an operator meets it: what nobody can come back to goes, everything else stays."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from adapters.system.clock import SystemClock
from domain.access.device import Pairing
from domain.access.secret import digest
from domain.access.session import SessionId
from domain.kernel.names import Name
from domain.kernel.rate import Rate
from entrypoints.cli.purge import purge
from tests.contracts.things import a_request, a_session, a_waiter, keep, new_id, news
from tests.contracts.worlds import NEXT_DOOR, OURS, OnPostgres, Room, open_both
from tests.database import ask

KEPT = (
    "idempotency_keys",
    "sessions",
    "ended_sessions",
    "activations",
    "pairings",
    "attempts",
    "rate_limits",
    "events",
)
COUNT = "SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in KEPT)  # noqa: S608 - the names are those above


async def fill(database_url: str) -> None:
    """Keep two of everything in two restaurants: one long over, one not."""
    world = await open_both(OnPostgres(database_url))
    for restaurant in (OURS, NEXT_DOOR):
        await fill_one(world.room(restaurant))
    await world.close()


async def fill_one(room: Room) -> None:
    ann = a_waiter()
    await keep(room, ann, a_waiter("bob@example.com"))
    bob = await room.waiters.with_email("bob@example.com")
    for number, then in enumerate((SystemClock().now() - timedelta(days=3), SystemClock().now())):
        await room.work.commit(
            None,
            room.answers.keep(a_request(ann, str(number)), ann, at=then),
            room.outbox.tell(replace(news(), at=then - timedelta(days=398))),
            room.sessions.add(replace(a_session(ann), expires_at=then)),
            room.sessions.end(SessionId(new_id()), until=then),
            room.activations.offer((ann, bob)[number].id, digest("code"), until=then),
            room.devices.offer(
                Pairing(code=digest(str(number)), name=Name("Till"), offered_by=ann.id, expires_at=then)
            ),
        )
        await room.attempts.begin(str(number), None, now=then)
        await room.rate_limits.take("sign-in", str(number), rate=Rate(60), now=then)
    _ = await room.event_log.number(most=2)


def test_what_is_long_over_is_forgotten(clean_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"APP_ENV": "development", "DATABASE_URL": clean_database, "DATA_DIR": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("JWT_SECRET_KEY", "s" * 32)
    asyncio.run(fill(clean_database))
    assert asyncio.run(ask(clean_database, COUNT)) == [(4,) * len(KEPT)]

    said = CliRunner().invoke(purge)

    forgotten = "Answers forgotten: 2\nSessions, codes and failures forgotten: 12\nEvents forgotten: 2\n"
    assert (said.exit_code, said.output) == (0, forgotten)
    assert asyncio.run(ask(clean_database, COUNT)) == [(2,) * len(KEPT)]


def test_memory_forgets_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APP_ENV", "development")
    monkeypatch.setenv("STORAGE", "memory")
    said = CliRunner().invoke(purge)
    assert (said.exit_code, said.output) == (1, "Error: STORAGE is memory, which forgets by itself\n")
