"""Work in turns: nobody keeps the others waiting, neither by having much to do nor by failing."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from time import perf_counter
from uuid import UUID

import pytest

from domain.kernel.errors import Unavailable
from domain.kernel.ids import RestaurantId
from entrypoints.turns import InTurns

ONE, TWO, THREE = (RestaurantId(UUID(int=number)) for number in (1, 2, 3))


class Kitchens:
    """So many batches for each restaurant, each of so many seconds, and which were done, in their order."""

    def __init__(self, left: dict[RestaurantId, int], seconds: float = 0.0) -> None:
        self.left = left
        self.seconds = seconds
        self.done: list[RestaurantId] = []
        self.trouble: dict[RestaurantId, Exception] = {}

    async def restaurants(self) -> Sequence[RestaurantId]:
        return [restaurant for restaurant, left in self.left.items() if left]


class Cook:
    """Does the batches of one restaurant."""

    def __init__(self, kitchens: Kitchens, restaurant: RestaurantId) -> None:
        self.kitchens = kitchens
        self.restaurant = restaurant

    async def batches(self) -> AsyncIterator[int]:
        while self.kitchens.left[self.restaurant]:
            if self.restaurant in self.kitchens.trouble:
                raise self.kitchens.trouble[self.restaurant]
            await asyncio.sleep(self.kitchens.seconds)
            self.kitchens.left[self.restaurant] -= 1
            self.kitchens.done.append(self.restaurant)
            yield 1


def in_turns(kitchens: Kitchens, share: float = 1.0) -> InTurns:
    async def cook_of(restaurant: RestaurantId) -> Cook:
        return Cook(kitchens, restaurant)

    async def queues() -> Kitchens:
        return kitchens

    return InTurns("cook", queues, cook_of, share=share)


async def drained(turns: InTurns) -> None:
    """Go on until nothing is left to go on with."""
    with suppress(TimeoutError):
        async with asyncio.timeout(0.1):
            while True:
                await turns.go_on()


async def test_everybody_has_a_batch_before_anybody_has_a_second() -> None:
    kitchens = Kitchens({ONE: 3, TWO: 1, THREE: 2})
    turns = in_turns(kitchens)
    await turns.begin()
    assert kitchens.done == [ONE, TWO, THREE]
    await drained(turns)
    assert kitchens.done == [ONE, TWO, THREE, ONE, THREE, ONE]


async def test_who_has_some_left_is_not_begun_anew_and_who_has_more_again_is() -> None:
    kitchens = Kitchens({ONE: 3})
    turns = in_turns(kitchens)
    for _ in range(3):
        await turns.begin()
    assert kitchens.done == [ONE]
    await drained(turns)
    kitchens.left[ONE] = 1
    await turns.begin()
    assert kitchens.done == [ONE] * 4


async def test_a_restaurant_that_fails_keeps_no_other_waiting_and_is_tried_again() -> None:
    kitchens = Kitchens({ONE: 1, TWO: 1, THREE: 2})
    kitchens.trouble[ONE] = ZeroDivisionError()
    turns = in_turns(kitchens)
    await turns.begin()
    assert kitchens.done == [TWO, THREE]
    kitchens.trouble = {THREE: ZeroDivisionError()}
    await drained(turns)
    await turns.begin()
    assert kitchens.done == [TWO, THREE, ONE]
    kitchens.trouble = {}
    await turns.begin()
    assert kitchens.done == [TWO, THREE, ONE, THREE]


async def test_a_database_that_is_away_is_away_for_all() -> None:
    kitchens = Kitchens({ONE: 2, TWO: 1})
    turns = in_turns(kitchens)
    kitchens.trouble[ONE] = Unavailable()
    with pytest.raises(Unavailable):
        await turns.begin()
    kitchens.trouble = {}
    await turns.begin()
    kitchens.trouble[ONE] = Unavailable()
    with pytest.raises(Unavailable):
        await turns.go_on()
    kitchens.trouble = {}
    await turns.begin()
    assert kitchens.done == [ONE, TWO, ONE]


async def test_many_with_little_take_their_share_of_the_time_and_no_more() -> None:
    kitchens = Kitchens({ONE: 1, TWO: 1, THREE: 1}, seconds=0.02)
    began = perf_counter()
    await in_turns(kitchens, share=0.2).begin()
    assert 0.3 <= perf_counter() - began < 0.3 + 3 * 0.25


async def test_nobody_rests_for_long_after_a_long_batch() -> None:
    kitchens = Kitchens({ONE: 1}, seconds=0.2)
    began = perf_counter()
    await in_turns(kitchens, share=0.01).begin()
    assert perf_counter() - began < 1.0
