"""The contract of `Products`."""

from asyncio import gather
from dataclasses import replace
from types import NoneType

import pytest

from application.kernel.pages import PageRequest
from domain.catalogue.product import Product, ProductChanged, ProductNameTaken, ProductNotFound
from domain.kernel.errors import SettingsChanged
from domain.kernel.money import HIGHEST_PRICE, LOWEST_PRICE, Currency, Price
from domain.kernel.names import Name
from tests.contracts.things import a_product, keep, kept
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
