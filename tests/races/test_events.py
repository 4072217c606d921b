"""Numbering events while others tell them, hold them back, or die."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import asyncpg
import pytest

from adapters.postgres.events.event_log import PostgresEventLog
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.sweeping import Sweeping
from application.catalogue.change_product import ChangeProduct
from application.events.number_events import NumberEvents
from application.events.ports import EventQueues
from domain.catalogue.product import ProductChanged
from domain.kernel.caller import Role
from domain.kernel.errors import OutcomeUnknown
from tests.contracts.events.test_event_log import after, tell, told_of
from tests.contracts.things import a_product, a_waiter, kept, new_id, news
from tests.contracts.worlds import OURS, OnPostgres, open_both
from tests.database import ask
from tests.races.test_standby_away import wait_for_standby

KILL_WHOEVER_NUMBERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE pid <> pg_backend_pid() AND (query LIKE '%event_heads%' OR query = 'COMMIT;') AND state <> 'idle'
"""
SWEPT = "SELECT vacuum_count FROM pg_stat_user_tables WHERE relname = 'events_to_number'"


@pytest.fixture
async def world(clean_database: str) -> AsyncIterator[OnPostgres]:
    world = OnPostgres(clean_database)
    _ = await open_both(world)
    yield world
    await world.close()


async def test_a_version_that_is_not_committed_yet_is_not_overtaken(world: OnPostgres, clean_database: str) -> None:
    soup, boss = a_product(), a_waiter("boss@example.com", role=Role.MANAGER)
    _ = await kept(world, soup, boss)
    change = world.use(ChangeProduct)
    _ = await change(caller=boss.caller, product=soup.id, available=False)

    first = await asyncpg.connect(clean_database)
    going = first.transaction()
    await going.start()
    _ = await first.execute("UPDATE products SET available = true, version = 3 WHERE id = $1", soup.id)
    _ = await first.execute(
        "INSERT INTO events_to_number (restaurant_id, about_id, about_version, id, type, at, data)"
        " VALUES ($1, $2, 3, $3, 'product.available', now(), '{}')",
        OURS,
        soup.id,
        new_id(),
    )
    second = asyncio.create_task(change(caller=boss.caller, product=soup.id, available=True))
    await asyncio.sleep(0.05)
    _ = await world.use(NumberEvents)()
    assert [event.version for event in (await after(world.room())).events] == [2]

    await going.commit()
    await first.close()
    with suppress(ProductChanged):
        _ = await second
    _ = await change(caller=boss.caller, product=soup.id, available=False)
    _ = await world.use(NumberEvents)()
    assert [event.version for event in (await after(world.room())).events] == [2, 3, 4]


async def test_who_numbers_and_dies_at_any_moment_leaves_no_gap_and_no_double(
    world: OnPostgres, clean_database: str
) -> None:
    room = world.room()
    dying = Database(clean_database, connections=1)
    log = PostgresEventLog(dying, OURS, Sweeping(dying))
    told = died = 0
    order = new_id()
    for number in range(60):
        await tell(room, news(order, number + 1), news())
        told += 2
        numbering = asyncio.create_task(log.number(most=3))
        await asyncio.sleep(number / 10_000)
        if number % 2:
            _ = await ask(clean_database, KILL_WHOEVER_NUMBERS)
        else:
            _ = numbering.cancel()
        outcome = (await asyncio.gather(numbering, return_exceptions=True))[0]
        died += isinstance(outcome, BaseException)
        events = (await after(room)).events
        assert [event.number for event in events] == [*range(1, len(events) + 1)]
    await dying.close()

    assert died > 0
    _ = await NumberEvents(room.event_log)()
    events = (await after(room)).events
    assert [event.number for event in events] == [*range(1, told + 1)]
    assert len({*told_of(events)}) == told
    assert [event.version for event in events if event.about == order] == [*range(1, 61)]
    assert list(await world.use(EventQueues).restaurants()) == []


@pytest.mark.own_server
async def test_nobody_reads_a_number_that_may_be_lost(world: OnPostgres, clean_database: str) -> None:
    room = world.room()
    await tell(room, news())
    await wait_for_standby(clean_database, "nowhere")
    try:
        with pytest.raises(OutcomeUnknown):
            _ = await room.event_log.number(most=10)
        while (await after(room)).newest == 0:  # given up, and so numbered without the standby
            pass
    finally:
        await wait_for_standby(clean_database, "")
    assert [*(await after(room)).events] == []
    assert list(await world.use(EventQueues).restaurants()) == [OURS]

    assert await room.event_log.number(most=10) == 0  # it has its number, which is durable by now
    assert [event.number for event in (await after(room)).events] == [1]
    assert list(await world.use(EventQueues).restaurants()) == []


async def test_a_queue_that_much_came_out_of_is_swept(world: OnPostgres, clean_database: str) -> None:
    room = world.room()
    ((before,),) = await ask(clean_database, SWEPT)  # tests before this one may have had it swept
    for _ in range(60):  # who is kept from it, as by autovacuum, does it later
        await tell(room, *(news() for _ in range(400)))
        _ = await NumberEvents(room.event_log)()
        await asyncio.sleep(0.05)
        if (await ask(clean_database, SWEPT))[0][0] > before:
            return
    pytest.fail("nobody vacuums events_to_number")


async def test_who_commits_news_is_who_wakes(world: OnPostgres) -> None:
    queues = world.use(EventQueues)
    for told in (True, False):
        waiting = asyncio.create_task(queues.filled(0.5 if told else 0.1))
        await asyncio.sleep(0)
        if told:
            await tell(world.room(), news())
        began = asyncio.get_running_loop().time()
        await waiting
        assert (asyncio.get_running_loop().time() - began < 0.09) is told
