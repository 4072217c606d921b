"""`verify-days` over several restaurants: the report that was cooked is named."""

import asyncio
from datetime import date

import pytest
from click.testing import CliRunner

from domain.billing.day import KeptReport, sealed
from entrypoints.cli.verify_days import verify_days
from tests.contracts.worlds import NEXT_DOOR, OURS, OnPostgres, open_both
from tests.database import ask


async def close_days(database_url: str) -> bytes:
    """Close two days of ours and one next door, and return the last seal of ours."""
    world = await open_both(OnPostgres(database_url))
    seal = b""
    for number, restaurant in ((1, OURS), (2, OURS), (1, NEXT_DOOR)):
        content = b'{"number": %d}' % number
        after = seal if number > 1 else b""
        report = KeptReport(number=number, day=date(2026, 5, number), content=content, seal=sealed(after, content))
        room = world.room(restaurant)
        await room.work.commit(None, room.day_reports.add(report))
        seal = report.seal if restaurant == OURS else seal
    await world.close()
    return seal


def test_each_restaurant_is_verified_and_the_wrong_report_is_named(
    clean_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("APP_ENV", "development")
    monkeypatch.setenv("DATABASE_URL", clean_database)
    seal = asyncio.run(close_days(clean_database))
    right = CliRunner().invoke(verify_days)
    assert (right.exit_code, right.output.splitlines()[0], right.output.splitlines()[-1]) == (
        0,
        f"Trattoria (restaurant-1): 2 closed days, last seal: {seal.hex()}",
        "Reports of closed days: 3, all as they were written",
    )
    cooked = "UPDATE day_reports SET report = '{}' WHERE restaurant_id = $1 AND number = 2"
    _ = asyncio.run(ask(clean_database, "ALTER TABLE day_reports DISABLE TRIGGER day_reports_is_for_good"))
    _ = asyncio.run(ask(clean_database, cooked, OURS))
    _ = asyncio.run(ask(clean_database, "ALTER TABLE day_reports ENABLE TRIGGER day_reports_is_for_good"))
    wrong = CliRunner().invoke(verify_days)
    assert wrong.exit_code == 1
    assert "report 2 of Trattoria (restaurant-1) of a closed day is not as it was written" in wrong.output
