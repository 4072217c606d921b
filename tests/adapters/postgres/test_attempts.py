"""Tries of a secret that several workers count at the same moment."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Executable

from adapters.postgres.access.attempts import PostgresAttempts
from adapters.postgres.kernel.engine import Database
from domain.access.attempt import FIRST_WAIT, FREE
from domain.kernel.errors import TooMany
from tests.contracts.worlds import OURS, OnPostgres, open_both


async def test_a_wait_that_begins_while_another_looks_is_not_taken_back(
    clean_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = OnPostgres(clean_database)
    attempts = PostgresAttempts(world.database, OURS)
    now = datetime(2026, 6, 1, 20, 0, tzinfo=UTC)
    later = now + timedelta(milliseconds=2)
    fetch, asked = Database.fetch, 0

    async def fetch_while_another_fails(
        database: Database, statement: Executable, parameters: Mapping[str, object]
    ) -> object:
        nonlocal asked
        rows = await fetch(database, statement, parameters)
        asked += 1
        if asked == 2:  # It has seen four failures and no wait; the fifth, two milliseconds later, begins one.
            await PostgresAttempts(database, OURS).begin("ann@example.com", None, now=later)
        return rows

    try:
        _ = await open_both(world)
        for _ in range(FREE):
            await attempts.begin("ann@example.com", None, now=later)
        monkeypatch.setattr(Database, "fetch", fetch_while_another_fails)

        with pytest.raises(TooMany) as refused:
            await attempts.begin("ann@example.com", None, now=now)
        assert refused.value.wait == FIRST_WAIT
    finally:
        await world.close()
