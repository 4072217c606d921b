"""The contract of `Audit`."""

import asyncio
from uuid import UUID

import pytest

from domain.kernel.audit import Event, Happening, sealed
from domain.kernel.ids import WaiterId
from tests.contracts.things import NOON
from tests.contracts.worlds import NEXT_DOOR, OURS, World


def an_event(number: int = 0) -> Event:
    return Event(
        happening=Happening.PRICE_CHANGED,
        at=NOON.replace(microsecond=number),
        actor=WaiterId(UUID(int=number)),
        subject=None,
        details={"from": str(number), "café": "“quoted”\n"},
    )


async def note(world: World, *events: Event) -> None:
    room = world.room()
    await room.work.commit(None, *map(room.audit.note, events))


async def test_a_book_begins_empty(world: World) -> None:
    assert await world.room().audit.head() == (0, b"")
    assert list(await world.room().audit.before(None, most=10)) == []
    assert [entry async for entry in world.room().audit.all()] == []


async def test_entries_come_back_as_they_were_written_each_sealed_with_those_before(world: World) -> None:
    events = [an_event(number) for number in range(5)]
    await note(world, *events[:2])
    await note(world, *events[2:])
    seal = b""
    found = [entry async for entry in world.room().audit.all()]
    assert [entry.event for entry in found] == events
    for number, entry in enumerate(found, start=1):
        seal = sealed(seal, entry.event)
        assert (entry.number, entry.seal) == (number, seal)
    assert await world.room().audit.head() == (5, seal)


@pytest.mark.parametrize(("before", "numbers"), [(None, [5, 4]), (4, [3, 2]), (2, [1]), (1, []), (0, [])])
async def test_the_newest_come_first(world: World, before: int | None, numbers: list[int]) -> None:
    await note(world, *(an_event(number) for number in range(5)))
    assert [entry.number for entry in await world.room().audit.before(before, most=2)] == numbers


async def note_later(world: World, about: UUID, *events: Event) -> None:
    room = world.room()
    await room.work.commit(None, room.audit.note_later(about, events))


async def test_what_waits_is_written_down_after_all_that_was_and_in_the_order_of_what_it_is_about(
    world: World,
) -> None:
    await note(world, an_event(0))
    await note_later(world, UUID(int=1), an_event(1), an_event(2))
    await note_later(world, UUID(int=2))
    await note_later(world, UUID(int=3), an_event(3))
    while await world.room().audit.catch_up(most=2) == 2:
        pass
    await note(world, an_event(4))
    assert await world.room().audit.catch_up(most=2) == 0
    assert await world.room(NEXT_DOOR).audit.head() == (0, b"")
    found = [entry async for entry in world.room().audit.all()]
    assert [entry.event for entry in found] == [an_event(number) for number in range(5)]
    seal = b""
    for number, entry in enumerate(found, start=1):
        seal = sealed(seal, entry.event)
        assert (entry.number, entry.seal) == (number, seal)
    assert await world.room().audit.head() == (5, seal)


async def test_a_book_may_begin_with_what_waited(world: World) -> None:
    await note_later(world, UUID(int=1), an_event(1))
    _ = await world.room().audit.catch_up(most=2)
    assert await world.room().audit.head() == (1, sealed(b"", an_event(1)))


async def test_what_waits_and_is_not_committed_is_never_written(world: World) -> None:
    _ = world.room().audit.note_later(UUID(int=1), [an_event()])
    assert await world.room().audit.catch_up(most=2) == 0
    assert await world.room().audit.head() == (0, b"")


async def test_many_who_write_catch_up_and_are_waited_for_at_once_make_one_chain(world: World) -> None:
    async def catch_up() -> None:
        _ = await world.room().audit.catch_up(most=3)

    each = range(20)
    _ = await asyncio.gather(
        *(note(world, an_event(number)) for number in each),
        *(note_later(world, UUID(int=number), an_event(number), an_event(number)) for number in each),
        *(catch_up() for _ in each),
    )
    while await world.room().audit.catch_up(most=3):
        pass
    seal = b""
    async for entry in world.room().audit.all():
        seal = sealed(seal, entry.event)
        assert entry.seal == seal
    assert await world.room().audit.head() == (60, seal)


async def test_what_is_not_committed_is_not_written(world: World) -> None:
    _ = world.room().audit.note(an_event())
    assert await world.room().audit.head() == (0, b"")


async def test_books_are_kept_apart(world: World) -> None:
    await note(world, an_event())
    assert await world.room(NEXT_DOOR).audit.head() == (0, b"")
    assert (await world.room(OURS).audit.head())[0] == 1


async def test_many_who_write_at_once_make_one_chain(world: World) -> None:
    _ = await asyncio.gather(*(note(world, an_event(number), an_event(number)) for number in range(20)))
    seal = b""
    async for entry in world.room().audit.all():
        seal = sealed(seal, entry.event)
        assert entry.seal == seal
    assert await world.room().audit.head() == (40, seal)
