"""Opening the restaurant: once, brought up to date afterwards, in one currency once there are prices."""

from dataclasses import replace
from datetime import time
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from domain.kernel.ids import RestaurantId
from domain.kernel.money import Currency, Money, UnknownCurrency
from domain.kernel.names import InvalidName, Name
from domain.restaurant.restaurant import CurrencyIsFixed, Restaurant
from tests.application.conftest import House

LISBON = ZoneInfo("Europe/Lisbon")
TOKYO = ZoneInfo("Asia/Tokyo")


async def opened(
    house: House, *, name: str = "Chez Zoë", currency: str = "EUR", time_zone: ZoneInfo = LISBON, starts: time = time(4)
) -> Restaurant:
    return await house.open_restaurant(name=Name(name), currency=currency, time_zone=time_zone, day_starts_at=starts)


async def sell_something(house: House) -> None:
    house.restaurant = next(iter(house.store.restaurants.values()))
    _ = await house.add_product(name="Coffee", price=Money(250))


async def test_the_first_time_it_opens(house: House) -> None:
    restaurant = await opened(house, name="  Chez Zoë ")

    assert (restaurant.name, restaurant.currency) == ("Chez Zoë", Currency("EUR", 2))
    assert (restaurant.time_zone, restaurant.day_starts_at) == (LISBON, time(4))
    assert restaurant.id == RestaurantId(UUID(int=house.ids.made))
    assert house.store.restaurants == {restaurant.id: restaurant}


async def test_the_second_time_it_is_there_already(house: House) -> None:
    first = await opened(house)

    assert await opened(house) == first
    assert list(house.store.restaurants.values()) == [first]


async def test_it_is_brought_up_to_date_and_stays_the_same_restaurant(house: House) -> None:
    first = await opened(house)
    second = await opened(house, name="Chez Léa", currency="JPY", time_zone=TOKYO, starts=time(0))

    assert second == replace(
        first, name="Chez Léa", currency=Currency("JPY", 0), time_zone=TOKYO, day_starts_at=time(0)
    )
    assert list(house.store.restaurants.values()) == [second]


async def test_the_currency_is_fixed_once_there_are_products(house: House) -> None:
    first = await opened(house, currency="EUR")
    await sell_something(house)

    with pytest.raises(CurrencyIsFixed, match="kept in EUR; they cannot change to JPY"):
        _ = await opened(house, name="Chez Léa", currency="JPY")
    assert list(house.store.restaurants.values()) == [first]


async def test_all_but_the_currency_can_change_once_there_are_products(house: House) -> None:
    _ = await opened(house)
    await sell_something(house)

    changed = await opened(house, name="Chez Léa", time_zone=TOKYO, starts=time(6))

    assert list(house.store.restaurants.values()) == [changed]
    assert (changed.name, changed.time_zone, changed.day_starts_at) == ("Chez Léa", TOKYO, time(6))


async def test_a_restaurant_without_a_name_does_not_open(house: House) -> None:
    with pytest.raises(InvalidName):
        _ = await opened(house, name=" ")
    assert house.store.restaurants == {}


async def test_a_restaurant_paid_in_no_currency_does_not_open(house: House) -> None:
    with pytest.raises(UnknownCurrency):
        _ = await opened(house, currency="ZZZ")
    assert house.store.restaurants == {}
