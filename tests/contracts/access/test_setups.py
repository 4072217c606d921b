"""The contract of `Setups`."""

from dataclasses import replace
from typing import Final

import pytest

from domain.access.secret import AlreadySetUp, SecretKind, SetupRefused
from domain.kernel.caller import Role
from tests.contracts.things import NOON, a_waiter, keep
from tests.contracts.worlds import NEXT_DOOR, OURS, Room, World

FIRST: Final = b"1" * 32
SECOND: Final = b"2" * 32
HASHED: Final = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA"


async def test_a_restaurant_is_set_up_once(world: World) -> None:
    for number, restaurant in enumerate((OURS, NEXT_DOOR)):
        room = world.room(restaurant)
        assert not await room.setups.done()
        first = a_waiter(f"first{number}@example.com")
        await room.work.commit(None, room.waiters.add(first), room.setups.do(first.id, at=NOON))
        assert await world.room(restaurant).setups.done()


async def test_who_comes_second_is_refused_with_everything(world: World) -> None:
    ann, bob = a_waiter(), a_waiter("bob@example.com")
    first, second = world.room(), world.room()
    late = second.waiters.add(bob), second.setups.do(bob.id, at=NOON)
    await first.work.commit(None, first.waiters.add(ann), first.setups.do(ann.id, at=NOON))
    with pytest.raises(SetupRefused):
        await second.work.commit(None, *late)
    assert list(await world.room().waiters.all()) == [ann]
    await keep(world.room(), bob)


async def test_a_token_is_offered_in_the_place_of_another(world: World) -> None:
    room = world.room()
    assert await room.setups.offered() is None
    for token in (FIRST, SECOND):
        await room.work.commit(None, room.setups.offer(token))
        assert await room.setups.offered() == token
    assert await world.room(NEXT_DOOR).setups.offered() is None


async def test_the_first_one_is_offered_where_there_is_none(world: World) -> None:
    room = world.room()
    for token in (FIRST, SECOND):
        await room.work.commit(None, room.setups.offer_the_first(token))
        assert await room.setups.offered() == FIRST
    assert await world.room(NEXT_DOOR).setups.offered() is None


async def expect_set_up(room: Room) -> None:
    """Hold that no token is of use any more."""
    assert await room.setups.done()
    assert await room.setups.offered() is None
    with pytest.raises(AlreadySetUp):
        await room.work.commit(None, room.setups.offer(SECOND))
    await room.work.commit(None, room.setups.offer_the_first(SECOND))


async def test_once_it_is_done_no_token_is_of_use(world: World) -> None:
    room, boss = world.room(), a_waiter()
    await room.work.commit(None, room.setups.offer(FIRST))
    await keep(room, boss)
    await room.work.commit(None, room.setups.do(boss.id, at=NOON))
    await expect_set_up(room)
    assert not await world.room(NEXT_DOOR).setups.done()


@pytest.mark.parametrize("kind", SecretKind)
async def test_it_is_done_as_long_as_an_active_manager_has_a_secret(world: World, kind: SecretKind) -> None:
    room, boss = world.room(), replace(a_waiter(), role=Role.MANAGER)
    ben = replace(a_waiter("ben@example.com"), role=Role.WAITER)
    await room.work.commit(None, room.setups.offer(FIRST))
    await keep(room, boss, ben)
    await room.work.commit(None, room.credentials.put(ben.id, kind, HASHED))
    assert await room.setups.offered() == FIRST
    await room.work.commit(None, room.credentials.put(boss.id, kind, HASHED))
    await expect_set_up(room)
    assert not await world.room(NEXT_DOOR).setups.done()
    gone = boss.changed(active=False)
    await room.work.commit(None, room.waiters.change(gone))
    assert await room.setups.offered() == FIRST
    await room.work.commit(None, room.waiters.change(gone.changed(active=True, role=Role.WAITER)))
    assert not await room.setups.done()
