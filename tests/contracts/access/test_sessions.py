"""The contract of `Sessions`."""

from datetime import timedelta

import pytest

from domain.access.device import Device, DeviceId, Pairing
from domain.access.secret import digest
from domain.access.session import Session, SessionChanged, SessionEnded, SessionId
from domain.kernel.names import Name
from tests.contracts.things import NOON, a_session, a_waiter, end, kept, new_id
from tests.contracts.worlds import NEXT_DOOR, OURS, World


async def test_ended_sessions_are_forgotten_by_age(world: World) -> None:
    ann, session = a_waiter(), SessionId(new_id())
    _ = await kept(world, ann)
    await end(world, session)
    assert await world.room().sessions.forget_before(NOON) == 0
    assert await world.room().sessions.forget_before(NOON + timedelta(seconds=1)) == 1
    assert await world.room().signed_in.find(ann.id, session) == ann


async def opened(world: World, *sessions: Session) -> None:
    room = world.room()
    await room.work.commit(None, *map(room.sessions.add, sessions))


async def test_a_session_is_renewed_once_a_version_and_ends(world: World) -> None:
    ann = a_waiter()
    _ = await kept(world, ann)
    session = a_session(ann)
    await opened(world, session)
    assert await world.room().sessions.get(session.id) == session
    with pytest.raises(SessionEnded):
        _ = await world.room(NEXT_DOOR).sessions.get(session.id)

    first, second = world.room(), world.room()
    late = second.sessions.change(session.handed_out(NOON))
    await first.work.commit(None, first.sessions.change(session.renewed()))
    with pytest.raises(SessionChanged):
        await second.work.commit(None, late)
    assert await world.room().sessions.get(session.id) == session.renewed()

    third, answered = world.room(), session.renewed().handed_out(NOON)
    await third.work.commit(None, third.sessions.change(answered))
    assert await world.room().sessions.get(session.id) == answered

    await end(world, session.id)
    with pytest.raises(SessionEnded):
        _ = await world.room().sessions.get(session.id)


async def test_sessions_on_a_device_end_together_and_no_others(world: World) -> None:
    ann = a_waiter()
    room = await kept(world, ann)
    till = Device(id=DeviceId(new_id()), name=Name("Till"), secret=digest("s"), enrolled_by=ann.id, enrolled_at=NOON)
    code = digest("code")
    later = NOON + timedelta(minutes=1)
    await room.work.commit(
        None, room.devices.offer(Pairing(code=code, name=Name("Till"), offered_by=ann.id, expires_at=later))
    )
    await room.work.commit(None, room.devices.enrol(till, code))
    one, two, off = a_session(ann, till.id), a_session(ann, till.id), a_session(ann)
    await opened(world, one, two, off)
    for there in (NEXT_DOOR, OURS, OURS):
        room = world.room(there)
        await room.work.commit(None, room.sessions.end_on(till.id, until=later))
        assert await world.room().sessions.get(off.id) == off
        assert await world.room().signed_in.find(ann.id, off.id) == ann
        if there == NEXT_DOOR:
            assert await world.room().sessions.get(one.id) == one
    for gone in (one, two):
        with pytest.raises(SessionEnded):
            _ = await world.room().sessions.get(gone.id)
        with pytest.raises(SessionEnded):
            _ = await world.room().signed_in.find(ann.id, gone.id)


async def test_sessions_that_can_be_renewed_no_more_are_forgotten(world: World) -> None:
    ann = a_waiter()
    _ = await kept(world, ann)
    session = a_session(ann)
    await opened(world, session)
    assert await world.room().sessions.forget_before(session.expires_at) == 0
    assert await world.room().sessions.forget_before(session.expires_at + timedelta(seconds=1)) == 1
