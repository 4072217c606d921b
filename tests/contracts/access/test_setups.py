"""The contract of `Setups`."""

import pytest

from domain.access.secret import SetupRefused
from tests.contracts.things import NOON, a_waiter, keep
from tests.contracts.worlds import NEXT_DOOR, OURS, World


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
