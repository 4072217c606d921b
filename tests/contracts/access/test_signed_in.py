"""The contract of `SignedIn`."""

import asyncio
from datetime import timedelta

import pytest

from application.kernel.business_days import BusinessDays
from domain.access.session import SessionEnded, SessionId
from domain.people.waiter import Waiter, WaiterNotFound
from tests.contracts.things import NOON, a_waiter, end, keep, kept, new_id
from tests.contracts.worlds import NEXT_DOOR, World


async def test_who_is_on_the_staff_is_signed_in_until_the_session_ends(world: World) -> None:
    ann, session, another = a_waiter(), SessionId(new_id()), SessionId(new_id())
    _ = await kept(world, ann)
    assert await world.room().signed_in.find(ann.id, session) == ann
    await end(world, session)
    await end(world, session)
    with pytest.raises(SessionEnded):
        _ = await world.room().signed_in.find(ann.id, session)
    assert await world.room().signed_in.find(ann.id, another) == ann


async def test_nobody_is_signed_in_who_is_not_on_the_staff(world: World) -> None:
    ann = a_waiter()
    await keep(world.room(NEXT_DOOR), ann)
    with pytest.raises(WaiterNotFound):
        _ = await world.room().signed_in.find(ann.id, SessionId(new_id()))


async def test_a_session_not_committed_goes_on(world: World) -> None:
    ann, session = a_waiter(), SessionId(new_id())
    room = await kept(world, ann)
    _ = room.sessions.end(session, until=NOON)
    assert await room.signed_in.find(ann.id, session) == ann


async def test_who_is_looked_up_hears_how_far_days_are_closed(world: World) -> None:
    ann, first, second = a_waiter(), NOON.date(), NOON.date() + timedelta(days=1)
    room, days = await kept(world, ann), world.use(BusinessDays)
    _ = await room.signed_in.find(ann.id, SessionId(new_id()))
    assert days.business_date(NOON) == first
    assert await room.closed_days.close_through(first, after=None)
    assert days.business_date(NOON) == first, "not known yet"
    assert await room.signed_in.find(ann.id, SessionId(new_id())) == ann
    assert days.business_date(NOON) == second
    assert world.use(BusinessDays, NEXT_DOOR).closed_through is None


async def test_many_who_ask_at_once_each_hear_of_their_own_session(world: World) -> None:
    staff = [a_waiter(f"w{n}@example.com") for n in range(20)]
    sessions = [SessionId(new_id()) for _ in staff]
    _ = await kept(world, *staff)
    await end(world, *sessions[::2])

    answers = await asyncio.gather(
        *(world.room().signed_in.find(each.id, session) for each, session in zip(staff, sessions, strict=True)),
        world.room().signed_in.find(a_waiter().id, SessionId(new_id())),
        return_exceptions=True,
    )

    assert isinstance(answers.pop(), WaiterNotFound)
    for number, (waiter, answer) in enumerate(zip(staff, answers, strict=True)):
        assert isinstance(answer, Waiter if number % 2 else SessionEnded)
        assert not number % 2 or answer == waiter
