"""Restaurants: the first as the settings say, others beside it, each changed and closed by itself."""

from dataclasses import replace
from datetime import time
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from application.kernel.access import OnlyManagersManage
from application.restaurant.change_restaurant import ChangeRestaurant
from application.restaurant.configure_restaurant import ConfigureRestaurant
from application.restaurant.open_restaurant import OpenRestaurant
from application.restaurant.ports import Restaurants
from application.restaurant.reopen_restaurant import ReopenRestaurant
from application.restaurant.show_restaurant import ShowRestaurant
from domain.kernel.audit import Happening
from domain.kernel.caller import Caller, Role
from domain.kernel.errors import Stale
from domain.kernel.ids import RestaurantId
from domain.kernel.money import Currency, Money, UnknownCurrency
from domain.kernel.names import InvalidName, Name
from domain.restaurant.restaurant import CurrencyIsFixed, Description, Restaurant, SlugTaken
from domain.restaurant.slug import Slug
from tests.application.conftest import BOSS, House

LISBON = ZoneInfo("Europe/Lisbon")
TOKYO = ZoneInfo("Asia/Tokyo")


async def opened(
    house: House, *, name: str = "Chez Zoë", currency: str = "EUR", time_zone: ZoneInfo = LISBON, starts: time = time(4)
) -> Restaurant:
    described = Description(
        slug=Slug("chez-zoe"),
        name=Name(name),
        currency=Currency.of(currency),
        time_zone=time_zone,
        day_starts_at=starts,
    )
    return await house.get(ConfigureRestaurant)(described=described)


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
        first, name=Name("Chez Léa"), currency=Currency("JPY", 0), time_zone=TOKYO, day_starts_at=time(0), version=2
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


async def test_what_was_changed_in_another_way_stays_until_the_settings_say_something_new(house: House) -> None:
    first = await opened(house)
    house.restaurant = first
    renamed = await house.get(ChangeRestaurant)(caller=BOSS, name=Name("Chez Max"), day_starts_at=time(5))

    assert await opened(house) == renamed
    again = await opened(house, starts=time(6))

    assert (again.name, again.day_starts_at) == ("Chez Max", time(6))


async def test_another_restaurant_is_opened_beside_it_under_a_slug_of_its_own(house: House) -> None:
    first = await opened(house)
    described = Description(
        slug=Slug("bistro"),
        name=first.name,
        currency=first.currency,
        time_zone=first.time_zone,
        day_starts_at=first.day_starts_at,
    )

    second, before = await house.get(OpenRestaurant)(described=described, setup_token=b"s" * 32)
    assert not before

    assert list(house.store.restaurants.values()) == [first, second]
    assert (second.slug, second.version, second.is_open) == ("bistro", 1, True)
    with pytest.raises(SlugTaken):
        _ = await house.get(OpenRestaurant)(described=described, setup_token=b"t" * 32)
    assert await house.get(OpenRestaurant)(described=described, setup_token=b"s" * 32) == (second, True)
    assert await house.get(Restaurants).named("bistro") == second


async def test_a_change_is_audited_with_what_it_changed(house: House) -> None:
    house.restaurant = await opened(house)

    after = await house.get(ChangeRestaurant)(caller=BOSS, versions=[1], time_zone=TOKYO, is_open=False)

    assert (after.version, after.is_open) == (2, False)
    (entry,) = house.shelf.audit
    assert (entry.event.happening, entry.event.actor) == (Happening.RESTAURANT_CHANGED, BOSS.id)
    assert entry.event.details == {"time_zone": "Asia/Tokyo", "open": "no"}
    with pytest.raises(Stale):
        _ = await house.get(ChangeRestaurant)(caller=BOSS, versions=[1], name=Name("Chez Max"))


async def test_a_change_to_what_is_there_changes_nothing(house: House) -> None:
    house.restaurant = await opened(house)
    assert await house.get(ChangeRestaurant)(caller=BOSS, name=house.restaurant.name) == house.restaurant
    assert house.shelf.audit == []


async def test_prices_keep_their_currency(house: House) -> None:
    house.restaurant = await opened(house)
    assert (await house.get(ChangeRestaurant)(caller=BOSS, currency=Currency.of("USD"))).currency.code == "USD"
    await sell_something(house)
    with pytest.raises(CurrencyIsFixed, match="kept in USD; they cannot change to JPY"):
        _ = await house.get(ChangeRestaurant)(caller=BOSS, currency=Currency.of("JPY"))


async def test_only_managers_change_a_restaurant_whose_people_prove_who_they_are() -> None:
    managed = House(everybody_is_trusted=False)
    managed.restaurant = await opened(managed)
    with pytest.raises(OnlyManagersManage):
        _ = await managed.get(ChangeRestaurant)(caller=Caller(id=BOSS.id, role=Role.WAITER))
    assert await managed.get(ShowRestaurant)() == managed.restaurant


async def test_a_closed_restaurant_is_opened_again_by_who_operates_it(house: House) -> None:
    house.restaurant = await opened(house)
    _ = await house.get(ChangeRestaurant)(caller=BOSS, is_open=False)

    assert (await house.get(ReopenRestaurant)()).is_open
    assert (await house.get(ReopenRestaurant)()).version == 3
    closed, opened_again = [each.event for each in house.shelf.audit]
    assert (closed.actor, closed.details) == (BOSS.id, {"open": "no"})
    assert opened_again.happening == Happening.RESTAURANT_CHANGED
    assert (opened_again.actor, opened_again.subject) == (None, house.restaurant.id)
    assert (opened_again.at, opened_again.details) == (house.clock.now(), {"open": "yes"})
