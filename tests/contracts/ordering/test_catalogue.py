"""The contract of `Catalogue`."""

from dataclasses import replace

import pytest

from application.ordering.catalogue import Listed, ProductJoinedMeanwhile, StockChangedMeanwhile
from domain.catalogue.product import HIGHEST_STOCK, Product, ProductNotFound
from domain.kernel.errors import SettingsChanged
from domain.kernel.money import Currency
from domain.ordering.choosing import Choices, Chosen
from tests.contracts.things import a_modifier_group, a_new_product, a_product, a_station, keep, kept
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
        tea.id: Listed(tea.id, tea.price, tea.name, stock=3, station=bar.id),
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
    listed = Listed(tea.id, tea.price, tea.name, available=available, stock=stock)
    assert listed.can_be_ordered is ordered
    assert await room.catalogue.look_up(["Tea"]) == {"Tea": listed}
    assert await room.catalogue.look_up([], [tea.id]) == {tea.id: listed}


async def left_of(room: Room, product: Product) -> tuple[int | None, int]:
    there = await room.products.get(product.id)
    return there.stock, there.version


async def restock(room: Room, product: Product, quantity: int) -> None:
    """Have so many more or fewer, by what is known of it now."""
    (listed,) = (await room.catalogue.look_up([], [product.id])).values()
    await room.work.commit(None, room.catalogue.restock(listed, quantity))


def listed_as(product: Product) -> Listed:
    return Listed(product.id, product.price, product.name, product.available, product.stock)


async def test_what_is_taken_is_left_no_more_and_what_is_given_back_is(world: World) -> None:
    tea = a_product("Tea", stock=3)
    room = await kept(world, tea)
    for quantity, left in ((-2, 1), (-1, 0), (2, 2), (-2, 0), (1, 1), (4, 5)):
        await restock(room, tea, quantity)
        assert (await room.catalogue.look_up(["Tea"]))["Tea"].stock == left
    assert await left_of(room, tea) == (5, 7)


@pytest.mark.parametrize("quantity", [-4, -10_000])
async def test_more_than_is_left_is_not_taken_with_all_that_came_along(world: World, quantity: int) -> None:
    tea, soup = a_product("Tea", stock=3), a_product("Soup", stock=3)
    room = await kept(world, tea, soup)
    with pytest.raises(StockChangedMeanwhile):
        await room.work.commit(
            None,
            room.catalogue.restock(listed_as(soup), -2),
            room.catalogue.restock(listed_as(tea), quantity),
            room.catalogue.join(a_new_product("Cake")),
        )
    assert [await left_of(room, each) for each in (tea, soup)] == [(3, 1), (3, 1)]
    assert await room.catalogue.look_up(["Cake"]) == {}


@pytest.mark.parametrize(
    ("meanwhile", "quantity"),
    [
        pytest.param(2, -3, id="the last ones, and others came"),
        pytest.param(-1, -3, id="the last ones, and others went"),
        pytest.param(-1, -2, id="all but the last, which went"),
        pytest.param(-3, 1, id="some to what had some, and all went"),
    ],
)
async def test_what_sells_out_or_is_there_again_is_settled_at_the_version_that_was_seen(
    world: World, meanwhile: int, quantity: int
) -> None:
    tea = a_product("Tea", stock=3)
    room = await kept(world, tea)
    await restock(room, tea, meanwhile)
    with pytest.raises(StockChangedMeanwhile):
        await room.work.commit(None, room.catalogue.restock(listed_as(tea), quantity))
    assert await left_of(room, tea) == (3 + meanwhile, 2)


async def test_what_was_sold_out_and_is_not_any_more_is_given_back_as_it_is_now(world: World) -> None:
    tea = a_product("Tea", stock=0)
    room = await kept(world, tea)
    await restock(room, tea, 1)
    with pytest.raises(StockChangedMeanwhile):
        await room.work.commit(None, room.catalogue.restock(listed_as(tea), 1))
    assert await left_of(room, tea) == (1, 2)


async def test_as_long_as_some_are_left_nobody_minds_the_others(world: World) -> None:
    tea = a_product("Tea", stock=9)
    room = await kept(world, tea)
    for quantity in (-3, -3, 2, -1):
        await room.work.commit(None, room.catalogue.restock(listed_as(tea), quantity))
    assert await left_of(room, tea) == (4, 5)


async def test_nothing_is_taken_from_or_given_back_to_what_has_no_stock_any_more(world: World) -> None:
    tea = a_product("Tea")
    room = await kept(world, tea)
    for nowhere in (tea, a_product("Soup")):
        for quantity in (-1, 1, -3):
            with pytest.raises(StockChangedMeanwhile):
                await room.work.commit(None, room.catalogue.restock(listed_as(nowhere)._replace(stock=3), quantity))
    assert await left_of(room, tea) == (None, 1)


async def test_no_more_is_given_back_than_a_stock_may_have(world: World) -> None:
    tea = a_product("Tea", stock=HIGHEST_STOCK - 1)
    room = await kept(world, tea)
    await restock(room, tea, 2)
    assert await left_of(room, tea) == (HIGHEST_STOCK, 2)


async def test_what_is_taken_next_door_is_left_here(world: World) -> None:
    tea, theirs = a_product("Tea", stock=3), a_product("Tea", stock=3)
    await keep(world.room(NEXT_DOOR), theirs)
    room = await kept(world, tea)
    for quantity in (-1, -3, 1):
        with pytest.raises(StockChangedMeanwhile):
            await room.work.commit(None, room.catalogue.restock(listed_as(theirs), quantity))
    assert await left_of(world.room(NEXT_DOOR), theirs) == (3, 1)


async def test_products_tell_their_groups_and_whether_their_price_is_open(world: World) -> None:
    ice, sides = a_modifier_group("Ice"), a_modifier_group("Sides")
    water = replace(a_product("Water", groups=[sides, ice]), open_price=True)
    room = await kept(world, ice, sides, water)
    listed = Listed(water.id, water.price, water.name, modifier_groups=(sides.id, ice.id), open_price=True, choices=())
    assert await room.catalogue.look_up(["Water"], [water.id]) == {"Water": listed, water.id: listed}


async def test_what_can_be_chosen_of_groups_is_told_in_order(world: World) -> None:
    ice = a_modifier_group("Ice", least=1, most=2, Much=50, Little=-20, None_=0)
    sides, others = a_modifier_group("Sides"), a_modifier_group("Others")
    await keep(world.room(NEXT_DOOR), theirs := a_modifier_group("Theirs"))
    room = await kept(world, ice, sides, others)
    assert await room.catalogue.modifiers([ice.id, sides.id, theirs.id, a_modifier_group().id]) == {
        each.id: Choices(
            each.name, each.least, each.most, tuple(Chosen(one.id, one.name, one.price) for one in each.modifiers)
        )
        for each in (ice, sides)
    }
    assert await room.catalogue.modifiers([]) == {}


async def test_what_modifiers_add_in_another_currency_is_not_told(alone: World) -> None:
    room, paid_in = alone.room(), a_restaurant().changed(currency=Currency.of("JPY"))
    await room.work.commit(None, room.restaurants.change(paid_in))
    await keep(alone.described(paid_in), ice := a_modifier_group("Ice"))
    with pytest.raises(SettingsChanged):
        _ = await room.catalogue.modifiers([ice.id])
