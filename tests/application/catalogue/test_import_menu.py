"""Importing a menu: what each row makes of the catalogue, all of it or nothing."""

from asyncio import gather
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from adapters.memory.catalogue.products import MemoryProducts
from application.billing.ports import TaxRates
from application.catalogue.add_station import AddStation
from application.catalogue.import_menu import ImportMenu
from application.kernel.access import OnlyManagersManage
from application.kernel.audit import Audit
from application.kernel.unit_of_work import Change
from domain.catalogue.menu import Done, MenuImported, MenuRefused, MenuRow, WrongCell
from domain.catalogue.product import Product, ProductNameTaken, Stock
from domain.kernel.audit import Happening
from domain.kernel.caller import Caller, Role
from domain.kernel.money import Price
from domain.kernel.names import Name
from tests.application.conftest import BOSS, NOON, House
from tests.contracts.things import a_tax_rate


def row(line: int, name: str, price: int | None = None, **more: Any) -> MenuRow:  # noqa: ANN401 - one a field
    return MenuRow(line=line, called=name, name=Name(name), price=None if price is None else Price(price), **more)


async def imported(house: House, *rows: MenuRow, preview: bool = False) -> MenuImported:
    return await house.get(ImportMenu)(caller=BOSS, rows=rows, preview=preview)


def on_the_menu(house: House) -> list[tuple[str, int]]:
    return sorted((each.name, each.price.minor) for each in house.shelf.products.values())


async def test_new_products_are_made_as_rows_say(house: House) -> None:
    bar = await house.get(AddStation)(caller=BOSS, name=Name("Bar"))
    _ = await house.work.commit(None, house.get(TaxRates).add(a_tax_rate("Drinks")))
    said = {"category": Name("Coffee"), "station": Name("BAR"), "tax": Name("Drinks"), "stock": Stock(3)}

    done = await imported(house, row(2, "Espresso", 250, **said, available=False), row(3, "Tea", 300))

    assert [(each.line, each.name, each.price, each.done) for each in done.rows] == [
        (2, "Espresso", Price(250), Done.MADE),
        (3, "Tea", Price(300), Done.MADE),
    ]
    espresso, tea = house.shelf.products.values()
    assert (espresso.category, espresso.station, espresso.tax, espresso.stock) == ("Coffee", bar.id, "Drinks", 3)
    assert (espresso.available, espresso.added_at, espresso.version) == (False, NOON, 1)
    assert tea == Product(id=tea.id, name=Name("Tea"), price=Price(300), added_at=NOON)
    assert house.shelf.audit == []


async def test_what_is_there_is_changed_where_a_row_says_so_and_keeps_the_rest(house: House) -> None:
    tea = await house.add_product(name=Name("Tea"), price=Price(250), category=Name("Hot"), stock=Stock(1))
    cake = await house.add_product(name=Name("Cake"), price=Price(400))
    done = await imported(house, row(2, "TEA", 300, stock=Stock(0)), row(3, "Cake", 400), row(4, "Cake", 500))

    assert [(each.done, each.why) for each in done.rows] == [
        (Done.CHANGED, None),
        (Done.SKIPPED, "Unchanged"),
        (Done.SKIPPED, "The same product as on line 3"),
    ]
    assert [(each.field, each.before, each.after) for each in done.rows[0].changes] == [
        ("price", 250, 300),
        ("stock", 1, 0),
    ]
    after = house.shelf.products[tea.id]
    assert after == tea.changed(price=Price(300), stock=Stock(0))
    assert house.shelf.products[cake.id] == cake
    _ = await house.get(Audit).catch_up(most=9)
    (entry,) = house.shelf.audit
    assert (entry.event.happening, entry.event.details) == (Happening.PRICE_CHANGED, {"from": "250", "to": "300"})
    assert [(each.type, each.version) for each in house.shelf.events] == [("product.unavailable", 2)]
    assert done.counts == {Done.MADE: 0, Done.CHANGED: 1, Done.SKIPPED: 2, Done.ERROR: 0}


async def test_a_preview_says_the_same_and_does_nothing(house: House) -> None:
    _ = await house.add_product(name=Name("Tea"), price=Price(250))
    rows = row(2, "Tea", 300), row(3, "Cake", 400), MenuRow(line=4)
    preview = await imported(house, *rows, preview=True)
    assert on_the_menu(house) == [("Tea", 250)]
    assert await imported(house, *rows) == preview
    assert on_the_menu(house) == [("Cake", 400), ("Tea", 300)]
    assert [each.why for each in preview.rows] == [None, None, "Empty"]


@pytest.mark.parametrize(
    ("wrong", "cells"),
    [
        ([row(3, "Cake")], [(3, "price")]),
        ([row(3, "Cake", 1, station=Name("Roof"))], [(3, "station")]),
        ([row(3, "Cake", 1, tax=Name("Luxury"))], [(3, "tax")]),
        ([MenuRow(line=3, price=Price(1))], [(3, "name")]),
        ([row(3, "Cake", wrong=(WrongCell("price", "What is this"),))], [(3, "price")]),
        ([MenuRow(line=3, wrong=(WrongCell("row", "Broken"),))], [(3, "row")]),
        ([row(3, "CASE", 1)], [(3, "name")]),
        (
            [row(3, "Pie"), row(4, "Jam", 1, tax=Name("A"), station=Name("B"))],
            [(3, "price"), (4, "station"), (4, "tax")],
        ),
    ],
)
async def test_nothing_is_imported_where_a_row_is_wrong(
    house: House, wrong: Sequence[MenuRow], cells: Sequence[tuple[int, str]]
) -> None:
    for name in ("Case", "case"):
        _ = await house.add_product(name=Name(name), price=Price(1))
    rows = row(2, "Tea", 300), *wrong
    with pytest.raises(MenuRefused) as refused:
        _ = await imported(house, *rows)
    assert [field for field, _ in refused.value.at_each] == list(cells)
    assert on_the_menu(house) == [("Case", 1), ("case", 1)]
    preview = await imported(house, *rows, preview=True)
    assert [each.done for each in preview.rows] == [Done.MADE] + [Done.ERROR] * len(wrong)


async def test_a_tax_is_known_whatever_the_case_and_exactly_first(house: House) -> None:
    for category in ("Drinks", "drinks", "Food"):
        _ = await house.work.commit(None, house.get(TaxRates).add(a_tax_rate(category)))
    rows = [
        row(2, "Tea", 1, tax=Name("Drinks")),
        row(3, "Ale", 1, tax=Name("drinks")),
        row(4, "Pie", 1, tax=Name("FOOD")),
    ]
    done = await imported(house, *rows, preview=True)
    assert [each.changes[0].after for each in done.rows] == ["Drinks", "drinks", "Food"]
    _ = await imported(house, *rows)
    assert [each.tax for each in house.shelf.products.values()] == ["Drinks", "drinks", "Food"]
    unchanged = await imported(house, row(2, "Tea", tax=Name("Drinks")), row(4, "Pie", tax=Name("food")))
    assert [each.why for each in unchanged.rows] == ["Unchanged"] * 2


async def test_of_products_that_differ_in_case_alone_a_row_means_the_one_that_it_writes(house: House) -> None:
    for name in ("Case", "case"):
        _ = await house.add_product(name=Name(name), price=Price(1))
    _ = await imported(house, row(2, "case", 2))
    assert on_the_menu(house) == [("Case", 1), ("case", 2)]


class ContestedProducts(MemoryProducts):
    """Products of which somebody else adds one whenever it is about to be added."""

    tries = 0
    most = 1

    def write(self, added: Sequence[Product], changed: Sequence[tuple[Product, Product]]) -> Change:
        self.tries += 1
        for each in added if self.tries <= self.most else ():
            self._shelf.products_by_name[each.name] = each.id
            if self.tries == 1:
                self._shelf.products[each.id] = each
        return super().write(added, changed)


async def test_what_somebody_else_does_meanwhile_is_looked_at_again_and_not_for_ever(house: House) -> None:
    products = ContestedProducts(house.store, house.restaurant.id, house.restaurant.currency)
    importing = replace(house.get(ImportMenu), products=products)
    done = await importing(caller=BOSS, rows=[row(2, "Tea", 300)])
    assert [each.why for each in done.rows] == ["Unchanged"]
    products.tries, products.most = 1, 9
    with pytest.raises(ProductNameTaken):
        _ = await importing(caller=BOSS, rows=[row(2, "Cake", 300)])
    assert products.tries == 4


class SellingProducts(MemoryProducts):
    """Products of which one is sold whenever they are about to be written."""

    def write(self, added: Sequence[Product], changed: Sequence[tuple[Product, Product]]) -> Change:
        for before, _ in changed:
            there = self._shelf.products[before.id]
            self._shelf.products[before.id] = there.changed(stock=Stock((there.stock or 0) - 1))
        return super().write(added, changed)


@pytest.mark.parametrize(
    ("said", "left", "version"),
    [({"price": 9}, 8, 3), ({"stock": Stock(0)}, 0, 1003), ({"available": False}, 7, 1003)],
)
async def test_what_is_sold_meanwhile_is_imported_all_the_same(
    house: House, said: dict[str, Any], left: int, version: int
) -> None:
    tea = await house.add_product(name=Name("Tea"), price=Price(250), stock=Stock(9))
    products = SellingProducts(house.store, house.restaurant.id, house.restaurant.currency)
    importing = replace(house.get(ImportMenu), products=products)
    _ = await importing(caller=BOSS, rows=[row(2, "Tea", **{"price": None, **said})])
    after = house.shelf.products[tea.id]
    assert (after.stock, after.version, after.can_be_ordered) == (left, version, "price" in said)
    assert [each.version for each in house.shelf.events] == [version] * (version > 3)


async def test_two_imports_at_once_make_a_product_once_whatever_the_case(house: House) -> None:
    done = await gather(imported(house, row(2, "Soup", 300)), imported(house, row(2, "SOUP", 300)))
    assert sorted(each.rows[0].done for each in done) == [Done.MADE, Done.SKIPPED]
    assert on_the_menu(house) == [("Soup", 300)]


async def test_only_managers_import_where_people_prove_who_they_are() -> None:
    managed = House(everybody_is_trusted=False)
    with pytest.raises(OnlyManagersManage):
        _ = await managed.get(ImportMenu)(caller=Caller(id=BOSS.id, role=Role.WAITER), rows=[row(2, "Tea", 1)])
