"""The contract of `EventLog`: numbers without a gap, and in the order of each thing's versions."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from application.events.ports import EventFilter
from application.kernel.events import EventType, News
from domain.events.event import Event, Stretch
from domain.kernel.ids import WaiterId
from tests.contracts.things import NOON, new_id, news
from tests.contracts.worlds import NEXT_DOOR, OURS, Room, World

ANN, BOB = WaiterId(new_id()), WaiterId(new_id())
EVERYTHING = EventFilter()


async def tell(room: Room, *told: News) -> None:
    await room.work.commit(None, room.outbox.tell(*told))


async def numbered(room: Room, *told: News) -> None:
    await tell(room, *told)
    while await room.event_log.number(most=100):
        pass


async def after(room: Room, number: int = 0, *, most: int = 1_000, **where: Any) -> Stretch:  # noqa: ANN401 - a filter
    return await room.event_log.after(number, where=EventFilter(**where), most=most)


def told_of(events: Sequence[Event]) -> list[UUID]:
    return [event.id for event in events]


async def test_a_log_begins_empty(world: World) -> None:
    assert await after(world.room()) == Stretch([], last=0, oldest=1, newest=0)
    assert await world.room().event_log.number(most=10) == 0


async def test_what_was_told_is_read_once_it_has_its_numbers_without_a_gap(world: World) -> None:
    told = [news() for _ in range(5)]
    await numbered(world.room(), *told[:2])
    await numbered(world.room(), *told[2:])
    read = await after(world.room())
    assert [event.number for event in read.events] == [1, 2, 3, 4, 5]
    assert told_of(read.events) == [each.id for each in told]
    assert (read.last, read.oldest, read.newest) == (5, 1, 5)


async def test_a_log_is_one_restaurants(world: World) -> None:
    await numbered(world.room(OURS), news())
    assert await after(world.room(NEXT_DOOR)) == Stretch([], last=0, oldest=1, newest=0)
    await numbered(world.room(NEXT_DOOR), news())
    assert [event.number for event in (await after(world.room(NEXT_DOOR))).events] == [1]
    assert (await after(world.room(OURS))).newest == 1


@pytest.mark.parametrize(("number", "most", "found", "last"), [(0, 2, [1, 2], 2), (2, 2, [3, 4], 4), (4, 2, [5], 5)])
async def test_it_is_read_on_from_a_place(world: World, number: int, most: int, found: list[int], last: int) -> None:
    await numbered(world.room(), *(news() for _ in range(5)))
    read = await after(world.room(), number, most=most)
    assert ([event.number for event in read.events], read.last) == (found, last)


@pytest.mark.parametrize("number", [5, 6, 2**62])
async def test_nothing_follows_the_newest_or_what_is_to_come(world: World, number: int) -> None:
    await numbered(world.room(), *(news() for _ in range(5)))
    assert await after(world.room(), number) == Stretch([], last=number, oldest=1, newest=5)


async def test_of_one_thing_versions_are_told_in_their_order_however_they_were_told(world: World) -> None:
    one, other = new_id(), new_id()
    room = world.room()
    for versions in ((1, 2), (3, 4, 5)):
        told = [news(each, version) for version in versions for each in (other, one)]
        await numbered(room, *told)
    events = (await after(room)).events
    for each in (one, other):
        assert [event.version for event in events if event.about == each] == [1, 2, 3, 4, 5]


async def test_versions_are_told_in_their_order_where_the_clock_of_who_made_the_later_one_is_behind(
    world: World,
) -> None:
    order, others = new_id(), [news(seconds=seconds) for seconds in (1, 9)]
    made = [news(order, version, seconds=seconds) for version, seconds in ((1, 5), (3, 7), (2, 2))]
    await tell(world.room(), *others, *made[:1])
    await numbered(world.room(), *made[2:], *made[1:2])
    events = (await after(world.room())).events
    assert [event.version for event in events if event.about == order] == [1, 2, 3]


async def test_what_is_wanted_is_narrowed(world: World) -> None:
    soup, order, table, station, elsewhere = (new_id() for _ in range(5))
    told = [
        news(soup, kind=EventType.PRODUCT_AVAILABLE),
        news(order, waiter=ANN, table=table, stations=(station, elsewhere)),
        news(waiter=BOB, table=elsewhere, stations=(elsewhere,)),
        news(waiter=BOB, former=ANN, former_table=table),
        news(soup, 2, kind=EventType.PRODUCT_UNAVAILABLE),
    ]
    room = world.room()
    for each in told:
        await numbered(room, each)

    async def found(number: int = 0, **where: Any) -> list[int]:  # noqa: ANN401 - a filter
        return [event.number for event in (await after(room, number, **where)).events]

    assert await found() == [1, 2, 3, 4, 5]
    assert await found(types=["product.available", "product.unavailable"]) == [1, 5]
    assert await found(types=[]) == []
    assert await found(about=soup) == [1, 5]
    assert await found(1, about=soup) == [5]
    assert await found(about=new_id()) == []
    assert await found(table=table) == [2, 4]
    assert await found(station=station) == [1, 2, 4, 5]
    assert await found(station=elsewhere) == [1, 2, 3, 4, 5]
    assert await found(waiter=ANN) == [1, 2, 4, 5]
    assert await found(waiter=BOB) == [1, 3, 4, 5]
    assert await found(about=order, waiter=BOB) == []
    assert await found(waiter=ANN, types=["order.placed"], table=table) == [2, 4]


async def test_who_finds_nothing_goes_on_after_all_that_was_looked_at(world: World) -> None:
    await numbered(world.room(), *(news(waiter=ANN) for _ in range(5)))
    assert (await after(world.room(), 1, waiter=BOB)).last == 5
    assert (await after(world.room(), 1, about=new_id())).last == 5


async def test_the_oldest_are_forgotten_and_numbers_go_on(world: World) -> None:
    room = world.room()
    for seconds in (0, 10, 5, 20):
        await numbered(room, news(seconds=seconds))
    assert await room.event_log.forget_before(NOON) == 0
    assert await room.event_log.forget_before(NOON + timedelta(seconds=10)) == 1  # the third is older, and comes later
    read = await after(room)
    assert ([event.number for event in read.events], read.oldest, read.newest) == ([2, 3, 4], 2, 4)
    assert await room.event_log.forget_before(NOON + timedelta(seconds=30)) == 3
    assert await after(room, 4) == Stretch([], last=4, oldest=5, newest=4)
    await numbered(room, news())
    read = await after(room, 4)
    assert ([event.number for event in read.events], read.oldest, read.newest) == ([5], 5, 5)


async def test_no_other_restaurants_are_forgotten(world: World) -> None:
    await numbered(world.room(OURS), news())
    assert await world.room(NEXT_DOOR).event_log.forget_before(NOON + timedelta(days=1)) == 0
    assert (await after(world.room(OURS))).oldest == 1


async def test_many_who_tell_and_many_who_number_at_once_leave_no_gap_and_no_double(world: World) -> None:
    room = world.room()

    async def tell_of(about: UUID) -> None:
        for version in range(1, 6):
            await tell(room, news(about, version))

    async def number() -> None:
        for _ in range(10):
            _ = await room.event_log.number(most=3)

    things = [new_id() for _ in range(10)]
    _ = await asyncio.gather(*map(tell_of, things), *(number() for _ in range(4)))
    while await room.event_log.number(most=3):
        pass
    events = (await after(room)).events
    assert [event.number for event in events] == [*range(1, 51)]
    for thing in things:
        assert [event.version for event in events if event.about == thing] == [1, 2, 3, 4, 5]
