"""The contract of `Devices`."""

from datetime import timedelta

import pytest

from domain.access.device import Device, DeviceChanged, DeviceId, DeviceNotFound, Pairing, PairingRefused
from domain.access.secret import digest
from domain.kernel.ids import WaiterId
from domain.kernel.names import Name
from tests.contracts.things import NOON, a_waiter, kept, new_id
from tests.contracts.worlds import NEXT_DOOR, World

SOON = NOON + timedelta(minutes=10)


def a_pairing(by: WaiterId, code: str = "code") -> Pairing:
    return Pairing(code=digest(code), name=Name("Till"), offered_by=by, expires_at=SOON)


def a_device(by: WaiterId, *, minutes: int = 0) -> Device:
    at = NOON + timedelta(minutes=minutes)
    return Device(id=DeviceId(new_id()), name=Name("Till"), secret=digest("secret"), enrolled_by=by, enrolled_at=at)


async def offered(world: World, *codes: str) -> WaiterId:
    ann = a_waiter()
    room = await kept(world, ann)
    await room.work.commit(None, *(room.devices.offer(a_pairing(ann.id, code)) for code in codes))
    return ann.id


async def enrol(world: World, device: Device, code: str = "code") -> None:
    room = world.room()
    await room.work.commit(None, room.devices.enrol(device, digest(code)))


async def test_an_offer_is_good_until_its_time(world: World) -> None:
    ann = await offered(world, "code")
    assert await world.room().devices.offered(digest("code"), now=NOON) == a_pairing(ann)
    for code, now in (("another", NOON), ("code", SOON)):
        with pytest.raises(PairingRefused):
            _ = await world.room().devices.offered(digest(code), now=now)
    with pytest.raises(PairingRefused):
        _ = await world.room(NEXT_DOOR).devices.offered(digest("code"), now=NOON)


async def test_a_device_joins_for_a_code_once(world: World) -> None:
    ann = await offered(world, "code")
    till = a_device(ann)
    await enrol(world, till)
    assert await world.room().devices.get(till.id) == till
    with pytest.raises(PairingRefused):
        await enrol(world, a_device(ann))
    assert list(await world.room().devices.all()) == [till]


async def test_a_code_whose_time_has_passed_joins_nothing(world: World) -> None:
    ann = await offered(world, "code")
    with pytest.raises(PairingRefused):
        await enrol(world, a_device(ann, minutes=10))
    assert list(await world.room().devices.all()) == []


async def test_a_device_is_revoked_once(world: World) -> None:
    ann = await offered(world, "one", "two")
    till, tablet = a_device(ann), a_device(ann)
    await enrol(world, tablet, "two")
    await enrol(world, till, "one")
    room = world.room()
    await room.work.commit(None, room.devices.revoke(till.revoked(SOON)))
    assert list(await world.room().devices.all()) == [till.revoked(SOON), tablet]
    with pytest.raises(DeviceChanged):
        await room.work.commit(None, room.devices.revoke(till.revoked(NOON)))


async def test_who_requires_a_device_commits_nothing_once_it_is_revoked(world: World) -> None:
    ann = await offered(world, "code")
    till = a_device(ann)
    await enrol(world, till)
    room = world.room()
    await room.work.commit(None, room.devices.require(till.id))
    await room.work.commit(None, room.devices.revoke(till.revoked(SOON)))
    for there, device in ((room, till.id), (room, DeviceId(new_id())), (world.room(NEXT_DOOR), till.id)):
        with pytest.raises(DeviceNotFound):
            await there.work.commit(None, there.devices.require(device))


async def test_a_device_next_door_is_not_found(world: World) -> None:
    ann = await offered(world, "code")
    till = a_device(ann)
    await enrol(world, till)
    with pytest.raises(DeviceNotFound):
        _ = await world.room(NEXT_DOOR).devices.get(till.id)


async def test_offers_are_forgotten_once_they_have_expired(world: World) -> None:
    _ = await offered(world, "code")
    assert await world.room().devices.forget_before(SOON) == 0
    assert await world.room().devices.forget_before(SOON + timedelta(seconds=1)) == 1
