"""The contract of `Restaurants`."""

from dataclasses import fields, replace
from datetime import time
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from domain.kernel.ids import RestaurantId
from domain.kernel.language import Language
from domain.kernel.money import Currency
from domain.kernel.names import Name
from domain.restaurant.restaurant import (
    CurrencyIsFixed,
    Description,
    RestaurantChanged,
    RestaurantNotFound,
    SlugTaken,
)
from domain.restaurant.slug import Slug
from tests.contracts.things import a_product, keep, new_id
from tests.contracts.worlds import NEXT_DOOR, OURS, World, a_restaurant

FIELDS: Final = fields(Description)


async def test_no_restaurant_is_open_at_first(empty_world: World) -> None:
    with pytest.raises(RestaurantNotFound):
        _ = await empty_world.room().restaurants.first()
    with pytest.raises(RestaurantNotFound):
        _ = await empty_world.room().restaurants.first_and_followed()


async def test_the_first_restaurant_comes_back_as_it_was_kept(empty_world: World) -> None:
    room, ours = empty_world.room(), replace(a_restaurant(zone="Europe/Rome"), day_starts_at=time(4, 30))
    change0 = room.restaurants.add(a_restaurant(NEXT_DOOR))
    change1 = room.restaurants.add(ours)
    with pytest.raises(RestaurantNotFound):
        _ = await room.restaurants.first()
    await room.work.commit(None, change0, change1)
    assert await room.restaurants.first() == ours


async def test_the_first_is_the_one_that_follows_the_settings_however_old_the_others_are(alone: World) -> None:
    room, older = alone.room(), a_restaurant(RestaurantId(UUID(int=0)), slug="older")
    said = Description(**{each.name: getattr(older, each.name) for each in FIELDS})
    for following in (NEXT_DOOR, OURS):
        await room.work.commit(None, room.restaurants.follow_settings(following, said))
        assert (await room.restaurants.first()).id == following
    await room.work.commit(None, room.restaurants.add(older))
    assert (await room.restaurants.first()).id == OURS


async def test_a_restaurant_is_found_by_its_id_and_by_its_slug(alone: World) -> None:
    restaurants = alone.room().restaurants
    assert await restaurants.get(NEXT_DOOR) == a_restaurant(NEXT_DOOR, name="Next door")
    assert await restaurants.named("restaurant-1") == a_restaurant()
    for find in (restaurants.get(RestaurantId(new_id())), restaurants.named("restaurant-3")):
        with pytest.raises(RestaurantNotFound):
            _ = await find


async def test_all_are_gone_through_by_their_ids(empty_world: World) -> None:
    room, many = empty_world.room(), [RestaurantId(UUID(int=number)) for number in range(1, 1003)]
    assert [each async for each in room.restaurants.all()] == []
    await room.work.commit(None, *(room.restaurants.add(a_restaurant(each)) for each in reversed(many)))
    assert [each async for each in room.restaurants.all()] == many


async def test_a_change_is_kept_whole_and_for_that_restaurant_alone(alone: World) -> None:
    room = alone.room()
    after = a_restaurant().changed(
        slug=Slug("izakaya"),
        name=Name("Izakaya"),
        currency=Currency.of("JPY"),
        time_zone=ZoneInfo("Asia/Tokyo"),
        day_starts_at=time(5),
        language=Language.SPANISH,
        is_open=False,
    )
    change0 = room.restaurants.change(a_restaurant(NEXT_DOOR).changed(name=Name("Far away")))
    change1 = room.restaurants.change(after)
    assert await room.restaurants.first() == a_restaurant()
    await room.work.commit(None, change0, change1)
    assert await room.restaurants.first() == after
    assert (await room.restaurants.get(NEXT_DOOR)).name == "Far away"


async def test_of_two_changes_to_one_version_the_second_is_refused(alone: World) -> None:
    room = alone.room()
    await room.work.commit(None, room.restaurants.change(a_restaurant().changed(name=Name("A"))))
    with pytest.raises(RestaurantChanged):
        await room.work.commit(None, room.restaurants.change(a_restaurant().changed(name=Name("B"))))
    assert (await room.restaurants.first()).name == "A"


async def test_no_two_have_one_slug(alone: World) -> None:
    room, theirs = alone.room(), a_restaurant(NEXT_DOOR).slug
    with pytest.raises(SlugTaken):
        await room.work.commit(None, room.restaurants.change(a_restaurant().changed(slug=theirs)))
    another = replace(a_restaurant(RestaurantId(new_id())), slug=theirs)
    with pytest.raises(SlugTaken):
        await room.work.commit(None, room.restaurants.add(another))


async def test_the_currency_is_fixed_once_there_is_a_product(alone: World) -> None:
    room = alone.room()
    await keep(room, a_product())
    in_yen = a_restaurant().changed(currency=Currency.of("JPY"))
    with pytest.raises(CurrencyIsFixed):
        await room.work.commit(None, room.restaurants.change(in_yen))
    assert await room.restaurants.get(OURS) == a_restaurant()
    await room.work.commit(None, room.restaurants.change(a_restaurant().changed(name=Name("Izakaya"))))
    next_door = a_restaurant(NEXT_DOOR).changed(currency=Currency.of("JPY"))
    await room.work.commit(None, room.restaurants.change(next_door))
    assert await room.restaurants.get(NEXT_DOOR) == next_door


async def test_what_the_settings_said_is_kept(alone: World) -> None:
    room, said = alone.room(), Description(**{each.name: getattr(a_restaurant(), each.name) for each in FIELDS})
    assert await room.restaurants.first_and_followed() == (a_restaurant(), None)
    next_door = await room.restaurants.get(NEXT_DOOR)
    await room.work.commit(None, room.restaurants.follow_settings(NEXT_DOOR, said))
    assert await room.restaurants.first_and_followed() == (next_door, said)
    assert await room.restaurants.get(NEXT_DOOR) == next_door


async def test_the_token_that_it_was_opened_with_is_told_to_who_sets_it_up(alone: World) -> None:
    room, another = alone.room(), a_restaurant(RestaurantId(new_id()))
    await room.work.commit(None, room.restaurants.add(another, b"d" * 32))
    assert await alone.room(another.id).setups.offered() == b"d" * 32
    assert await room.setups.offered() is None


async def test_which_digest_is_offered_is_told_of_each_restaurant(alone: World) -> None:
    room, first, second = alone.room(), b"1" * 32, b"2" * 32
    assert not await room.restaurants.is_offered(OURS, first)
    for token, before in ((first, second), (second, first)):
        await room.work.commit(None, room.setups.offer(token))
        assert await room.restaurants.is_offered(OURS, token)
        assert not await room.restaurants.is_offered(OURS, before)
        assert not await room.restaurants.is_offered(NEXT_DOOR, token)
