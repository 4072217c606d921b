"""Searches beside each other: one that no index serves is slow, and holds up only its kind."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.patterns import is_in_no_index
from adapters.postgres.kernel.watching import Watch
from application.kernel.pages import PageRequest
from application.ordering.ports import OrderFilter
from tests.contracts.worlds import OnPostgres, Room

PAGE = PageRequest(number=1, size=10)
MANY = 8


class AtOnce(Watch):
    """Counts how many connections were lent at once."""

    def __init__(self) -> None:
        self.lent = self.most = 0

    def batch(self, what: str, size: int, waited: float) -> None:
        """Take no notice."""

    def connections(self, more: int) -> None:
        self.lent += more
        self.most = max(self.most, self.lent)


@pytest.fixture
async def at_once(postgres_url: str) -> AsyncIterator[tuple[AtOnce, OnPostgres]]:
    world, watch = OnPostgres(postgres_url), AtOnce()
    world.database = Database(postgres_url, watch=watch)
    yield watch, world
    await world.close()


def looking_for(part: str) -> list[Callable[[Room], Awaitable[Any]]]:
    where = OrderFilter(customer_part=part)
    return [
        lambda room: room.orders.page(where=where, page=PAGE),
        lambda room: room.order_counts.count(where),
    ]


@pytest.mark.parametrize(("part", "expected"), [("to", 1), ("Zoë", 2)])
async def test_searches_for_two_letters_take_turns_on_one_connection(
    at_once: tuple[AtOnce, OnPostgres], part: str, expected: int
) -> None:
    watch, world = at_once
    for _ in range(3):  # the first may be over before a second connection is open
        _ = await asyncio.gather(*(search(world.room()) for search in looking_for(part) * MANY))
    assert watch.most == expected


async def test_other_searches_go_past_those_for_two_letters(at_once: tuple[AtOnce, OnPostgres]) -> None:
    _, world = at_once
    slow = [asyncio.ensure_future(search(world.room())) for search in looking_for("to") * MANY]
    await asyncio.sleep(0)
    _ = await world.room().products.page(name_part="soup", page=PAGE)
    assert not all(each.done() for each in slow)
    _ = await asyncio.gather(*slow)


@pytest.mark.parametrize("part", ["7", "to", "a b", "m_1", "--", "麺麺"])
def test_what_has_no_three_letters_in_a_row_is_in_no_index(part: str) -> None:
    assert is_in_no_index(part)


@pytest.mark.parametrize("part", ["", "Zoë", "table 7", "a soup", "123"])
def test_everything_else_is_in_one_or_looks_for_nothing(part: str) -> None:
    assert not is_in_no_index(part)
