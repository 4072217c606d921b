"""The contract of `Products`."""

from asyncio import gather
from dataclasses import replace
from types import NoneType
from typing import Any

import pytest

from application.kernel.pages import PageRequest
from domain.catalogue.modifier_group import ModifierGroupNotFound
from domain.catalogue.product import HIGHEST_STOCK, Product, ProductChanged, ProductNameTaken, ProductNotFound, Stock
from domain.catalogue.station import StationNotFound
from domain.kernel.errors import SettingsChanged
from domain.kernel.money import HIGHEST_PRICE, LOWEST_PRICE, Currency, Price
from domain.kernel.names import Name
from tests.contracts.things import a_modifier_group, a_product, a_station, keep, kept
from tests.contracts.worlds import NEXT_DOOR, Room, World, a_restaurant

EVERYTHING = PageRequest(number=1, size=100)


async def named_like(room: Room, part: str) -> list[str]:
    return [product.name for product in await room.products.page(name_part=part, page=EVERYTHING)]


async def change(room: Room, product: Product) -> None:
    await room.work.commit(None, room.products.change(product))


@pytest.mark.parametrize("price", [LOWEST_PRICE, HIGHEST_PRICE])
@pytest.mark.parametrize("available", [True, False])
async def test_a_product_comes_back_as_it_was_kept(world: World, price: int, available: bool) -> None:  # noqa: FBT001
    soup = a_product(price=price, available=available)
    room = await kept(world, soup)
    assert await room.products.get(soup.id) == soup


async def test_an_id_no_product_has_is_not_found(world: World) -> None:
    with pytest.raises(ProductNotFound):
        _ = await world.room().products.get(a_product().id)


async def test_a_name_taken_is_refused_at_commit(world: World) -> None:
    soup = a_product("Soup")
    room = await kept(world, soup)
    with pytest.raises(ProductNameTaken):
        await room.work.commit(None, room.products.add(a_product("Soup")))
    assert await named_like(room, "") == ["Soup"]


async def test_names_that_differ_in_case_are_two_products(world: World) -> None:
    room = await kept(world, a_product("Soup"), a_product("soup"))
    assert await named_like(room, "SOUP") == ["Soup", "soup"]


async def test_a_change_is_kept_whole(world: World) -> None:
    soup = a_product("Soup")
    room = await kept(world, soup)
    after = soup.changed(name=Name("Stew"), price=Price(750), available=False)
    await change(room, after)
    assert await world.room().products.get(soup.id) == after
    assert after.version == 2


async def test_a_change_of_another_version_is_refused(world: World) -> None:
    soup = a_product("Soup")
    room = await kept(world, soup)
    stew = soup.changed(name=Name("Stew"))
    await change(room, stew)
    with pytest.raises(ProductChanged):
        await change(room, soup.changed(name=Name("Broth")))
    assert await room.products.get(soup.id) == stew


async def test_a_change_of_a_product_that_is_not_there_is_refused(world: World) -> None:
    with pytest.raises(ProductChanged):
        await change(world.room(), a_product().changed(name=Name("Stew")))


async def test_a_change_to_a_name_taken_is_refused(world: World) -> None:
    soup = a_product("Soup")
    room = await kept(world, soup, a_product("Stew"))
    with pytest.raises(ProductNameTaken):
        await change(room, soup.changed(name=Name("Stew")))
    assert await room.products.get(soup.id) == soup


async def test_a_change_of_another_version_to_a_name_taken_is_about_the_version(world: World) -> None:
    soup = a_product("Soup")
    room = await kept(world, soup, a_product("Stew"))
    await change(room, soup.changed(price=Price(1)))
    with pytest.raises(ProductChanged):
        await change(room, soup.changed(name=Name("Stew")))


async def test_a_name_given_up_is_free(world: World) -> None:
    soup = a_product("Soup")
    room = await kept(world, soup)
    await change(room, soup.changed(name=Name("Stew")))
    room = await kept(world, a_product("Soup"))
    assert await named_like(room, "") == ["Soup", "Stew"]


async def test_what_is_not_committed_is_not_there(world: World) -> None:
    soup = a_product("Soup")
    room = await kept(world, soup)
    _ = room.products.change(soup.changed(name=Name("Broth"))), room.products.add(a_product("Stew"))
    for same_or_another in (room, world.room()):
        assert await same_or_another.products.get(soup.id) == soup
        assert await named_like(same_or_another, "") == ["Soup"]


async def test_products_are_sorted_by_name_by_code_point(world: World) -> None:
    names = ["Zucchini", "apple", "Äpfel", "Apple pie", "Apple", "10 eggs", "apple-pie"]
    room = await kept(world, *(a_product(name) for name in names))
    assert await named_like(room, "") == sorted(names)


@pytest.mark.parametrize(
    ("number", "size", "names"),
    [(1, 2, ["A", "B"]), (2, 2, ["C", "D"]), (3, 2, ["E"]), (4, 2, []), (1, 5, list("ABCDE")), (1_000_000, 100, [])],
)
async def test_a_page_is_a_part_of_the_whole(world: World, number: int, size: int, names: list[str]) -> None:
    room = await kept(world, *(a_product(name) for name in "ECABD"))
    page = await room.products.page(name_part="", page=PageRequest(number=number, size=size))
    assert [product.name for product in page] == names


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("CRÈME", ["Crème brûlée"]),
        ("BRÛLÉE", ["Crème brûlée"]),
        ("creme", ["Crème brûlée"]),
        ("bru\u0302le\u0301e", ["Crème brûlée"]),
        ("%", ["100% juice"]),
        ("_", ["a_b"]),
        ("\\", ["c\\d"]),
        ("a_b", ["a_b"]),
        ("a%b", []),
        (" ", ["100% juice", "Crème brûlée"]),
        ("'; --", []),
        ("nothing like it", []),
    ],
)
async def test_a_part_of_a_name_is_found_in_any_case_and_with_any_accents(
    world: World, part: str, found: list[str]
) -> None:
    names = ["Crème brûlée", "100% juice", "a_b", "axb", "c\\d"]
    room = await kept(world, *(a_product(name) for name in names))
    assert await named_like(room, part) == found
    assert await room.product_counts.count(name_part=part) == len(found)


async def test_case_is_disregarded_one_character_at_a_time(world: World) -> None:
    room = await kept(world, a_product("ΟΔΟΣ"), a_product("οδός"), a_product("İzmir"))
    for part in ("οδοσ", "οδος", "ΟΔΌΣ"):
        assert await named_like(room, part) == ["ΟΔΟΣ", "οδός"]
    assert await named_like(room, "izm") == ["İzmir"]


async def test_products_next_door_are_not_seen(world: World) -> None:
    theirs = a_product("Soup")
    await keep(world.room(NEXT_DOOR), theirs)
    room = await kept(world, a_product("Soup"))
    assert await named_like(room, "") == ["Soup"]
    with pytest.raises(ProductNotFound):
        _ = await room.products.get(theirs.id)
    with pytest.raises(ProductChanged):
        await change(room, theirs.changed(name=Name("Stew")))
    assert await world.room(NEXT_DOOR).products.get(theirs.id) == theirs


async def test_a_price_in_the_currency_of_before_is_not_kept(alone: World) -> None:
    room, paid_in = alone.room(), a_restaurant().changed(currency=Currency.of("JPY"))
    await room.work.commit(None, room.restaurants.change(paid_in))
    with pytest.raises(SettingsChanged):
        await keep(room, a_product("Soup"))

    products, tea = alone.described(paid_in).products, a_product("Tea")
    await room.work.commit(None, products.add(tea))
    with pytest.raises(SettingsChanged):
        await room.work.commit(None, room.products.change(replace(tea, price=Price(1_250), version=2)))
    assert [await products.get(tea.id)] == await room.products.page(name_part="", page=EVERYTHING) == [tea]


async def test_of_prices_that_come_together_only_those_in_the_currency_of_before_are_not_kept(alone: World) -> None:
    room, next_door = alone.room(), alone.room(NEXT_DOOR)
    await room.work.commit(None, room.restaurants.change(a_restaurant().changed(currency=Currency.of("JPY"))))
    kept = await gather(
        *(keep(each, a_product(name)) for name in ("Soup", "Tea") for each in (room, next_door)), return_exceptions=True
    )
    assert [type(each) for each in kept] == [SettingsChanged, NoneType] * 2


@pytest.mark.parametrize("stock", [0, 1, HIGHEST_STOCK])
async def test_category_station_and_stock_come_back_and_go_again(world: World, stock: int) -> None:
    bar = a_station("Bar")
    tea = a_product("Tea", category="Hot drinks", station=bar, stock=stock)
    room = await kept(world, bar, tea)
    assert await room.products.get(tea.id) == tea
    nowhere = tea.changed(category=None, station=None, stock=None)
    await change(room, nowhere)
    assert await room.products.get(tea.id) == nowhere
    filled = nowhere.changed(category=Name("Tea"), station=bar.id, stock=Stock(7))
    await change(room, filled)
    assert await room.products.get(tea.id) == filled


async def test_what_is_made_nowhere_that_there_is_is_refused(world: World) -> None:
    theirs, tea = a_station("Bar"), a_product("Tea")
    await keep(world.room(NEXT_DOOR), theirs)
    room = await kept(world, tea)
    for station in (theirs, a_station("Grill")):
        with pytest.raises(StationNotFound):
            await keep(room, a_product("Soup", station=station))
        with pytest.raises(StationNotFound):
            await change(room, tea.changed(station=station.id))
    assert await room.products.page(name_part="", page=EVERYTHING) == [tea]


async def test_what_was_made_at_a_station_that_is_removed_is_made_nowhere(world: World) -> None:
    bar, grill = a_station("Bar"), a_station("Grill")
    tea, soup, cake = a_product("Tea", station=bar), a_product("Soup", station=grill), a_product("Cake")
    room = await kept(world, bar, grill, tea, soup, cake)
    await room.work.commit(None, room.stations.remove(bar))
    after = await room.products.page(name_part="", page=EVERYTHING)
    assert after == [cake, soup, replace(tea, station=None, version=2)]


async def test_a_category_is_listed_and_counted_by_itself(world: World) -> None:
    drinks, food = "Drinks", "Food"
    room = await kept(
        world,
        a_product("Tea", category=drinks),
        a_product("Iced tea", category=drinks),
        a_product("Cola", category=drinks),
        a_product("Tea cake", category=food),
        a_product("Teapot"),
    )

    async def listed(part: str, category: str | None, size: int = 100) -> list[str]:
        page = PageRequest(number=1, size=size)
        return [each.name for each in await room.products.page(name_part=part, category=category, page=page)]

    assert await listed("", drinks) == ["Cola", "Iced tea", "Tea"]
    assert await listed("", drinks, size=2) == ["Cola", "Iced tea"]
    assert await listed("tea", drinks) == ["Iced tea", "Tea"]
    assert await listed("", "drinks") == []
    assert await listed("", None) == ["Cola", "Iced tea", "Tea", "Tea cake", "Teapot"]
    counts = {
        (part, category): await room.product_counts.count(name_part=part, category=category)
        for part in ("", "tea")
        for category in (drinks, food, "None", None)
    }
    assert [*counts.values()] == [3, 1, 0, 5, 2, 1, 0, 4]
    after = await room.products.after(name_part="", category=drinks, name="Cola", most=1)
    assert [each.name for each in after] == ["Iced tea"]
    assert await room.products.after(name_part="cola", category=drinks, name="Cola", most=1) == []


async def test_modifier_groups_and_an_open_price_come_back_and_go_again(world: World) -> None:
    ice, sides = a_modifier_group("Ice"), a_modifier_group("Sides")
    tea = replace(a_product("Tea", groups=[sides, ice]), open_price=True)
    room = await kept(world, ice, sides, tea)
    assert await room.products.get(tea.id) == tea
    for groups, open_price in (((), False), ((ice.id, sides.id), False), ((ice.id,), True)):
        tea = tea.changed(modifier_groups=groups, open_price=open_price)
        await change(room, tea)
        assert await world.room().products.get(tea.id) == tea


async def test_a_product_comes_with_no_group_that_is_not_there(world: World) -> None:
    ice, theirs = a_modifier_group("Ice"), a_modifier_group("Theirs")
    await keep(world.room(NEXT_DOOR), theirs)
    room = await kept(world, ice, tea := a_product("Tea"))
    for group in (theirs, a_modifier_group("Nowhere")):
        with pytest.raises(ModifierGroupNotFound):
            await keep(room, a_product("Soup", groups=[ice, group]))
        with pytest.raises(ModifierGroupNotFound):
            await change(room, tea.changed(modifier_groups=(ice.id, group.id)))
    assert await room.products.page(name_part="", page=EVERYTHING) == [tea]


async def test_who_changes_a_product_of_before_hears_that_rather_than_of_a_group_that_went(world: World) -> None:
    ice = a_modifier_group("Ice")
    room = await kept(world, ice, tea := a_product("Tea", groups=[ice]))
    await room.work.commit(None, room.modifier_groups.remove(ice))
    with pytest.raises(ProductChanged):
        await change(room, tea.changed(available=False))


async def test_products_are_found_by_their_names_but_for_case_and_accents(world: World) -> None:
    creme, another, tea = a_product("Cr\u00e8me br\u00fbl\u00e9e"), a_product("CREME BRULEE"), a_product("Tea")
    room = await kept(world, creme, another, tea)
    await keep(world.room(NEXT_DOOR), a_product("tea"))

    async def alike(*names: str) -> list[str]:
        return sorted(each.name for each in await room.products.alike(names))

    assert await alike("cr\u00e8me br\u00fbl\u00e9e", "Coffee") == ["CREME BRULEE", "Cr\u00e8me br\u00fbl\u00e9e"]
    assert await alike("TEA", "tea") == ["Tea"]
    assert await alike("Te", "Tea%", "") == []
    assert await alike() == []
    assert await room.products.alike(["tea"]) == [tea]


async def write(room: Room, added: list[Product], changed: list[tuple[Product, Product]]) -> None:
    await room.work.commit(None, room.products.write(added, changed))


async def test_many_products_are_added_and_changed_at_once(world: World) -> None:
    bar, sauces = a_station("Bar"), a_modifier_group()
    old = [replace(a_product(f"Old {number}"), modifier_groups=(sauces.id,)) for number in range(30)]
    room = await kept(world, bar, sauces, *old)
    changed = [each.changed(price=Price(100 + place), station=bar.id) for place, each in enumerate(old)]
    new = [replace(a_product(f"New {number}"), station=bar.id) for number in range(30)]
    await write(room, new, [*zip(old, changed, strict=True)])
    for each in (*new, *changed):
        assert await room.products.get(each.id) == each
    assert await room.product_counts.count(name_part="") == 60
    await write(room, [], [])


@pytest.mark.parametrize("fault", ["taken", "taken twice", "changed", "gone", "station", "group"])
async def test_many_products_are_written_all_or_none(world: World, fault: str) -> None:
    soup, tea = a_product("Soup"), a_product("Tea")
    room = await kept(world, soup, tea)
    new, cheaper, cake = a_product("New"), (soup, soup.changed(price=Price(1))), a_product("Cake")
    was, warmer = replace(tea, price=Price(9)), tea.changed(price=Price(2))
    group = replace(warmer, modifier_groups=(a_modifier_group().id,))
    added, changed, refusal = {
        "taken": ([new, a_product("Tea")], [cheaper], ProductNameTaken),
        "taken twice": ([new, a_product("New")], [cheaper], ProductNameTaken),
        "changed": ([new], [cheaper, (was, warmer)], ProductChanged),
        "gone": ([new], [cheaper, (cake, cake.changed(price=Price(2)))], ProductChanged),
        "station": ([new, replace(a_product("Cake"), station=a_station().id)], [cheaper], StationNotFound),
        "group": ([new], [cheaper, (tea, group)], ModifierGroupNotFound),
    }[fault]
    with pytest.raises(refusal):
        await write(room, added, changed)
    assert await named_like(room, "") == ["Soup", "Tea"]
    assert [await room.products.get(each.id) for each in (soup, tea)] == [soup, tea]


async def test_so_many_are_alike_or_nothing_is_kept(world: World) -> None:
    creme, tea = a_product("Cr\u00e8me"), a_product("Tea")
    room = await kept(world, creme, tea)
    await keep(world.room(NEXT_DOOR), a_product("tea"))
    soup = a_product("Soup")
    for names, number in ([], 0), (["CREME", "tea", "Cake"], 2), (["SOUP", "tea"], 2):
        ensured = room.products.ensure_alike(names, number)
        await room.work.commit(None, room.products.write([soup] if "SOUP" in names else [], []), ensured)
    for number in (1, 3):
        ensured = room.products.ensure_alike(["Cake", "TEA"], number)
        with pytest.raises(ProductNameTaken):
            await room.work.commit(None, room.products.write([a_product("Cake")], []), ensured)
    assert await named_like(room, "") == ["Cr\u00e8me", "Soup", "Tea"]


async def test_of_several_who_make_sure_of_a_name_at_once_one_has_it(world: World) -> None:
    room = await kept(world)

    async def add(name: str) -> bool:
        ensured = room.products.ensure_alike([name], 1)
        try:
            await room.work.commit(None, room.products.write([a_product(name)], []), ensured)
        except ProductNameTaken:
            return False
        return True

    added = await gather(*map(add, ["Soup", "SOUP", "soup", "sOUP"]))
    assert sum(added) == 1
    assert len(await named_like(room, "")) == 1


async def restock(room: Room, product: Product, quantity: int) -> None:
    (listed,) = (await room.catalogue.look_up([], [product.id])).values()
    await room.work.commit(None, room.catalogue.restock(listed, quantity))


@pytest.mark.parametrize(
    ("stock", "sold", "wanted", "left"),
    [
        pytest.param(5, [-2, -1], {"price": Price(9), "category": Name("Hot")}, 2, id="what is sold stays sold"),
        pytest.param(5, [-5], {"price": Price(9)}, 0, id="all that is sold stays sold out"),
        pytest.param(0, [4], {"price": Price(9)}, 4, id="what is given back stays so"),
        pytest.param(5, [-2, -1], {"stock": Stock(8)}, 8, id="a stock that is said is set"),
        pytest.param(5, [-5, 1], {"stock": Stock(8)}, 8, id="and where it had sold out and came in again"),
        pytest.param(5, [], {"stock": Stock(0)}, 0, id="and to nothing"),
        pytest.param(5, [], {"available": False}, 5, id="or it is taken off"),
    ],
)
async def test_products_are_changed_many_at_once_beside_orders_that_take_from_their_stock(
    world: World, stock: int, sold: list[int], wanted: dict[str, Any], left: int
) -> None:
    soup, tea = a_product("Soup", stock=stock), a_product("Tea")
    room = await kept(world, soup, tea)
    for quantity in sold:
        await restock(room, soup, quantity)
    after, hotter = soup.changed(**wanted), tea.changed(price=Price(8))
    await write(room, [], [(soup, after), (tea, hotter)])
    assert await room.products.get(soup.id) == replace(after, stock=Stock(left), version=len(sold) + 2)
    assert await room.products.get(tea.id) == hotter


@pytest.mark.parametrize(
    ("stock", "sold", "wanted"),
    [
        pytest.param(5, [-5], {"stock": Stock(8)}, id="it sold out, which nobody takes back"),
        pytest.param(0, [4], {"stock": Stock(8)}, id="it came in again"),
        pytest.param(5, [-2], {"stock": Stock(0)}, id="it sells out by that"),
        pytest.param(5, [-2], {"available": False}, id="it is taken off by that"),
        pytest.param(5, [-5], {"available": False}, id="it cannot be ordered already"),
    ],
)
async def test_what_turns_whether_a_product_can_be_ordered_is_told_as_it_is_or_refused(
    world: World, stock: int, sold: list[int], wanted: dict[str, Any]
) -> None:
    soup, tea = a_product("Soup", stock=stock), a_product("Tea")
    room = await kept(world, soup, tea)
    for quantity in sold:
        await restock(room, soup, quantity)
    with pytest.raises(ProductChanged):
        await write(room, [], [(tea, tea.changed(price=Price(8))), (soup, soup.changed(**wanted))])
    assert await room.products.get(soup.id) == replace(soup, stock=Stock(stock + sum(sold)), version=len(sold) + 1)
    assert await room.products.get(tea.id) == tea


@pytest.mark.parametrize("wanted", [{"stock": Stock(0)}, {"available": False}])
async def test_what_turns_whether_a_product_can_be_ordered_is_of_the_version_that_it_has(
    world: World, wanted: dict[str, Any]
) -> None:
    soup = a_product("Soup", stock=5)
    room = await kept(world, soup)
    for quantity in (-2, -1):
        await restock(room, soup, quantity)
    after = soup.changed(**wanted)
    with pytest.raises(ProductChanged):
        await write(room, [], [(soup, replace(after, version=3))])
    await write(room, [], [(soup, ahead := replace(after, version=4))])
    assert await room.products.get(soup.id) == replace(ahead, stock=wanted.get("stock", Stock(2)))


async def test_what_is_off_the_menu_and_sold_out_is_on_it_as_it_was_seen_or_not_at_all(world: World) -> None:
    soup = a_product("Soup", stock=0, available=False)
    room = await kept(world, soup)
    await restock(room, soup, 4)
    with pytest.raises(ProductChanged):
        await write(room, [], [(soup, soup.changed(available=True))])
    await write(room, [], [(soup, soup.changed(price=Price(9)))])
    assert await room.products.get(soup.id) == replace(soup, price=Price(9), stock=Stock(4), version=3)
