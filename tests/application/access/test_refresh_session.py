"""Refreshing a session: a token is good once, and once more where its answer may have been lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.memory.kernel.unit_of_work import MemoryUnitOfWork
from application.access.refresh_session import RefreshSession
from application.kernel.unit_of_work import Change, T
from domain.access.session import Opened, Session, SessionChanged, SessionEnded
from domain.kernel.audit import Event, Happening
from domain.kernel.errors import DomainError, OutcomeUnknown, Unavailable
from domain.people.waiter import Waiter
from tests.application.access.conftest import Doors
from tests.application.conftest import NOON

MOMENT, GRACE, MONTH = timedelta(microseconds=1), timedelta(seconds=30), timedelta(days=30)


async def refresh(doors: Doors, token: str) -> Opened:
    return await (await doors.get(RefreshSession))(refresh_token=token, admission=doors.admission)


async def kept(doors: Doors) -> Session:
    (session,) = (await doors.shelf()).sessions.values()
    return session


@pytest.fixture
async def entered(doors: Doors) -> tuple[Waiter, Opened]:
    """Ana, who has just signed in."""
    ana = await doors.ana(await doors.boss())
    opened = await doors.enter()
    doors.tally.taken.clear()
    return ana, opened


async def test_a_token_gives_the_next_ones_and_nobody_is_counted(doors: Doors, entered: tuple[Waiter, Opened]) -> None:
    ana, first = entered
    before = await kept(doors)
    doors.clock.moment += MOMENT
    second = await refresh(doors, first.refresh_token)
    assert (second.waiter, second.access_token) == (ana, first.access_token)
    assert second.refresh_token.startswith(f"{first.refresh_token}.1.")
    assert await kept(doors) == replace(before, generation=1, handed_out_at=NOON + MOMENT, version=3)
    third = await refresh(doors, second.refresh_token)
    assert third.refresh_token.startswith(f"{first.refresh_token}.2.")
    assert doors.counted == []


async def test_sent_again_shortly_after_it_is_answered_the_same(doors: Doors, entered: tuple[Waiter, Opened]) -> None:
    _, first = entered
    second = await refresh(doors, first.refresh_token)
    session = await kept(doors)
    doors.clock.moment += GRACE
    assert await refresh(doors, first.refresh_token) == second
    assert await kept(doors) == session


async def test_an_answer_that_nobody_can_have_got_is_given_whenever_it_is_asked_for(
    doors: Doors, entered: tuple[Waiter, Opened]
) -> None:
    _, first = entered
    second = await refresh(doors, first.refresh_token)
    shelf, session = await doors.shelf(), await kept(doors)
    shelf.sessions[session.id] = replace(session, handed_out_at=None)
    doors.clock.moment += timedelta(days=1)
    assert await refresh(doors, first.refresh_token) == second
    assert await kept(doors) == replace(session, handed_out_at=doors.clock.moment, version=4)


async def test_a_token_of_before_ends_the_session_for_both_who_have_it(
    doors: Doors, entered: tuple[Waiter, Opened]
) -> None:
    ana, first = entered
    second = await refresh(doors, first.refresh_token)
    session = await kept(doors)
    doors.clock.moment += GRACE + MOMENT
    for token in (first.refresh_token, second.refresh_token):
        with pytest.raises(SessionEnded):
            _ = await refresh(doors, token)
    shelf = await doors.shelf()
    assert shelf.sessions == {}
    assert shelf.ended_sessions == {session.id: doors.clock.moment + timedelta(minutes=15)}
    assert (await doors.events())[-1] == Event(
        happening=Happening.SESSION_STOLEN, at=doors.clock.moment, subject=ana.id
    )
    assert doors.counted == [("sign-in", "192.0.2.1")]  # the second one is nobody's any more


@pytest.mark.parametrize("token", ["", "x", ".", "00000000-0000-0000-0000-00000000ffff.token 1"])
async def test_what_was_never_a_token_is_a_strangers(doors: Doors, token: str) -> None:
    with pytest.raises(SessionEnded):
        _ = await refresh(doors, token)
    assert doors.counted == [("sign-in", "192.0.2.1")]


async def test_what_was_never_this_sessions_ends_nothing(doors: Doors, entered: tuple[Waiter, Opened]) -> None:
    _, first = entered
    for token in (f"{first.refresh_token}x", f"{first.refresh_token}.1.{'0' * 64}", f"{first.refresh_token}.0"):
        with pytest.raises(SessionEnded):
            _ = await refresh(doors, token)
    assert len((await doors.shelf()).sessions) == 1
    assert doors.counted == [("sign-in", "192.0.2.1")] * 3


async def test_a_session_ends_after_thirty_days(doors: Doors, entered: tuple[Waiter, Opened]) -> None:
    _, first = entered
    doors.clock.moment = NOON + MONTH - MOMENT
    second = await refresh(doors, first.refresh_token)
    doors.clock.moment += MOMENT
    with pytest.raises(SessionEnded):
        _ = await refresh(doors, second.refresh_token)
    session = await kept(doors)
    assert doors.counted == [("sign-in of ours", str(session.id))]


@pytest.mark.parametrize("change", [lambda ana: ana.changed(active=False), lambda ana: ana.signed_out()])
async def test_who_left_or_signed_out_everywhere_is_given_nothing(
    doors: Doors, entered: tuple[Waiter, Opened], change: Callable[[Waiter], Waiter]
) -> None:
    ana, first = entered
    (await doors.shelf()).waiters[ana.id] = change(ana)
    with pytest.raises(SessionEnded):
        _ = await refresh(doors, first.refresh_token)
    assert doors.counted == [("sign-in of ours", str((await kept(doors)).id))]


async def test_who_was_away_and_is_back_with_tokens_of_before_is_given_nothing(
    doors: Doors, entered: tuple[Waiter, Opened]
) -> None:
    ana, first = entered
    (await doors.shelf()).waiters[ana.id] = replace(ana, token_version=ana.token_version + 1)
    with pytest.raises(SessionEnded):
        _ = await refresh(doors, first.refresh_token)


class Doubtful(MemoryUnitOfWork):
    """Does what it is told, and says of each commit in turn that it went otherwise."""

    def __init__(self, *told: DomainError | None, faster: Callable[[], None] | None = None) -> None:
        super().__init__()
        self.told = [*told]
        self.faster = faster
        self.confirmed = 0

    async def commit(self, outcome: T, *changes: Change) -> T:
        if self.faster:
            self.faster()
            self.faster = None
            raise SessionChanged
        told = self.told.pop(0) if self.told else None
        committed = await super().commit(outcome, *changes)
        if told:
            raise told
        return committed

    async def confirm(self) -> None:
        self.confirmed += 1


async def test_who_hears_nothing_of_a_renewal_may_ask_again(doors: Doors, entered: tuple[Waiter, Opened]) -> None:
    _, first = entered
    work = Doubtful(OutcomeUnknown())
    doubtful = replace(await doors.get(RefreshSession), work=work)
    with pytest.raises(Unavailable) as raised:
        _ = await doubtful(refresh_token=first.refresh_token, admission=doors.admission)
    assert type(raised.value) is Unavailable
    assert ((await kept(doors)).generation, (await kept(doors)).handed_out_at) == (1, None)

    second = await doubtful(refresh_token=first.refresh_token, admission=doors.admission)
    assert second.refresh_token.startswith(f"{first.refresh_token}.1.")
    assert ((await kept(doors)).generation, work.confirmed) == (1, 1)


async def test_an_answer_is_given_also_where_it_could_not_be_noted(
    doors: Doors, entered: tuple[Waiter, Opened]
) -> None:
    _, first = entered
    doubtful = replace(await doors.get(RefreshSession), work=Doubtful(None, OutcomeUnknown()))
    second = await doubtful(refresh_token=first.refresh_token, admission=doors.admission)
    assert second.refresh_token.startswith(f"{first.refresh_token}.1.")


async def test_two_at_once_are_answered_the_same(doors: Doors, entered: tuple[Waiter, Opened]) -> None:
    _, first = entered
    shelf, session = await doors.shelf(), await kept(doors)
    work = Doubtful(faster=lambda: shelf.sessions.update({session.id: session.renewed()}))
    slower = replace(await doors.get(RefreshSession), work=work)
    second = await slower(refresh_token=first.refresh_token, admission=doors.admission)
    assert (await kept(doors)).generation == 1
    assert second == await refresh(doors, first.refresh_token)
