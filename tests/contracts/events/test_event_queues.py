"""The contract of `EventQueues`: whoever is not named has nothing that is to be numbered."""

import asyncio
from time import monotonic

from application.events.number_events import NumberEvents
from application.events.ports import EventQueues
from tests.contracts.events.test_event_log import after, tell
from tests.contracts.things import news
from tests.contracts.worlds import NEXT_DOOR, OURS, World


async def test_who_has_told_something_is_named_once_until_it_can_be_read(alone: World) -> None:
    queues = alone.use(EventQueues)
    assert list(await queues.restaurants()) == []
    for restaurant in (NEXT_DOOR, OURS, OURS):
        await tell(alone.room(restaurant), news())
    assert sorted(await queues.restaurants()) in ([OURS, NEXT_DOOR], [])
    assert await alone.use(NumberEvents)() in {2, 0}
    assert list(await queues.restaurants()) in ([NEXT_DOOR], [])
    _ = await alone.use(NumberEvents, NEXT_DOOR)()
    assert list(await queues.restaurants()) == []
    assert [(await after(alone.room(each))).newest for each in (OURS, NEXT_DOOR)] == [2, 1]


async def test_how_far_each_can_be_read_is_told_of_many_at_once(alone: World) -> None:
    queues = alone.use(EventQueues)
    assert await queues.readable([OURS, NEXT_DOOR]) == {}
    await tell(alone.room(OURS), news(), news())
    _ = await alone.use(NumberEvents)()
    assert await queues.readable([OURS, NEXT_DOOR]) == {OURS: 2}
    assert await queues.readable([NEXT_DOOR]) == await queues.readable([]) == {}


async def test_nobody_is_waited_for_longer_than_was_said(alone: World) -> None:
    began = monotonic()
    await alone.use(EventQueues).filled(0.05)
    assert 0.04 < monotonic() - began < 5


async def test_whoever_waits_goes_on_by_itself_after_news_or_soon(alone: World) -> None:
    queues = alone.use(EventQueues)
    waiting = asyncio.create_task(queues.filled(0.2))
    await asyncio.sleep(0)
    await tell(alone.room(), news())
    await waiting
