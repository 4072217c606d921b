"""`verify-rollups` as a person meets it: what it prints, and with which exit code."""

import asyncio
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from domain.kernel.ids import RestaurantId
from entrypoints.cli.verify_rollups import verify_rollups
from tests.contracts.things import a_line, a_product, a_waiter, an_order, keep
from tests.contracts.worlds import NEXT_DOOR, OURS, OnPostgres, open_both
from tests.database import ask


@pytest.fixture(autouse=True)
def _environment(clean_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"APP_ENV": "development", "DATABASE_URL": clean_database, "DATA_DIR": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)


def verify(*arguments: str) -> Result:
    return CliRunner().invoke(verify_rollups, arguments, env=dict(os.environ))


def sell(database_url: str, restaurant: RestaurantId = OURS) -> None:
    async def run() -> None:
        world = OnPostgres(database_url)
        ann, soup, room = a_waiter(), a_product(), world.room(restaurant)
        if restaurant == OURS:
            _ = await open_both(world)
        await keep(room, ann, soup, an_order(ann, a_line(soup)))
        _ = await room.rollups.roll_up(most=10)
        await world.close()

    asyncio.run(run())


def test_sums_that_are_right_are_said_to_be(clean_database: str) -> None:
    sell(clean_database)
    said = verify()
    assert (said.exit_code, said.output) == (0, "Sums that are not what the lines and products add up to: 0\n")


def test_wrong_sums_are_an_error_until_they_are_made_anew(clean_database: str) -> None:
    sell(clean_database)
    _ = asyncio.run(ask(clean_database, "UPDATE sales_by_hour SET revenue = revenue + 1"))
    said = verify()
    assert said.exit_code == 1
    assert "add up to: 4\n" in said.output
    assert "make verify-rollups args=--rebuild" in said.output
    assert verify("--rebuild").output == "Sums that are not what the lines and products add up to: 0\n"


def test_memory_keeps_no_sums(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORAGE", "memory")
    said = verify()
    assert (said.exit_code, said.output) == (1, "Error: STORAGE is memory, which keeps no sums\n")


def test_of_several_restaurants_those_with_wrong_sums_are_named(clean_database: str) -> None:
    sell(clean_database)
    sell(clean_database, NEXT_DOOR)
    _ = asyncio.run(ask(clean_database, "UPDATE sales_by_hour SET revenue = 1 WHERE restaurant_id = $1", NEXT_DOOR))
    said = verify()
    assert said.exit_code == 1
    assert said.output.splitlines()[:2] == [
        "Next door (restaurant-2): 4",
        "Sums that are not what the lines and products add up to: 4",
    ]
    assert verify("--rebuild").output == "Sums that are not what the lines and products add up to: 0\n"
