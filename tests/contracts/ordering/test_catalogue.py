"""The contract of `Catalogue`."""

import pytest

from application.ordering.ports import Listed, ProductJoinedMeanwhile, StockTakenMeanwhile
from domain.catalogue.product import HIGHEST_STOCK, Product, ProductNotFound
from domain.kernel.errors import SettingsChanged
from domain.kernel.money import Currency
from tests.contracts.things import a_new_product, a_product, a_station, keep, kept
from tests.contracts.worlds import NEXT_DOOR, Room, World, a_restaurant


async def test_products_are_found_by_exactly_their_names(world: World) -> None:
    soup, tea = a_product("Soup"), a_product("Tea", available=False)
    room = await kept(world, soup, tea, a_product("Cake"))
    found = await room.catalogue.look_up(["Soup", "Tea", "soup", "Soup ", "S%", "Beer"])
    assert found == {
        "Soup": Listed(soup.id, soup.price, soup.name),
        "Tea": Listed(tea.id, tea.price, tea.name, available=False),
    }
    assert await room.catalogue.look_up([]) == {}


async def test_products_that_join_are_products_like_any(world: World) -> None:
    room, soup, tea = world.room(), a_new_product("Soup", price=7), a_new_product("Tea")
    changes = room.catalogue.join(soup), room.catalogue.join(tea)
    assert await room.catalogue.look_up(["Soup"]) == {}
    await room.work.commit(None, *changes)
    assert await world.room().catalogue.look_up(["Soup", "Tea"]) == {
        "Soup": Listed(soup.id, soup.price, soup.name),
        "Tea": Listed(tea.id, tea.price, tea.name),
    }
    product = await world.room().products.get(soup.id)
    assert (product.name, product.price, product.added_at) == (soup.name, soup.price, soup.added_at)
    assert (product.available, product.version) == (True, 1)


async def test_a_name_known_by_then_is_refused_with_all_that_came_along(world: World) -> None:
    room = await kept(world, a_product("Soup"))
    tea = a_new_product("Tea")
    with pytest.raises(ProductJoinedMeanwhile):
        await room.work.commit(None, room.catalogue.join(tea), room.catalogue.join(a_new_product("Soup")))
    assert list(await room.catalogue.look_up(["Soup", "Tea"])) == ["Soup"]
    with pytest.raises(ProductNotFound):
        _ = await room.products.get(tea.id)


async def test_products_next_door_are_not_found_and_not_in_the_way(world: World) -> None:
    await keep(world.room(NEXT_DOOR), a_product("Soup"))
    room, soup = world.room(), a_new_product("Soup")
    assert await room.catalogue.look_up(["Soup"]) == {}
    await room.work.commit(None, room.catalogue.join(soup))
    assert await room.catalogue.look_up(["Soup"]) == {"Soup": Listed(soup.id, soup.price, soup.name)}


async def test_prices_in_another_currency_than_that_of_before_are_not_told(alone: World) -> None:
    room, paid_in = alone.room(), a_restaurant().changed(currency=Currency.of("JPY"))
    await room.work.commit(None, room.restaurants.change(paid_in))
    assert await room.catalogue.look_up(["Soup"]) == {}
    with pytest.raises(SettingsChanged):
        await room.work.commit(None, room.catalogue.join(a_new_product("Soup")))

    catalogue, soup = alone.described(paid_in).catalogue, a_new_product("Soup")
    await room.work.commit(None, catalogue.join(soup))
    assert await catalogue.look_up(["Soup"]) == {"Soup": Listed(soup.id, soup.price, soup.name)}
    with pytest.raises(SettingsChanged):
        _ = await room.catalogue.look_up(["Soup"])
    with pytest.raises(ProductJoinedMeanwhile):
        await room.work.commit(None, room.catalogue.join(a_new_product("Soup")))


async def test_products_are_found_by_their_ids(world: World) -> None:
    bar = a_station("Bar")
    soup, tea = a_product("Soup", available=False), a_product("Tea", station=bar, stock=3)
    room = await kept(world, bar, soup, tea, a_product("Cake"))
    assert await room.catalogue.look_up([], [soup.id, tea.id, a_product().id]) == {
        soup.id: Listed(soup.id, soup.price, soup.name, available=False),
        tea.id: Listed(tea.id, tea.price, tea.name, left=3, station=bar.id),
    }
    assert await room.catalogue.look_up([], []) == {}
    assert await world.room(NEXT_DOOR).catalogue.look_up([], [soup.id]) == {}


@pytest.mark.parametrize(
    ("available", "stock", "ordered"), [(True, None, True), (True, 1, True), (True, 0, False), (False, 1, False)]
)
async def test_what_is_off_the_menu_or_sold_out_is_told(
    world: World,
    available: bool,  # noqa: FBT001
    stock: int | None,
    ordered: bool,  # noqa: FBT001
) -> None:
    tea = a_product("Tea", available=available, stock=stock)
    room = await kept(world, tea)
    listed = Listed(tea.id, tea.price, tea.name, available=ordered, left=stock)
    assert await room.catalogue.look_up(["Tea"]) == {"Tea": listed}
    assert await room.catalogue.look_up([], [tea.id]) == {tea.id: listed}


async def left_of(room: Room, product: Product) -> tuple[int | None, int]:
    there = await room.products.get(product.id)
    return there.stock, there.version


async def test_what_is_taken_is_left_no_more_and_what_is_given_back_is(world: World) -> None:
    tea = a_product("Tea", stock=3)
    room = await kept(world, tea)
    await room.work.commit(None, room.catalogue.take(tea.id, 2))
    assert await left_of(room, tea) == (1, 2)
    await room.work.commit(None, room.catalogue.take(tea.id, 1))
    assert (await room.catalogue.look_up(["Tea"]))["Tea"] == Listed(
        tea.id, tea.price, tea.name, available=False, left=0
    )
    await room.work.commit(None, room.catalogue.give_back(tea.id, 2))
    assert (await room.catalogue.look_up(["Tea"]))["Tea"] == Listed(tea.id, tea.price, tea.name, left=2)
    assert await left_of(room, tea) == (2, 4)


async def test_more_than_is_left_is_not_taken_with_all_that_came_along(world: World) -> None:
    tea, soup = a_product("Tea", stock=3), a_product("Soup", stock=3)
    room = await kept(world, tea, soup)
    with pytest.raises(StockTakenMeanwhile):
        await room.work.commit(
            None,
            room.catalogue.take(soup.id, 3),
            room.catalogue.take(tea.id, 4),
            room.catalogue.join(a_new_product("Cake")),
        )
    assert [await left_of(room, each) for each in (tea, soup)] == [(3, 1), (3, 1)]
    assert await room.catalogue.look_up(["Cake"]) == {}


async def test_nothing_is_taken_from_or_given_back_to_what_has_no_stock(world: World) -> None:
    tea = a_product("Tea")
    room = await kept(world, tea)
    for nowhere in (tea, a_product("Soup")):
        with pytest.raises(StockTakenMeanwhile):
            await room.work.commit(None, room.catalogue.take(nowhere.id, 1))
        await room.work.commit(None, room.catalogue.give_back(nowhere.id, 1))
    assert await left_of(room, tea) == (None, 1)


async def test_no_more_is_given_back_than_a_stock_may_have(world: World) -> None:
    tea = a_product("Tea", stock=HIGHEST_STOCK - 1)
    room = await kept(world, tea)
    await room.work.commit(None, room.catalogue.give_back(tea.id, 2))
    assert await left_of(room, tea) == (HIGHEST_STOCK, 2)


async def test_what_is_taken_next_door_is_left_here(world: World) -> None:
    tea, theirs = a_product("Tea", stock=3), a_product("Tea", stock=3)
    await keep(world.room(NEXT_DOOR), theirs)
    room = await kept(world, tea)
    with pytest.raises(StockTakenMeanwhile):
        await room.work.commit(None, room.catalogue.take(theirs.id, 1))
    await room.work.commit(None, room.catalogue.give_back(theirs.id, 1))
    assert await left_of(world.room(NEXT_DOOR), theirs) == (3, 1)
