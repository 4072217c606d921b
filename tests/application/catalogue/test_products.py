"""The catalogue: adding, changing, showing and listing products."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import pytest

from adapters.memory.catalogue.products import MemoryProducts
from adapters.memory.kernel.unit_of_work import MemoryUnitOfWork
from adapters.memory.reporting.product_counts import MemoryProductCounts
from application.catalogue.change_product import ChangeProduct
from application.catalogue.list_products import ListProducts
from application.kernel.pages import PageRequest
from domain.catalogue.product import Product, ProductChanged, ProductNameTaken, ProductNotFound
from domain.kernel.audit import Event, Happening
from domain.kernel.errors import Stale
from domain.kernel.ids import ProductId
from domain.kernel.money import Currency, Price
from domain.kernel.names import InvalidName, Name
from tests.application.conftest import BOSS, NOON, House

NOTHING = ProductId(UUID(int=404))


class ContestedProducts(MemoryProducts):
    """Products of which somebody else changes each one right after it was read."""

    async def get(self, product_id: ProductId) -> Product:
        read = await super().get(product_id)
        self._shelf.products[product_id] = read.changed(price=Price(read.price.minor + 1))
        return read


class Confirming(MemoryUnitOfWork):
    """Counts how often it was asked to confirm."""

    confirmed = 0

    async def confirm(self) -> None:
        self.confirmed += 1


async def test_a_new_product_is_on_the_menu(house: House) -> None:
    coffee = await house.add_product(name=Name(" Coffee "), price=Price(250))

    assert coffee == Product(id=ProductId(UUID(int=1)), name=Name("Coffee"), price=Price(250), added_at=NOON)
    assert house.shelf.products == {coffee.id: coffee}


async def test_a_product_can_be_added_before_it_is_available(house: House) -> None:
    assert not (await house.add_product(name=Name("Coffee"), price=Price(250), available=False)).available


async def test_a_product_needs_a_name(house: House) -> None:
    with pytest.raises(InvalidName):
        _ = await house.add_product(name=Name(" "), price=Price(250))
    assert house.shelf.products == {}


async def test_a_name_is_given_to_one_product_only(house: House) -> None:
    coffee = await house.add_product(name=Name("Coffee"), price=Price(250))

    with pytest.raises(ProductNameTaken):
        _ = await house.add_product(name=Name("Coffee "), price=Price(300))
    assert house.shelf.products == {coffee.id: coffee}


async def test_names_in_another_case_are_other_products(house: House) -> None:
    coffee = await house.add_product(name=Name("Coffee"), price=Price(250))

    assert (await house.add_product(name=Name("COFFEE"), price=Price(250))).id != coffee.id


async def test_a_product_changes_in_what_is_given(house: House) -> None:
    coffee = await house.add_product(name=Name("Coffee"), price=Price(250))

    changed = await house.change_product(product=coffee.id, name=Name(" Espresso "), price=Price(300), available=False)

    assert changed == replace(coffee, name="Espresso", price=Price(300), available=False, version=2)
    assert house.shelf.products == {coffee.id: changed}


async def test_a_product_keeps_what_is_not_given(house: House) -> None:
    coffee = await house.add_product(name=Name("Coffee"), price=Price(250))

    assert await house.change_product(product=coffee.id, price=Price(300)) == replace(
        coffee, price=Price(300), version=2
    )
    assert await house.change_product(product=coffee.id, available=False) == replace(
        coffee, price=Price(300), available=False, version=3
    )


async def test_changing_nothing_makes_no_version(house: House) -> None:
    coffee = await house.add_product(name=Name("Coffee"), price=Price(250))

    assert await house.change_product(product=coffee.id, name=Name("Coffee"), price=Price(250)) == coffee
    assert house.shelf.products == {coffee.id: coffee}


async def test_a_name_that_was_given_up_is_free_again(house: House) -> None:
    coffee = await house.add_product(name=Name("Coffee"), price=Price(250))
    _ = await house.change_product(product=coffee.id, name=Name("Espresso"))

    assert (await house.add_product(name=Name("Coffee"), price=Price(200))).name == "Coffee"


async def test_a_product_cannot_be_renamed_to_nothing(house: House) -> None:
    coffee = await house.add_product(name=Name("Coffee"), price=Price(250))

    with pytest.raises(InvalidName):
        _ = await house.change_product(product=coffee.id, name=Name("  "))
    assert house.shelf.products == {coffee.id: coffee}


async def test_what_is_not_there_cannot_be_changed(house: House) -> None:
    with pytest.raises(ProductNotFound):
        _ = await house.change_product(product=NOTHING, price=Price(1))


async def test_a_product_cannot_take_the_name_of_another(house: House) -> None:
    coffee = await house.add_product(name=Name("Coffee"), price=Price(250))
    tea = await house.add_product(name=Name("Tea"), price=Price(200))

    with pytest.raises(ProductNameTaken):
        _ = await house.change_product(product=tea.id, name=Name("Coffee"), price=Price(1))
    assert house.shelf.products == {coffee.id: coffee, tea.id: tea}


async def test_a_change_is_refused_when_somebody_else_was_faster(house: House) -> None:
    coffee = await house.add_product(name=Name("Coffee"), price=Price(250))
    contested = ContestedProducts(house.store, house.restaurant.id, house.restaurant.currency)
    change = ChangeProduct(
        contested,
        house.tax_rates,
        house.rights,
        house.audit,
        house.outbox,
        Currency.of("USD"),
        house.clock,
        house.ids,
        house.work,
    )

    with pytest.raises(ProductChanged):
        _ = await change(caller=BOSS, product=coffee.id, price=Price(300))
    assert house.shelf.products[coffee.id].price == Price(251)


@pytest.mark.parametrize("versions", [{1}, {1, 7}, None])
async def test_a_product_changes_from_the_version_that_was_read(house: House, versions: set[int] | None) -> None:
    coffee = await house.add_product(name=Name("Coffee"), price=Price(250))

    changed = await house.change_product(product=coffee.id, versions=versions, price=Price(300))

    assert (changed.price, changed.version) == (Price(300), 2)


@pytest.mark.parametrize("versions", [{1}, {3}, {1, 3}, set[int]()])
async def test_a_product_does_not_change_from_a_version_that_is_past(house: House, versions: set[int]) -> None:
    coffee = await house.add_product(name=Name("Coffee"), price=Price(250))
    second = await house.change_product(product=coffee.id, price=Price(300))

    with pytest.raises(Stale) as refused:
        _ = await house.change_product(product=coffee.id, versions=versions, price=Price(999))
    assert refused.value.current == 2
    assert house.shelf.products == {coffee.id: second}


async def test_a_product_is_found_by_id(house: House) -> None:
    coffee = await house.add_product(name=Name("Coffee"), price=Price(250))

    assert await house.show_product(product=coffee.id) == coffee


async def test_no_product_is_found_by_an_id_none_has(house: House) -> None:
    with pytest.raises(ProductNotFound):
        _ = await house.show_product(product=NOTHING)


@pytest.mark.parametrize(
    ("name_part", "page", "names", "total"),
    [
        ("", PageRequest(1, 10), ["Black Tea", "Coffee", "Green tea"], 3),
        ("", PageRequest(1, 2), ["Black Tea", "Coffee"], 3),
        ("", PageRequest(2, 2), ["Green tea"], 3),
        ("", PageRequest(3, 2), [], 3),
        ("TEA", PageRequest(1, 10), ["Black Tea", "Green tea"], 2),
        ("wine", PageRequest(1, 10), [], 0),
        ("%", PageRequest(1, 10), [], 0),
    ],
)
async def test_products_are_listed_by_name_one_page_at_a_time(
    house: House, name_part: str, page: PageRequest, names: Sequence[str], total: int
) -> None:
    for name in ("Green tea", "Coffee", "Black Tea"):
        _ = await house.add_product(name=Name(name), price=Price(250))

    found = await house.list_products(page=page, name_part=name_part)

    assert ([product.name for product in found.items], found.total) == (names, total)
    assert found.pages == -(-total // page.size)


async def test_the_catalogue_is_walked_from_a_name_as_many_as_a_page_has(house: House) -> None:
    for name in ("Green tea", "Coffee", "Black Tea", "Iced tea"):
        _ = await house.add_product(name=name, price=Price(250))

    async def walked(page: PageRequest, **rest: str) -> tuple[list[str], str | None]:
        found = await house.list_products(page=page, **rest)
        return [product.name for product in found.items], found.last

    assert await walked(PageRequest(1, 3)) == (["Black Tea", "Coffee", "Green tea"], "Green tea")
    assert await walked(PageRequest(1, 2), after="Black Tea") == (["Coffee", "Green tea"], "Green tea")
    assert await walked(PageRequest(1, 1), after="Black Tea", name_part="TEA") == (["Green tea"], "Green tea")
    assert await walked(PageRequest(1, 2), after="Black Tea", name_part="TEA") == (["Green tea", "Iced tea"], None)
    assert await walked(PageRequest(9, 2), after="") == (["Black Tea", "Coffee"], "Coffee")


async def test_another_price_is_written_down_and_another_name_is_not(house: House) -> None:
    coffee = await house.add_product(name="Coffee", price=Price(250))
    _ = await house.change_product(product=coffee.id, name="Espresso", price=Price(250), available=False)
    assert house.shelf.audit == []

    _ = await house.change_product(product=coffee.id, price=Price(300))
    assert [each.event for each in house.shelf.audit] == [
        Event(
            happening=Happening.PRICE_CHANGED,
            at=NOON,
            actor=BOSS.id,
            subject=coffee.id,
            details={"from": "250", "to": "300"},
        )
    ]


async def test_who_named_a_version_and_was_too_slow_hears_which_there_is(house: House) -> None:
    coffee = await house.add_product(name="Coffee", price=Price(250))
    contested = ContestedProducts(house.store, house.restaurant.id, house.restaurant.currency)
    change = ChangeProduct(
        contested,
        house.tax_rates,
        house.rights,
        house.audit,
        house.outbox,
        Currency.of("USD"),
        house.clock,
        house.ids,
        house.work,
    )

    with pytest.raises(Stale) as refused:
        _ = await change(caller=BOSS, product=coffee.id, versions=[1], price=Price(300))
    assert refused.value.current == 2


async def test_what_is_found_as_it_should_be_is_confirmed(house: House) -> None:
    coffee = await house.add_product(name="Coffee", price=Price(250))
    work = Confirming()
    change = ChangeProduct(
        house.products,
        house.tax_rates,
        house.rights,
        house.audit,
        house.outbox,
        Currency.of("USD"),
        house.clock,
        house.ids,
        work,
    )

    _ = await change(caller=BOSS, product=coffee.id, price=Price(250))
    assert work.confirmed == 1
    _ = await change(caller=BOSS, product=coffee.id, price=Price(251))
    assert work.confirmed == 1


class Asked(MemoryProducts):
    """Products that write down how many they were asked for."""

    most = 0

    async def after(self, *, name_part: str, category: str | None = None, name: str, most: int) -> Sequence[Product]:
        self.most = most
        return await super().after(name_part=name_part, category=category, name=name, most=most)


async def test_no_more_is_asked_for_than_the_one_that_tells_whether_the_list_goes_on(house: House) -> None:
    products = Asked(house.store, house.restaurant.id, house.restaurant.currency)
    listing = ListProducts(products, MemoryProductCounts(house.store, house.restaurant.id))
    _ = await listing(page=PageRequest(1, 5), after="")
    assert products.most == 6


async def test_whatever_its_name_a_product_is_listed_where_nothing_is_searched_for(house: House) -> None:
    _ = await house.add_product(name="Coffee", price=Price(250))
    assert [product.name for product in (await house.list_products(page=PageRequest(1, 5))).items] == ["Coffee"]
