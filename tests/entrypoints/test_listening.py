"""Who listens to events: what they are sent, when it ends, and that nobody waits for who does not read."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from typing_extensions import override

from adapters.system.clock import SystemClock
from application.access.ports import SignedIn
from application.access.verify_token import VerifyToken
from application.events.ports import EventFilter, EventQueues
from domain.access.session import SessionId
from domain.access.token import Claims
from domain.kernel.caller import Role
from domain.kernel.errors import SettingsChanged, Unavailable
from domain.kernel.ids import WaiterId
from domain.people.waiter import Waiter, WaiterNotFound
from entrypoints.http.events import audiences, listening
from entrypoints.http.events.audiences import Audiences, Listener
from entrypoints.http.events.listening import Ear, Listening
from tests.contracts.events.test_event_log import tell
from tests.contracts.things import a_session, a_waiter, end, keep, new_id, news
from tests.contracts.worlds import OURS, InMemory, World, open_both

EVERYTHING = EventFilter()


@pytest.fixture
async def world() -> AsyncIterator[World]:
    world = await open_both(InMemory())
    yield world
    await world.use(Audiences).close()


async def somebody(world: World, role: Role = Role.MANAGER) -> Waiter:
    waiter = a_waiter(f"{new_id()}@example.com", role=role)
    await keep(world.room(), waiter)
    return waiter


async def one_who_listens(
    world: World, waiter: Waiter, after: int | None = 0, *, seconds: float = 60, session: SessionId | None = None
) -> Listening:
    ear = world.use(Ear)
    claims = Claims(
        restaurant=OURS,
        waiter=waiter.id,
        session=session or SessionId(new_id()),
        version=waiter.token_version,
        expires=SystemClock().now() + timedelta(seconds=seconds),
    )
    read = await ear.read(caller=waiter.caller, after=after, where=EVERYTHING, most=3)
    return Listening(ear, claims, waiter.caller, EVERYTHING, read)


async def heard(listening: Listening, until: int) -> list[int]:
    """Return the numbers that are sent, up to this one."""
    numbers: list[int] = []
    async for piece in listening.pieces():
        numbers += [int(line[4:]) for line in piece.decode().splitlines() if line.startswith("id: ")]
        if numbers and numbers[-1] >= until:
            listening.gone()
    return numbers


async def test_whoever_comes_at_any_moment_has_each_event_once(world: World) -> None:
    boss, room = await somebody(world), world.room()

    async def come(moment: int) -> list[int]:
        await asyncio.sleep(moment / 200)
        return await heard(await one_who_listens(world, boss), until=200)

    async def tell_all() -> None:
        for _ in range(100):
            await tell(room, news(), news())
            await asyncio.sleep(0.002)

    async with asyncio.timeout(20):
        *numbers, _ = await asyncio.gather(*(come(moment) for moment in range(20)), tell_all())
    assert numbers == [[*range(1, 201)]] * 20


async def test_who_says_no_place_hears_what_happens_next(world: World) -> None:
    boss, room = await somebody(world), world.room()
    await tell(room, news(), news())
    listening = await one_who_listens(world, boss, after=None)
    await tell(room, news())
    async with asyncio.timeout(5):
        assert await heard(listening, until=3) == [3]


async def test_a_waiter_hears_of_no_order_of_others(world: World) -> None:
    ann, bob, room = await somebody(world, Role.WAITER), await somebody(world, Role.WAITER), world.room()
    await tell(room, news(waiter=ann.id), news(waiter=bob.id))
    listening = asyncio.create_task(heard(await one_who_listens(world, ann), until=5))
    await asyncio.sleep(0.2)
    await tell(room, news(waiter=bob.id), news(waiter=bob.id, former=ann.id), news())
    async with asyncio.timeout(5):
        assert await listening == [1, 4, 5]


async def test_it_ends_when_the_token_expires(world: World) -> None:
    listening = await one_who_listens(world, await somebody(world), seconds=0.1)
    async with asyncio.timeout(5):
        assert await heard(listening, until=1) == []


async def test_it_ends_when_the_session_does_or_the_role_is_another(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "_ASKS_EVERY_SECONDS", 0.05)
    out, other = await somebody(world), await somebody(world)
    session = a_session(out)
    room = world.room()
    await room.work.commit(None, room.sessions.add(session))
    listens = [await one_who_listens(world, out, session=session.id), await one_who_listens(world, other)]
    both = [asyncio.create_task(heard(each, until=1)) for each in listens]
    await asyncio.sleep(0.2)
    assert not any(each.done() for each in both)
    await end(world, session.id)
    await room.work.commit(None, room.waiters.change(other.changed(role=Role.WAITER)))
    async with asyncio.timeout(5):
        assert await asyncio.gather(*both) == [[], []]


class Refusing(SignedIn):
    """Knows nobody, for this reason."""

    def __init__(self, reason: type[Exception]) -> None:
        self.reason = reason

    @override
    async def find(self, waiter: WaiterId, session: SessionId) -> Waiter:
        raise self.reason


@pytest.mark.parametrize(("reason", "ends"), [(SettingsChanged, True), (WaiterNotFound, True), (Unavailable, False)])
async def test_it_ends_with_its_restaurant_and_outlives_an_outage(
    world: World, monkeypatch: pytest.MonkeyPatch, reason: type[Exception], *, ends: bool
) -> None:
    monkeypatch.setattr(listening, "_ASKS_EVERY_SECONDS", 0.05)
    listens = await one_who_listens(world, await somebody(world))
    listens.ear = replace(listens.ear, verify=VerifyToken(Refusing(reason)))
    hearing = asyncio.create_task(heard(listens, until=1))
    _ = await asyncio.wait([hearing], timeout=0.5)
    assert hearing.done() is ends
    listens.gone()
    assert await hearing == []


async def test_a_comment_keeps_the_line_open_and_says_how_far_all_was_heard(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "_COMMENT_AFTER_SECONDS", 0.1)
    bob = await somebody(world, Role.WAITER)
    listens = await one_who_listens(world, bob)
    await tell(world.room(), news(waiter=(await somebody(world)).id))
    async with asyncio.timeout(5):
        async for piece in listens.pieces():
            if piece == b": still here\nid: 1\n\n":
                listens.gone()


async def test_who_does_not_read_is_dropped_and_the_others_hear_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audiences, "_MOST_BYTES", 1_000)
    room, all_who_listen = world.room(), world.use(Audiences)
    silent, reads = Listener(EVERYTHING, 0), Listener(EVERYTHING, 0)
    for each in (silent, reads):
        all_who_listen.join(OURS, room.event_log, each)
    said = b""
    for _ in range(10):
        await tell(room, news())
        said += await reads.next(1)
    assert said.count(b"id: ") == 10
    assert (silent.has_ended, reads.has_ended) == (True, False)
    assert await silent.next(0.01) == b""


async def test_whoever_comes_while_the_process_ends_hears_that_it_does(world: World) -> None:
    boss = await somebody(world)
    world.use(Audiences).end()
    async with asyncio.timeout(5):
        assert await heard(await one_who_listens(world, boss), until=1) == []


async def test_a_fault_ends_all_lines_so_that_they_come_back(world: World) -> None:
    class Faulty(Audiences):
        """Looks, and fails for a reason of its own."""

        async def _look(self) -> None:
            raise ZeroDivisionError

    faulty = Faulty(world.use(EventQueues))
    listener = Listener(EVERYTHING, 0)
    faulty.join(OURS, world.room().event_log, listener)
    assert await listener.next(5) == b""
    assert listener.has_ended
    faulty.leave(OURS, listener)
    await faulty.close()
