"""The contract of `Restaurants`."""

from dataclasses import replace
from datetime import time
from uuid import UUID

import pytest

from domain.kernel.ids import RestaurantId
from domain.kernel.money import Currency
from domain.restaurant.restaurant import RestaurantNotFound
from tests.contracts.things import a_product, keep
from tests.contracts.worlds import NEXT_DOOR, World, a_restaurant


async def test_no_restaurant_is_open_at_first(empty_world: World) -> None:
    with pytest.raises(RestaurantNotFound):
        _ = await empty_world.room().restaurants.first()


async def test_the_first_restaurant_comes_back_as_it_was_kept(empty_world: World) -> None:
    room, ours = empty_world.room(), replace(a_restaurant(zone="Europe/Rome"), day_starts_at=time(4, 30))
    change0 = room.restaurants.add(a_restaurant(NEXT_DOOR))
    change1 = room.restaurants.add(ours)
    with pytest.raises(RestaurantNotFound):
        _ = await room.restaurants.first()
    await room.work.commit(None, change0, change1)
    assert await room.restaurants.first() == ours


async def test_a_change_is_kept_whole_and_for_that_restaurant_alone(world: World) -> None:
    room = world.room()
    after = replace(a_restaurant(zone="Asia/Tokyo"), name="Izakaya", currency=Currency.of("JPY"))
    change0 = room.restaurants.change(replace(a_restaurant(NEXT_DOOR), name="Far away"))
    change1 = room.restaurants.change(after)
    assert await room.restaurants.first() == a_restaurant()
    await room.work.commit(None, change0, change1)
    assert await room.restaurants.first() == after


async def test_a_currency_is_in_use_once_there_is_a_price(world: World) -> None:
    assert await world.room().restaurants.currency_in_use() is None
    await keep(world.room(NEXT_DOOR), a_product())
    assert await world.room().restaurants.currency_in_use() is None
    await keep(world.room(), a_product())
    assert await world.room().restaurants.currency_in_use() == Currency.of("USD")


async def test_all_are_gone_through_by_their_ids(empty_world: World) -> None:
    room, many = empty_world.room(), [RestaurantId(UUID(int=number)) for number in range(1, 1003)]
    assert [each async for each in room.restaurants.all()] == []
    await room.work.commit(None, *(room.restaurants.add(a_restaurant(each)) for each in reversed(many)))
    assert [each async for each in room.restaurants.all()] == many
