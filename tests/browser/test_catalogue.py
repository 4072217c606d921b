"""The menu: found, switched, added and changed, and what happens when two do that at once."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.house import furnish
from tests.browser.server import Client

pytestmark = pytest.mark.anyio
Somebody = Callable[[str, str], Client]


@pytest.fixture(scope="module")
def there(server: object) -> dict[str, Any]:  # noqa: ARG001 - asked for, so that it runs
    """Return what was made of the house, once it was."""
    return {}


@pytest.fixture
def manager(there: dict[str, Any], somebody: Somebody) -> Client:
    """Return the manager of a restaurant that has a menu."""
    mia = somebody("Mia", "manager")
    if not there:
        there["house"] = furnish(mia)
    return mia


async def menu(window: Open, tab: str = "products", language: str = "") -> Page:
    page = await (await window()).signed_in("mia@example.com", f"#/catalogue/{tab}")
    if language:
        await page.evaluate("language => localStorage.setItem('orders.language', language)", language)
        await page.reload()
    await page.locator("item-list li").first.wait_for()
    return page


async def search(page: Page, text: str) -> None:
    await page.get_by_role("searchbox").fill(text)
    await expect(page.locator("item-list li")).to_have_count(1)


def product(manager: Client, name: str) -> dict[str, Any]:
    found = manager.get(f"/api/products?name={name}")["products"]
    return {key: value for key, value in found[0].items() if key not in {"id", "created_at"}}


async def test_one_tap_takes_off_the_menu_and_puts_back(window: Open, manager: Client) -> None:
    page = await menu(window)
    await search(page, "tirami")
    switch = page.get_by_role("switch", name="Tiramisu may be ordered")
    await switch.click()
    await expect(switch).not_to_be_checked()
    assert product(manager, "tirami")["available"] is False
    await expect(switch).to_be_focused()
    await page.keyboard.press("Enter")

    await expect(switch).to_be_checked()
    assert product(manager, "tirami")["available"] is True


async def test_a_product_is_added_with_all_that_belongs_to_it(window: Open, manager: Client) -> None:
    page = await menu(window, language="de")
    await page.get_by_role("button", name="Neues Produkt").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("Name", exact=True).fill("Côte de bœuf")
    await sheet.get_by_label("Preis", exact=True).fill("zwei")
    await sheet.get_by_role("button", name="Hinzufügen").click()
    await expect(sheet.get_by_role("alert")).to_have_text("„zwei“ ist kein Preis")
    await sheet.get_by_label("Preis", exact=True).fill("1.064,50")
    await sheet.get_by_label("Kategorie").fill("Mains")
    await sheet.get_by_label("Zubereitet in").select_option("Grill")
    await sheet.get_by_label("Steuer").select_option("Food")
    await sheet.get_by_label("Noch vorrätig").fill("4")
    for group in ("Extras", "Doneness"):
        await sheet.get_by_label("Optionen hinzufügen").select_option(group)
    await sheet.get_by_role("button", name="Doneness nach oben").click()
    await sheet.get_by_role("button", name="Hinzufügen").click()
    await expect(page.locator("item-list li").first).to_contain_text("Côte de bœuf")

    made = product(manager, "Côte")
    groups = {each["id"]: each["name"] for each in manager.get("/api/modifier-groups")["modifier_groups"]}
    stations = {each["id"]: each["name"] for each in manager.get("/api/stations")["stations"]}
    assert [groups[each] for each in made.pop("modifier_groups")] == ["Doneness", "Extras"]
    assert stations[made.pop("station")] == "Grill"
    assert made == {
        "name": "Côte de bœuf",
        "price": 1064.5,
        "available": True,
        "category": "Mains",
        "tax": "Food",
        "stock": 4,
    }


async def test_what_somebody_else_changed_is_shown_and_not_written_over(window: Open, manager: Client) -> None:
    page = await menu(window)
    await search(page, "lasagne")
    await page.get_by_role("button", name="Lasagne Pasta").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("Price", exact=True).fill("14.20")
    await sheet.get_by_label("Category").fill("Oven")
    where = f"/api/products/{manager.get('/api/products?name=lasagne')['products'][0]['id']}"
    _ = manager.call("PATCH", where, {"price": 13.9})
    await sheet.get_by_role("button", name="Save").click()
    await expect(sheet.get_by_role("alert")).to_contain_text("Somebody else changed this")

    await expect(sheet.locator("[name=price]")).to_have_value("13.90")
    await expect(sheet.locator(".yours")).to_have_text("You had: 14.20")
    await expect(sheet.get_by_label("Category")).to_have_value("Oven")
    assert product(manager, "lasagne")["price"] == 13.9
    await sheet.get_by_role("button", name="Save").click()
    await expect(sheet).to_be_hidden()
    assert (product(manager, "lasagne")["price"], product(manager, "lasagne")["category"]) == (13.9, "Oven")


async def test_what_is_sold_meanwhile_is_no_conflict_and_stays_sold(window: Open, manager: Client) -> None:
    page = await menu(window)
    await search(page, "steak")
    await page.get_by_role("button", name="Steak Mains").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("Price", exact=True).fill("27.50")
    where = f"/api/products/{manager.get('/api/products?name=steak')['products'][0]['id']}"
    _ = manager.call("PATCH", where, {"stock": 6})
    await sheet.get_by_role("button", name="Save").click()
    await expect(sheet).to_be_hidden()

    assert (product(manager, "steak")["price"], product(manager, "steak")["stock"]) == (27.5, 6)
    await expect(page.locator("item-list li")).to_contain_text("6 left")


async def test_pressing_again_after_an_outage_adds_one(window: Open, manager: Client) -> None:
    page = await menu(window)
    await page.get_by_role("button", name="New product").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("Name", exact=True).fill("Grappa")
    await sheet.get_by_label("Price", exact=True).fill("5")
    lost = []

    async def lose_the_answer(route: Any) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(await route.fetch())
            await route.abort()
        else:
            await route.continue_()

    await page.route("**/api/products", lose_the_answer)
    await sheet.get_by_role("button", name="Add", exact=True).click()
    await expect(sheet.get_by_role("alert")).to_be_visible()
    await sheet.get_by_role("button", name="Add", exact=True).click()
    await expect(sheet).to_be_hidden()

    assert (len(lost), len(manager.get("/api/products?name=grappa")["products"])) == (1, 1)


async def test_modifiers_are_put_in_order_and_priced(window: Open, manager: Client) -> None:
    page = await menu(window, "groups")
    await page.get_by_role("button", name="Extras Truffle, Parmesan").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("Price of Parmesan").fill("-0.5")
    await sheet.get_by_role("button", name="Move Parmesan up").click()
    await sheet.get_by_role("button", name="One more").click()
    await sheet.get_by_label("Name of modifier 3").fill("Olives")
    await sheet.get_by_role("button", name="Save").click()
    await expect(sheet).to_be_hidden()

    groups = {each["name"]: each for each in manager.get("/api/modifier-groups")["modifier_groups"]}
    modifiers = [(each["name"], each["price"]) for each in groups["Extras"]["modifiers"]]
    assert modifiers == [("Parmesan", -0.5), ("Truffle", 4.5), ("Olives", 0)]


async def test_a_tax_has_a_new_rate_from_a_day_on(window: Open, manager: Client) -> None:
    page = await menu(window, "taxes")
    await page.get_by_role("button", name="New rate for Food").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("Percent").fill("9,5")
    await sheet.get_by_label("From this day on").fill("2099-01-01")
    await sheet.get_by_role("button", name="Add").click()
    await expect(page.locator(".rates .badge.warn")).to_have_text("Later")

    rates = [
        (each["percent"], each["included"]) for each in manager.get("/api/taxes")["taxes"] if each["category"] == "Food"
    ]
    assert rates == [(7, True), (9.5, True)]


async def test_a_long_menu_is_reached_to_its_end(window: Open, manager: Client) -> None:
    for number in range(120):
        _ = manager.post("/api/products", {"name": f"Wine {number:03}", "price": 20, "category": "Wine"})
    page = await menu(window)
    await page.get_by_label("Category").select_option("Wine")
    await expect(page.get_by_role("status").filter(has_text="found")).to_have_text("120 found")
    rows = page.locator("item-list li")
    await page.get_by_text("Wine 049").scroll_into_view_if_needed()
    await expect(rows).to_have_count(100)
    await page.get_by_text("Wine 099").scroll_into_view_if_needed()

    await expect(rows).to_have_count(120)
