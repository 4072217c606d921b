"""`verify-audit` over several restaurants: each that is wrong is named, and none hides another."""

import asyncio
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from domain.kernel.audit import Event, Happening
from entrypoints.cli.verify_audit import verify_audit
from tests.contracts.things import NOON
from tests.contracts.worlds import NEXT_DOOR, OURS, OnPostgres, open_both
from tests.database import ask

EVENT = Event(happening=Happening.PRICE_CHANGED, at=NOON, actor=None, subject=None, details={})


@pytest.fixture(autouse=True)
def _environment(clean_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"APP_ENV": "development", "DATABASE_URL": clean_database, "DATA_DIR": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)


def verify() -> Result:
    return CliRunner().invoke(verify_audit, env=dict(os.environ))


async def note(database_url: str) -> None:
    world = await open_both(OnPostgres(database_url))
    for room in (world.room(OURS), world.room(NEXT_DOOR), world.room(NEXT_DOOR)):
        await room.work.commit(None, room.audit.note(EVENT))
    await world.close()


def test_each_restaurant_is_verified_and_the_wrong_one_is_named(clean_database: str) -> None:
    asyncio.run(note(clean_database))
    right = verify()
    heads = "SELECT number, encode(seal, 'hex') FROM audit_heads ORDER BY restaurant_id"
    [(one, seal), (two, other)] = asyncio.run(ask(clean_database, heads))
    assert right.exit_code == 0
    assert right.output.splitlines() == [
        f"Trattoria (restaurant-1): {one} entries, last seal: {seal}",
        f"Next door (restaurant-2): {two} entries, last seal: {other}",
        "Entries: 3 of 2 restaurants, all as they were written",
    ]

    _ = asyncio.run(ask(clean_database, "UPDATE audit_heads SET number = 7 WHERE restaurant_id = $1", OURS))
    wrong = verify()
    assert wrong.exit_code == 1
    assert wrong.output.splitlines() == [
        "Trattoria (restaurant-1): entry 2 is not as it was written; 1 before it are",
        f"Next door (restaurant-2): {two} entries, last seal: {other}",
        "Error: the audits of 1 of 2 restaurants are not as they were written",
    ]
