"""Devices of the restaurant: a manager offers, the device enrols, a manager revokes."""

from datetime import timedelta

import pytest

from application.access.list_devices import ListDevices
from application.access.offer_pairing import OfferPairing
from application.access.revoke_device import RevokeDevice
from application.kernel.access import OnlyManagersManage
from application.people.change_user import ChangeUser
from domain.access.device import Device, DeviceId, DeviceNotFound, Pairing, PairingRefused
from domain.access.secret import Code
from domain.kernel.audit import Event, Happening
from domain.kernel.names import Name
from domain.people.waiter import Waiter
from tests.application.access.conftest import PIN, Doors
from tests.application.conftest import NOON

TEN_MINUTES, MOMENT = timedelta(minutes=10), timedelta(microseconds=1)


async def offer(doors: Doors, boss: Waiter) -> tuple[Pairing, Code]:
    return await (await doors.get(OfferPairing))(caller=boss.caller, name=Name("Till"))


async def revoke(doors: Doors, boss: Waiter, device: DeviceId) -> Device:
    return await (await doors.get(RevokeDevice))(caller=boss.caller, device=device)


async def test_a_manager_offers_and_a_device_joins(doors: Doors) -> None:
    boss = await doors.boss()
    pairing, code = await offer(doors, boss)
    assert (pairing.name, pairing.offered_by, pairing.expires_at) == ("Till", boss.id, NOON + TEN_MINUTES)
    assert code.in_groups == f"ABCD-0000-0000-{doors.chance.made:04}"
    doors.clock.moment += TEN_MINUTES - MOMENT
    device, token = await doors.enrol(code.lower().replace("-", ""))
    assert (device.name, device.enrolled_by, device.enrolled_at, device.revoked_at) == (
        "Till",
        boss.id,
        NOON + TEN_MINUTES - MOMENT,
        None,
    )
    assert token == f"{device.id}.token {doors.chance.made}"
    assert await (await doors.get(ListDevices))(caller=boss.caller) == [device]
    assert (await doors.events())[-1] == Event(
        happening=Happening.DEVICE_ENROLLED, at=device.enrolled_at, actor=boss.id, subject=device.id
    )
    assert doors.counted == []
    assert "secret" not in repr(device)


async def test_a_pairing_code_is_good_once_and_for_ten_minutes(doors: Doors) -> None:
    boss = await doors.boss()
    _, used = await offer(doors, boss)
    _ = await doors.enrol(used)
    _, expired = await offer(doors, boss)
    doors.clock.moment += TEN_MINUTES
    for code in (used, expired, "ZZZZ-ZZZZ-ZZZZ-ZZZZ"):
        with pytest.raises(PairingRefused):
            _ = await doors.enrol(code)
    assert doors.counted == [("sign-in", "192.0.2.1")] * 3
    assert len((await doors.shelf()).devices) == 1


async def test_what_was_offered_by_somebody_who_manages_no_more_is_worth_nothing(doors: Doors) -> None:
    boss = await doors.boss()
    _, code = await offer(doors, boss)
    shelf = await doors.shelf()
    shelf.waiters[boss.id] = boss.changed(active=False)
    with pytest.raises(PairingRefused):
        _ = await doors.enrol(code)
    assert shelf.devices == {}


async def test_devices_are_for_managers(doors: Doors) -> None:
    boss = await doors.boss()
    ana = await doors.ana(boss)
    till, _ = await doors.till(boss)
    with pytest.raises(OnlyManagersManage):
        _ = await offer(doors, ana)
    with pytest.raises(OnlyManagersManage):
        _ = await revoke(doors, ana, till.id)
    with pytest.raises(OnlyManagersManage):
        _ = await (await doors.get(ListDevices))(caller=ana.caller)
    assert (await doors.shelf()).devices == {till.id: till}


async def test_on_a_revoked_device_nobody_signs_in_and_whoever_was_is_out(doors: Doors) -> None:
    boss = await doors.boss()
    ana = await doors.ana(boss)
    till, token = await doors.till(boss)
    there = await doors.enter(PIN, device=token)
    elsewhere = await doors.enter()
    assert there.waiter == elsewhere.waiter == ana
    doors.clock.moment += MOMENT
    revoked = await revoke(doors, boss, till.id)
    shelf = await doors.shelf()
    assert revoked == till.revoked(NOON + MOMENT) == shelf.devices[till.id]
    assert [each.device for each in shelf.sessions.values()] == [None]
    assert [*shelf.ended_sessions.values()] == [NOON + MOMENT + timedelta(minutes=15)]
    assert (await doors.events())[-1] == Event(
        happening=Happening.DEVICE_REVOKED, at=NOON + MOMENT, actor=boss.id, subject=till.id
    )


async def test_a_device_is_revoked_once(doors: Doors) -> None:
    boss = await doors.boss()
    till, _ = await doors.till(boss)
    revoked = await revoke(doors, boss, till.id)
    before = await doors.events()
    doors.clock.moment += MOMENT
    assert await revoke(doors, boss, till.id) == revoked
    assert await doors.events() == before


async def test_a_device_that_is_not_there_cannot_be_revoked(doors: Doors) -> None:
    boss = await doors.boss()
    with pytest.raises(DeviceNotFound):
        _ = await revoke(doors, boss, DeviceId(boss.id))


async def test_who_leaves_leaves_the_devices_they_enrolled(doors: Doors) -> None:
    boss = await doors.boss()
    ana = await doors.ana(boss, role=boss.role)
    till, _ = await doors.till(ana)
    _ = await (await doors.get(ChangeUser))(caller=boss.caller, user=ana.id, active=False)
    assert (await doors.shelf()).devices == {till.id: till}
