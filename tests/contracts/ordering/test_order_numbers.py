"""The contract of `OrderNumbers`."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from tests.contracts.things import a_line, a_product, a_waiter, an_order, kept
from tests.contracts.worlds import NEXT_DOOR, World

TODAY, TOMORROW = date(2026, 5, 9), date(2026, 5, 10)


async def test_they_begin_with_1_on_each_business_day_and_grow(world: World) -> None:
    numbers = world.room().order_numbers
    assert [await numbers.next(TODAY) for _ in range(25)] == list(range(1, 26))
    assert [await numbers.next(TOMORROW) for _ in range(3)] == [1, 2, 3]


async def test_two_days_at_once_give_what_each_would_alone(world: World) -> None:
    numbers = world.room().order_numbers
    given = [await numbers.next(day) for _ in range(15) for day in (TODAY, TOMORROW)]
    assert (given[::2], given[1::2]) == ([*range(1, 16)], [*range(1, 16)])


async def test_a_day_that_comes_back_gives_none_twice(world: World) -> None:
    numbers = world.room().order_numbers
    given = [await numbers.next(day) for day in (TODAY, TOMORROW, TODAY, TODAY)]
    assert len({given[0], given[2], given[3]}) == 3


async def test_those_next_door_are_others(world: World) -> None:
    for restaurant in (world.room(), world.room(NEXT_DOOR)):
        assert [await restaurant.order_numbers.next(TODAY) for _ in range(2)] == [1, 2]


@pytest.mark.parametrize("at_once", [1, 7, 400])
async def test_whoever_asks_at_once_gets_each_another_and_all_stay_small(world: World, at_once: int) -> None:
    numbers = world.room().order_numbers
    given = [each for _ in range(4) for each in await asyncio.gather(*(numbers.next(TODAY) for _ in range(at_once)))]
    assert len({*given}) == 4 * at_once
    assert min(given) == 1
    assert max(given) <= max(10, 6 * at_once)


async def test_they_are_above_those_that_orders_of_the_day_have_already(world: World) -> None:
    ann, tea = a_waiter(), a_product("Tea")
    brought = [
        replace(an_order(ann, a_line(tea), day=day), number=number) for day, number in ((9, 30), (9, 7), (8, 99))
    ]
    room = await kept(world, ann, tea, *brought, an_order(ann, a_line(tea), day=9))
    assert [await room.order_numbers.next(TODAY) for _ in range(2)] == [31, 32]
    assert await room.order_numbers.next(TOMORROW) == 1
