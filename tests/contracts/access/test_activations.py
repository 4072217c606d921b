"""The contract of `Activations`."""

from datetime import datetime, timedelta

import pytest

from domain.access.secret import ActivationRefused, digest
from domain.kernel.ids import WaiterId
from tests.contracts.things import NOON, a_waiter, kept, new_id
from tests.contracts.worlds import World

CODE, ANOTHER = digest("code"), digest("another")
LATER = NOON + timedelta(hours=1)


async def offer(world: World, waiter: WaiterId, code: bytes = CODE) -> None:
    room = world.room()
    await room.work.commit(None, room.activations.offer(waiter, code, until=LATER))


async def redeem(world: World, waiter: WaiterId, code: bytes = CODE, *, now: datetime = NOON) -> None:
    room = world.room()
    await room.work.commit(None, room.activations.redeem(waiter, code, now=now))


async def test_a_code_is_good_once(world: World) -> None:
    ann = a_waiter()
    _ = await kept(world, ann)
    await offer(world, ann.id)
    await redeem(world, ann.id)
    with pytest.raises(ActivationRefused):
        await redeem(world, ann.id)


async def test_a_code_is_good_for_its_user_until_its_time_and_until_the_next_one(world: World) -> None:
    ann, bob = a_waiter(), a_waiter("bob@example.com")
    _ = await kept(world, ann, bob)
    await offer(world, ann.id)
    is_good = world.room().activations.is_good
    assert await is_good(ann.id, CODE, now=NOON)
    assert not await is_good(ann.id, CODE, now=LATER)
    assert not await is_good(ann.id, ANOTHER, now=NOON)
    assert not await is_good(bob.id, CODE, now=NOON)
    assert not await is_good(WaiterId(new_id()), CODE, now=NOON)
    for refused in (redeem(world, bob.id), redeem(world, ann.id, ANOTHER), redeem(world, ann.id, now=LATER)):
        with pytest.raises(ActivationRefused):
            await refused
    await offer(world, ann.id, ANOTHER)
    with pytest.raises(ActivationRefused):
        await redeem(world, ann.id)
    await redeem(world, ann.id, ANOTHER)
    assert not await is_good(ann.id, ANOTHER, now=NOON)


async def test_codes_are_forgotten_once_they_have_expired(world: World) -> None:
    ann = a_waiter()
    _ = await kept(world, ann)
    await offer(world, ann.id)
    assert await world.room().activations.forget_before(LATER) == 0
    assert await world.room().activations.forget_before(LATER + timedelta(seconds=1)) == 1
    with pytest.raises(ActivationRefused):
        await redeem(world, ann.id)
