"""Webhooks while several processes deliver to them, and several managers add them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from adapters.postgres.restaurant.forgetting import close, forget
from application.events.add_webhook import AddWebhook
from application.events.number_events import NumberEvents
from domain.events.webhook import MOST_WEBHOOKS, TooManyWebhooks, Webhook, WebhookUrl
from domain.kernel.caller import Role
from entrypoints.background import Repeating
from entrypoints.delivering import Delivering
from entrypoints.wiring.containers import Containers
from tests.adapters.postgres.full import silent
from tests.contracts.events.test_event_log import tell
from tests.contracts.things import NOON, a_waiter, keep, kept, news
from tests.contracts.web.receiving import OK, receiving, saying
from tests.contracts.worlds import OURS, OnPostgres, open_both
from tests.database import ask
from tests.entrypoints.test_delivering import at, bodies, heard, reaching_this_machine, until

EVENTS = 120
KILL_WHOEVER_DELIVERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%webhook%'
"""


@pytest.fixture
async def worlds(clean_database: str) -> AsyncIterator[list[OnPostgres]]:
    """Four processes, as it were, of one database."""
    async with AsyncExitStack() as stack:
        reaching = [await stack.enter_async_context(reaching_this_machine()) for _ in range(4)]
        worlds = [OnPostgres(clean_database, each) for each in reaching]
        _ = await open_both(worlds[0])
        yield worlds
        for each in worlds:
            await each.close()


async def test_one_of_several_processes_delivers_at_a_time_and_none_delivers_twice(worlds: list[OnPostgres]) -> None:
    async with AsyncExitStack() as stack:
        receiver = await stack.enter_async_context(receiving())
        going_on = most = 0

        async def one_by_one(writer: asyncio.StreamWriter) -> None:
            nonlocal going_on, most
            going_on += 1
            most = max(most, going_on)
            await asyncio.sleep(0.005)
            going_on -= 1
            await saying(OK)(writer)

        receiver.answer = one_by_one
        await keep(worlds[0].room(), at(receiver))
        async with AsyncExitStack() as first:
            for world in worlds[:3]:
                await delivering(world, first)
            await tell_in_turn(worlds, 1, EVENTS // 2)
        await delivering(worlds[3], stack)
        await tell_in_turn(worlds, EVENTS // 2 + 1, EVENTS)
        assert heard(receiver) == bodies(*range(1, EVENTS + 1))
        assert most == 1
        assert receiver.connections > 1


async def tell_in_turn(worlds: list[OnPostgres], first: int, last: int) -> None:
    """Tell events by all processes in turn, and return when the last of them was delivered."""
    for number in range(first, last + 1):
        await tell(worlds[number % 4].room(), news())
        _ = await worlds[number % 4].use(NumberEvents)()
    await all_delivered(worlds[0], last)


async def all_delivered(world: OnPostgres, last: int) -> None:
    """Return when the webhook has got as far as the last event."""

    async def is_there() -> bool:
        return (await world.room().webhooks.all())[0].after == last

    await until(is_there, 40)


async def test_many_who_add_at_once_add_no_more_than_there_may_be(worlds: list[OnPostgres]) -> None:
    boss = a_waiter("boss@example.com", role=Role.MANAGER)
    _ = await kept(worlds[0], boss)

    def adding(world: OnPostgres) -> Awaitable[Webhook]:
        return world.use(AddWebhook)(caller=boss.caller, url=WebhookUrl("https://till.example/"))

    added = await asyncio.gather(*(adding(world) for world in worlds * 8), return_exceptions=True)
    assert [type(each) for each in added].count(Webhook) == MOST_WEBHOOKS
    assert {type(each) for each in added} == {Webhook, TooManyWebhooks}
    assert len(await worlds[0].room().webhooks.all()) == MOST_WEBHOOKS


async def test_what_waits_stays_where_a_restaurant_is_closed_and_is_forgotten_with_it(
    worlds: list[OnPostgres], tmp_path: Path
) -> None:
    world, database = worlds[0], worlds[0].database
    async with AsyncExitStack() as stack:
        receiver = await stack.enter_async_context(receiving())

        receiver.answer = slowly
        await keep(world.room(), at(receiver))
        await tell(world.room(), *(news() for _ in range(900)))
        _ = await world.use(NumberEvents)()
        await delivering(world, stack)

        async def hears() -> bool:
            return len(receiver.heard) > 3

        await until(hears)
        was = await world.room().restaurants.get(OURS)
        closed = await close(database, was, at=NOON)

        async def is_quiet() -> bool:
            before = len(receiver.heard)
            await asyncio.sleep(0.5)
            return len(receiver.heard) == before

        await until(is_quiet, 15)
        assert len(receiver.heard) < 900
        manifest = await forget(database, was, closed, tmp_path / "ours", silent)
        assert manifest.rows > 900


async def slowly(writer: asyncio.StreamWriter) -> None:
    """Take an event after a while."""
    await asyncio.sleep(0.05)
    await saying(OK)(writer)


async def delivering(world: OnPostgres, stack: AsyncExitStack) -> None:
    """Have events delivered until the stack is left."""
    delivering = Delivering(world.app, Containers(world.app).of)
    looking = Repeating("DeliverEvents", delivering.look, 0.001)
    await looking.start()
    _ = stack.push_async_callback(delivering.stop)
    _ = stack.push_async_callback(looking.stop)


async def test_connections_that_break_leave_none_out(worlds: list[OnPostgres], clean_database: str) -> None:
    async with AsyncExitStack() as stack:
        receiver = await stack.enter_async_context(receiving())
        receiver.answer = slowly
        await keep(worlds[0].room(), at(receiver))
        await delivering(worlds[0], stack)
        for told in range(1, 4):
            await tell(worlds[1].room(), *(news() for _ in range(EVENTS // 3)))
            _ = await worlds[1].use(NumberEvents)()

            async def some_heard(so_far: int = len(receiver.heard)) -> bool:
                return len(receiver.heard) > so_far

            await until(some_heard, 40)
            _ = await ask(clean_database, KILL_WHOEVER_DELIVERS)

            await all_delivered(worlds[1], told * EVENTS // 3)
        assert list(dict.fromkeys(heard(receiver))) == bodies(*range(1, EVENTS + 1))
