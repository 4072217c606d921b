"""The numbers of orders on PostgreSQL: no two of a day alike, whoever is killed and whatever is set back."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest

from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.timelines import Timeline, Timelines
from tests.contracts.things import a_product, a_waiter, kept
from tests.contracts.worlds import OURS, OnPostgres, open_both
from tests.database import ask
from tests.races.numbering import AT_ONCE, MIDNIGHT, around_midnight, place

MANY = 60
SET_BACK = f"UPDATE order_numbers SET next_number = 3 WHERE restaurant_id = '{OURS}'"  # noqa: S608 - ours


@asynccontextmanager
async def working(database_url: str, told: Counter[str]) -> AsyncGenerator[Process]:
    """Lend a worker that has placed many orders; at the end it is killed in the midst of others."""
    worker = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.races.numbering", database_url, stdout=PIPE
    )
    assert worker.stdout
    try:
        for _ in range(MANY):
            told[(await asyncio.wait_for(worker.stdout.readline(), 20)).decode().strip()] += 1
        yield worker
    finally:
        worker.kill()
        told.update((await worker.stdout.read()).decode().split("\n")[:-1])
        _ = await worker.wait()


async def numbered(database_url: str) -> Counter[str]:
    """Return how many orders there are of each business day and number."""
    found = await ask(database_url, "SELECT business_date, number FROM orders")
    return Counter(f"{day} {number}" for day, number in found)


async def opened(database_url: str) -> OnPostgres:
    """Return our restaurant, with Ann and tea in it, around midnight."""
    world = OnPostgres(database_url, around_midnight())
    _ = await kept(await open_both(world), a_waiter(), a_product("Tea"))
    return world


async def test_workers_that_are_killed_leave_numbers_out_and_give_none_twice(clean_database: str) -> None:
    await (await opened(clean_database)).close()
    told = Counter[str]()
    async with working(clean_database, told):
        async with working(clean_database, told):
            pass
        async with working(clean_database, told):
            pass
    orders = await numbered(clean_database)
    assert {*orders.values(), *told.values()} == {1}
    assert told.keys() <= orders.keys()
    assert len(orders) <= len(told) + 3 * AT_ONCE
    for day in (MIDNIGHT.date().replace(day=9), MIDNIGHT.date()):
        assert f"{day} 1" in orders


@pytest.mark.parametrize("lost", [SET_BACK, "DELETE FROM order_numbers"])
async def test_who_starts_after_the_counter_was_set_back_goes_on_above_what_there_is(
    clean_database: str, lost: str
) -> None:
    ours = await opened(clean_database)
    before = {await place(ours) for _ in range(24)}
    await ours.close()
    _ = await ask(clean_database, lost)
    several = [OnPostgres(clean_database, around_midnight()) for _ in "ab"]
    for _ in range(12):
        _ = await asyncio.gather(*map(place, several))
    for each in several:
        await each.close()
    orders = await numbered(clean_database)
    assert {*orders.values()} == {1}
    assert before < orders.keys()


async def test_what_was_taken_from_a_server_that_was_replaced_is_given_no_more(clean_database: str) -> None:
    """A standby that is promoted may lack the last commits: there, others take the same block again."""
    timelines = Timelines()
    ours = await opened(clean_database)
    theirs = OnPostgres(clean_database, around_midnight(), database=Database(clean_database, timelines=timelines))
    for _ in range(4):
        _ = await place(theirs)
    _ = await ask(clean_database, SET_BACK)
    timelines.see(Timeline("another", 2))
    for _ in range(12):
        _ = await asyncio.gather(place(ours), place(theirs))
    assert {*(await numbered(clean_database)).values()} == {1}
    await ours.close()
    await theirs.close()
