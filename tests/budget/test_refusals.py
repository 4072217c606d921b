"""What a refused write costs those who write beside it: counted in statements, since time depends on the machine."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from itertools import count
from typing import Final, cast

import pytest

from application.kernel.answers import AnsweredMeanwhile
from application.kernel.unit_of_work import Change
from domain.catalogue.product import ProductNameTaken
from domain.people.waiter import EmailTaken, WaiterNotFound
from tests.contracts.things import NOON, a_line, a_product, a_request, a_waiter, an_order, keep, kept
from tests.contracts.worlds import OnPostgres, Room, open_both
from tests.database import Watched

ANN: Final = a_waiter()
SOUP: Final = a_product("Soup")
HONEST: Final = 32
ROUNDS: Final = 30
_numbers = count(1)

Write = Callable[[Room], Awaitable[None]]


@pytest.fixture
async def world(clean_database: str) -> AsyncIterator[OnPostgres]:
    world = OnPostgres(clean_database)
    world.database = Watched(clean_database)
    _ = await kept(await open_both(world), ANN, SOUP)
    await _answer(world.room(), "kept")
    yield world
    await world.close()


async def _answer(room: Room, key: str, *changes: Change) -> None:
    """Commit, and keep an answer to this key beside."""
    await room.work.commit(None, *changes, room.answers.keep(a_request(ANN, key), SOUP, at=NOON))


async def _place(room: Room) -> None:
    await _answer(room, f"key-{next(_numbers)}", room.orders.add(an_order(ANN, a_line(SOUP))))


async def _take_an_email(room: Room) -> None:
    with pytest.raises(EmailTaken):
        await keep(room, a_waiter(ANN.email.upper()))


async def _take_a_name(room: Room) -> None:
    with pytest.raises(ProductNameTaken):
        await keep(room, a_product("Soup"), an_order(ANN, a_line(SOUP)))


async def _send_again(room: Room) -> None:
    with pytest.raises(AnsweredMeanwhile):
        await _answer(room, "kept")


async def _send_twice(room: Room) -> None:
    """One of the two that come with a key is first."""
    with suppress(AnsweredMeanwhile):
        await _answer(room, f"twice-{next(_numbers) // 2}")


def _written(world: OnPostgres) -> int:
    return sum("INSERT" in statement for statement in cast("Watched", world.database).sent)


async def _orders_of(world: OnPostgres, beside: Write | None) -> int:
    """Place orders, 32 at once, and return how many statements that took while four others did what they do."""
    cast("Watched", world.database).sent.clear()

    async def order() -> None:
        for _ in range(ROUNDS):
            await _place(world.room())

    async def disturb(write: Write) -> None:
        while not orders.done():
            await write(world.room())

    orders = asyncio.gather(*(order() for _ in range(HONEST)))
    disturbers = [] if beside is None else [disturb(beside) for _ in range(4)]
    _ = await asyncio.gather(orders, *disturbers)
    await asyncio.sleep(0)  # asyncpg tells who watches in the loop's next turn
    return _written(world)


@pytest.mark.parametrize("refused", [_take_an_email, _take_a_name, _send_again, _send_twice])
async def test_who_is_refused_again_and_again_costs_who_orders_less_than_15_percent(
    world: OnPostgres, refused: Write
) -> None:
    alone = await _orders_of(world, None)
    beside = await _orders_of(world, refused)
    assert beside <= 1.15 * alone, (alone, beside)


async def test_whoever_is_refused_in_a_batch_is_refused_by_its_statement(world: OnPostgres) -> None:
    cast("Watched", world.database).sent.clear()
    refused = [_take_an_email, _take_a_name, _send_again]
    rooms = [world.room() for _ in range(HONEST + len(refused))]
    _ = await asyncio.gather(*(write(room) for write, room in zip([_place] * HONEST + refused, rooms, strict=True)))
    await asyncio.sleep(0)
    assert _written(world) == 1
    assert len(await world.room().waiters.all()) == 1


async def test_forty_with_one_new_key_take_two_statements(world: OnPostgres) -> None:
    cast("Watched", world.database).sent.clear()
    outcomes = await asyncio.gather(*(_answer(world.room(), "new") for _ in range(40)), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AnsweredMeanwhile"] * 39 + ["NoneType"]
    await asyncio.sleep(0)
    assert _written(world) == 2


async def test_one_whom_the_statement_does_not_foresee_is_found_by_halves(world: OnPostgres) -> None:
    """Nobody is on the staff who takes the order: a foreign key says so, and not of whom."""
    cast("Watched", world.database).sent.clear()
    nobody = keep(world.room(), an_order(a_waiter("nobody@example.com"), a_line(SOUP)))
    several = (nobody, *(_place(world.room()) for _ in range(HONEST - 1)))
    outcomes = await asyncio.gather(*several, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [WaiterNotFound] + [type(None)] * (HONEST - 1)
    await asyncio.sleep(0)
    assert _written(world) <= 1 + 2 * 5
