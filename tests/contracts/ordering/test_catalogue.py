"""The contract of `Catalogue`."""

import pytest

from application.ordering.ports import Listed, ProductJoinedMeanwhile
from domain.catalogue.product import ProductNotFound
from domain.kernel.errors import SettingsChanged
from domain.kernel.money import Currency
from tests.contracts.things import a_new_product, a_product, keep, kept
from tests.contracts.worlds import NEXT_DOOR, World, a_restaurant


async def test_products_are_found_by_exactly_their_names(world: World) -> None:
    soup, tea = a_product("Soup"), a_product("Tea", available=False)
    room = await kept(world, soup, tea, a_product("Cake"))
    found = await room.catalogue.named(["Soup", "Tea", "soup", "Soup ", "S%", "Beer"])
    assert found == {"Soup": Listed(soup.id, soup.price), "Tea": Listed(tea.id, tea.price)}
    assert await room.catalogue.named([]) == {}


async def test_products_that_join_are_products_like_any(world: World) -> None:
    room, soup, tea = world.room(), a_new_product("Soup", price=7), a_new_product("Tea")
    changes = room.catalogue.join(soup), room.catalogue.join(tea)
    assert await room.catalogue.named(["Soup"]) == {}
    await room.work.commit(None, *changes)
    assert await world.room().catalogue.named(["Soup", "Tea"]) == {
        "Soup": Listed(soup.id, soup.price),
        "Tea": Listed(tea.id, tea.price),
    }
    product = await world.room().products.get(soup.id)
    assert (product.name, product.price, product.added_at) == (soup.name, soup.price, soup.added_at)
    assert (product.available, product.version) == (True, 1)


async def test_a_name_known_by_then_is_refused_with_all_that_came_along(world: World) -> None:
    room = await kept(world, a_product("Soup"))
    tea = a_new_product("Tea")
    with pytest.raises(ProductJoinedMeanwhile):
        await room.work.commit(None, room.catalogue.join(tea), room.catalogue.join(a_new_product("Soup")))
    assert list(await room.catalogue.named(["Soup", "Tea"])) == ["Soup"]
    with pytest.raises(ProductNotFound):
        _ = await room.products.get(tea.id)


async def test_products_next_door_are_not_found_and_not_in_the_way(world: World) -> None:
    await keep(world.room(NEXT_DOOR), a_product("Soup"))
    room, soup = world.room(), a_new_product("Soup")
    assert await room.catalogue.named(["Soup"]) == {}
    await room.work.commit(None, room.catalogue.join(soup))
    assert await room.catalogue.named(["Soup"]) == {"Soup": Listed(soup.id, soup.price)}


async def test_prices_in_another_currency_than_that_of_before_are_not_told(alone: World) -> None:
    room, paid_in = alone.room(), a_restaurant().changed(currency=Currency.of("JPY"))
    await room.work.commit(None, room.restaurants.change(paid_in))
    assert await room.catalogue.named(["Soup"]) == {}
    with pytest.raises(SettingsChanged):
        await room.work.commit(None, room.catalogue.join(a_new_product("Soup")))

    catalogue, soup = alone.described(paid_in).catalogue, a_new_product("Soup")
    await room.work.commit(None, catalogue.join(soup))
    assert await catalogue.named(["Soup"]) == {"Soup": Listed(soup.id, soup.price)}
    with pytest.raises(SettingsChanged):
        _ = await room.catalogue.named(["Soup"])
    with pytest.raises(ProductJoinedMeanwhile):
        await room.work.commit(None, room.catalogue.join(a_new_product("Soup")))
