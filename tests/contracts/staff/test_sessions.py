"""The contract of `Sessions`, and of who is signed in."""

import asyncio
from datetime import timedelta

import pytest

from domain.staff.device import Device, DeviceId, Pairing
from domain.staff.secret import digest
from domain.staff.session import Session, SessionChanged, SessionEnded, SessionId
from domain.staff.waiter import Waiter, WaiterNotFound
from tests.contracts.things import NOON, a_session, a_waiter, keep, kept, new_id
from tests.contracts.worlds import NEXT_DOOR, OURS, World


async def end(world: World, *sessions: SessionId) -> None:
    room = world.room()
    for session in sessions:
        await room.sessions.end(session, until=NOON)
    await room.work.commit()


async def test_who_is_on_the_staff_is_signed_in_until_the_session_ends(world: World) -> None:
    ann, session, another = a_waiter(), SessionId(new_id()), SessionId(new_id())
    _ = await kept(world, ann)
    assert await world.room().waiters.signed_in(ann.id, session) == ann
    await end(world, session)
    await end(world, session)
    with pytest.raises(SessionEnded):
        _ = await world.room().waiters.signed_in(ann.id, session)
    assert await world.room().waiters.signed_in(ann.id, another) == ann


async def test_nobody_is_signed_in_who_is_not_on_the_staff(world: World) -> None:
    ann = a_waiter()
    await keep(world.room(NEXT_DOOR), ann)
    with pytest.raises(WaiterNotFound):
        _ = await world.room().waiters.signed_in(ann.id, SessionId(new_id()))


async def test_a_session_not_committed_goes_on(world: World) -> None:
    ann, session = a_waiter(), SessionId(new_id())
    room = await kept(world, ann)
    await room.sessions.end(session, until=NOON)
    assert await room.waiters.signed_in(ann.id, session) == ann


async def test_many_who_ask_at_once_each_hear_of_their_own_session(world: World) -> None:
    staff = [a_waiter(f"w{n}@example.com") for n in range(20)]
    sessions = [SessionId(new_id()) for _ in staff]
    _ = await kept(world, *staff)
    await end(world, *sessions[::2])

    answers = await asyncio.gather(
        *(world.room().waiters.signed_in(each.id, session) for each, session in zip(staff, sessions, strict=True)),
        world.room().waiters.signed_in(a_waiter().id, SessionId(new_id())),
        return_exceptions=True,
    )

    assert isinstance(answers.pop(), WaiterNotFound)
    for number, (waiter, answer) in enumerate(zip(staff, answers, strict=True)):
        assert isinstance(answer, Waiter if number % 2 else SessionEnded)
        assert not number % 2 or answer == waiter


async def test_ended_sessions_are_forgotten_by_age(world: World) -> None:
    ann, session = a_waiter(), SessionId(new_id())
    _ = await kept(world, ann)
    await end(world, session)
    assert await world.room().sessions.forget_before(NOON) == 0
    assert await world.room().sessions.forget_before(NOON + timedelta(seconds=1)) == 1
    assert await world.room().waiters.signed_in(ann.id, session) == ann


async def opened(world: World, *sessions: Session) -> None:
    room = world.room()
    for session in sessions:
        await room.sessions.add(session)
    await room.work.commit()


async def test_a_session_is_renewed_once_a_version_and_ends(world: World) -> None:
    ann = a_waiter()
    _ = await kept(world, ann)
    session = a_session(ann)
    await opened(world, session)
    assert await world.room().sessions.get(session.id) == session
    with pytest.raises(SessionEnded):
        _ = await world.room(NEXT_DOOR).sessions.get(session.id)

    first, second = world.room(), world.room()
    await first.sessions.change(session.renewed())
    await second.sessions.change(session.handed_out(NOON))
    await first.work.commit()
    with pytest.raises(SessionChanged):
        await second.work.commit()
    assert await world.room().sessions.get(session.id) == session.renewed()

    third, answered = world.room(), session.renewed().handed_out(NOON)
    await third.sessions.change(answered)
    await third.work.commit()
    assert await world.room().sessions.get(session.id) == answered

    await end(world, session.id)
    with pytest.raises(SessionEnded):
        _ = await world.room().sessions.get(session.id)


async def test_sessions_on_a_device_end_together_and_no_others(world: World) -> None:
    ann = a_waiter()
    room = await kept(world, ann)
    till = Device(id=DeviceId(new_id()), name="Till", secret=digest("s"), enrolled_by=ann.id, enrolled_at=NOON)
    code = digest("code")
    later = NOON + timedelta(minutes=1)
    await room.devices.offer(Pairing(code=code, name="Till", offered_by=ann.id, expires_at=later))
    await room.work.commit()
    await room.devices.enrol(till, code)
    await room.work.commit()
    one, two, off = a_session(ann, till.id), a_session(ann, till.id), a_session(ann)
    await opened(world, one, two, off)
    for there in (NEXT_DOOR, OURS, OURS):
        room = world.room(there)
        await room.sessions.end_on(till.id, until=later)
        await room.work.commit()
        assert await world.room().sessions.get(off.id) == off
        assert await world.room().waiters.signed_in(ann.id, off.id) == ann
        if there == NEXT_DOOR:
            assert await world.room().sessions.get(one.id) == one
    for gone in (one, two):
        with pytest.raises(SessionEnded):
            _ = await world.room().sessions.get(gone.id)
        with pytest.raises(SessionEnded):
            _ = await world.room().waiters.signed_in(ann.id, gone.id)


async def test_sessions_that_can_be_renewed_no_more_are_forgotten(world: World) -> None:
    ann = a_waiter()
    _ = await kept(world, ann)
    session = a_session(ann)
    await opened(world, session)
    assert await world.room().sessions.forget_before(session.expires_at) == 0
    assert await world.room().sessions.forget_before(session.expires_at + timedelta(seconds=1)) == 1
