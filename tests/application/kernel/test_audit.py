"""The book of what happened: caught up with before it is read, walked, and proved."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from adapters.memory.kernel.audit import MemoryAudit
from adapters.memory.kernel.store import MemoryStore
from application.kernel.access import OnlyManagersManage
from application.kernel.catch_up_audit import CatchUpAudit
from application.kernel.list_audit import ListAudit
from application.kernel.verify_audit import VerifyAudit
from domain.kernel.audit import Entry, Event, Happening, sealed
from domain.kernel.caller import Caller, Role
from domain.kernel.ids import RestaurantId, WaiterId

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
OURS = RestaurantId(UUID(int=0))
BOSS = Caller(id=WaiterId(UUID(int=1)), role=Role.MANAGER)


def entries(number: int) -> list[Entry]:
    """Return so many entries, as they ought to be."""
    made, seal = list[Entry](), b""
    for each in range(1, number + 1):
        event = Event(happening=Happening.SIGNED_IN, at=NOON + timedelta(seconds=each))
        seal = sealed(seal, event)
        made.append(Entry(each, event, seal))
    return made


class Book(MemoryAudit):
    """A book whose queue holds so many things, and which may say what was never written or is written meanwhile."""

    def __init__(self, written: Sequence[Entry], *, waiting: int = 0) -> None:
        store = MemoryStore()
        store.shelves[OURS].audit.extend(written)
        super().__init__(store, OURS)
        self.waiting = waiting
        self.tries = list[int]()
        self.most = 0
        self.says: tuple[int, bytes] | None = None

    async def catch_up(self, *, most: int) -> int:
        self.tries.append(most)
        taken = min(most, self.waiting)
        self.waiting -= taken
        return taken

    async def before(self, number: int | None, *, most: int) -> Sequence[Entry]:
        self.most = most
        return await super().before(number, most=most)

    async def head(self) -> tuple[int, bytes]:
        return self.says or await super().head()


@pytest.mark.parametrize(("waiting", "tries"), [(0, 1), (1, 1), (49, 1), (50, 2), (51, 2), (149, 3), (150, 4)])
async def test_what_waits_is_written_down_fifty_at_a_time_until_less_than_that_is_left(
    waiting: int, tries: int
) -> None:
    book = Book([], waiting=waiting)
    assert await CatchUpAudit(book)() == waiting
    assert (book.waiting, book.tries) == (0, [50] * tries)


async def test_the_newest_entries_come_first_once_nothing_waits() -> None:
    book, written = Book(entries(5), waiting=1), entries(5)
    newest = await ListAudit(book)(caller=BOSS, before=None, most=2)
    assert (newest.items, newest.last, book.waiting) == ([written[4], written[3]], 4, 0)

    before = await ListAudit(book)(caller=BOSS, before=4, most=2)
    assert (before.items, before.last) == ([written[2], written[1]], 2)
    assert book.tries == [50]  # who goes on need not catch up

    last = await ListAudit(book)(caller=BOSS, before=2, most=2)
    assert (last.items, last.last) == ([written[0]], None)
    exactly = await ListAudit(book)(caller=BOSS, before=3, most=2)
    assert (exactly.items, exactly.last) == ([written[1], written[0]], None)
    assert book.most == 3  # one more tells whether the list goes on


async def test_what_happened_is_for_managers() -> None:
    book = Book(entries(1), waiting=1)
    with pytest.raises(OnlyManagersManage):
        _ = await ListAudit(book)(caller=replace(BOSS, role=Role.WAITER), before=None, most=1)
    assert book.tries == []


@pytest.mark.parametrize("number", [0, 1, 3])
async def test_a_book_in_which_nothing_was_changed_is_right(number: int) -> None:
    book, written = Book(entries(number), waiting=1), entries(number)
    assert await VerifyAudit(book)() == (number, written[-1].seal if written else b"", None)
    assert book.waiting == 0


async def test_an_entry_that_was_changed_is_the_first_wrong_one() -> None:
    written = entries(3)
    told = replace(written[1].event, happening=Happening.SIGNED_OUT)
    assert await VerifyAudit(Book([written[0], replace(written[1], event=told), written[2]]))() == (
        1,
        written[0].seal,
        2,
    )


async def test_an_entry_that_was_removed_is_the_first_wrong_one() -> None:
    written = entries(3)
    assert await VerifyAudit(Book([written[0], written[2]]))() == (1, written[0].seal, 2)
    assert await VerifyAudit(Book(written[1:]))() == (0, b"", 1)


async def test_an_entry_that_was_numbered_anew_is_the_first_wrong_one() -> None:
    written = entries(3)
    assert await VerifyAudit(Book([*written[:2], replace(written[2], number=4)]))() == (2, written[1].seal, 3)


async def test_an_entry_missing_at_the_end_is_the_first_wrong_one() -> None:
    written = entries(3)
    book = Book(written[:2])
    book.says = (3, written[2].seal)
    assert await VerifyAudit(book)() == (2, written[1].seal, 3)


async def test_a_book_whose_last_seal_is_another_is_wrong() -> None:
    written = entries(2)
    book = Book(written)
    book.says = (2, entries(1)[0].seal)
    assert await VerifyAudit(book)() == (2, written[1].seal, 3)


async def test_what_is_written_meanwhile_is_right_as_well() -> None:
    written = entries(3)
    book = Book(written)
    book.says = (2, written[1].seal)
    assert await VerifyAudit(book)() == (3, written[2].seal, None)
