"""Importing a menu: seen before it is done, all of it or nothing, and once however often it is pressed."""

import asyncio
import time
from collections.abc import Callable
from typing import Any, Final

import pytest
from playwright.async_api import Page, Route, expect

from tests.browser.conftest import Open
from tests.browser.server import Client

pytestmark = pytest.mark.anyio
Somebody = Callable[[str, str], Client]

_MIXED: Final = """\
Name;Preis;Kategorie;Bestand;Station
Espresso;2,60;Kaffee;;
Crema catalana 🍮;€ 8,50;Dessert;12;
ESPRESSO;2,70;;;
;;;;
Bier;viel;Bar;;Zapfhahn
"""
_LARGEST: Final = 5_000
_WITHIN_SECONDS: Final = 10
_STILL: Final = 500
"""Milliseconds for which a page may stand still, on a machine that does other things too."""
_WATCH: Final = """() => {
  window.longest = 0;
  let last = performance.now();
  const look = () => {
    window.longest = Math.max(window.longest, performance.now() - last);
    last = performance.now();
    requestAnimationFrame(look);
  };
  look();
}"""


@pytest.fixture(scope="module")
def settings() -> dict[str, str]:
    """Return the settings of a restaurant in Europe."""
    return {"STORAGE": "memory", "RESTAURANT_CURRENCY": "EUR"}


async def importing(window: Open, content: str | bytes, name: str = "menu.csv") -> Page:
    page = await (await window()).signed_in("mia@example.com", "#/import")
    await page.get_by_role("heading", name="Import a menu").wait_for()
    await choose(page, content, name)
    return page


async def choose(page: Page, content: str | bytes, name: str = "menu.csv") -> None:
    file: Any = {"name": name, "mimeType": "", "buffer": content.encode() if isinstance(content, str) else content}
    await page.get_by_label("Choose the file of a menu (CSV)").set_input_files(file)


def named(manager: Client, name: str) -> list[tuple[Any, ...]]:
    found = manager.get(f"/api/products?name={name}")["products"]
    return [(each["name"], each["price"], each.get("category"), each.get("stock")) for each in found]


async def test_what_is_wrong_is_shown_by_line_and_nothing_is_imported(window: Open, somebody: Somebody) -> None:
    manager = somebody("Mia", "manager")
    _ = manager.post("/api/products", {"name": "Espresso", "price": 2.5})
    page = await importing(window, _MIXED)
    rows = page.get_by_role("list", name="Rows of the file").get_by_role("listitem")
    await expect(rows).to_have_count(1)
    await expect(rows).to_contain_text("Price: cannot be read")
    await expect(rows).to_contain_text("Station: there is none called Zapfhahn")
    await expect(rows).to_contain_text("Line 6")
    await expect(page.get_by_role("button", name="Import", exact=False).and_(page.locator(".primary"))).to_be_hidden()

    await page.get_by_role("button", name="Skipped (2)").click()
    assert [" ".join((await each.inner_text()).split()) for each in await rows.all()] == [
        "ESPRESSO The same product as on line 2 €2.70 Skipped Line 4",
        "– Empty row Skipped Line 5",
    ]
    assert named(manager, "espresso") == [("Espresso", 2.5, None, None)]


async def test_a_corrected_file_is_imported_once_however_often_it_is_pressed(window: Open, somebody: Somebody) -> None:
    manager = somebody("Mia", "manager")
    page = await importing(window, _MIXED)
    await page.get_by_role("button", name="Wrong (1)").wait_for()
    await choose(page, "\n".join(_MIXED.splitlines()[:5]))
    await expect(page.get_by_text("This is what will be done.")).to_be_visible()
    await page.get_by_role("button", name="Changed (1)").click()
    await expect(page.get_by_role("list", name="Rows of the file")).to_contain_text("Price: €2.50 → €2.60")
    keys: list[str] = []

    async def lose_the_first_answer(route: Any) -> None:
        keys.append(route.request.headers["idempotency-key"])
        if len(keys) == 1:
            _ = await route.fetch()
            await route.abort()
        else:
            await route.continue_()

    await page.route("**/api/products/import", lose_the_first_answer)
    go = page.get_by_role("button", name="Import 2 products")
    await go.click()
    await expect(page.get_by_role("alert")).to_be_visible()
    await go.click()
    await expect(page.get_by_role("status").filter(has_text="Imported: 1 new, 1 changed").first).to_be_visible()

    assert (len(keys), len(set(keys))) == (2, 1)
    assert named(manager, "espresso") == [("Espresso", 2.6, "Kaffee", None)]
    assert named(manager, "crema") == [("Crema catalana 🍮", 8.5, "Dessert", 12)]


async def test_a_spreadsheet_and_a_file_without_names_are_refused_with_what_to_do(
    window: Open, somebody: Somebody
) -> None:
    _ = somebody("Mia", "manager")
    page = await importing(window, b"PK\x03\x04 and so on", "menu.xlsx")
    await expect(page.get_by_role("alert")).to_have_text("This is a spreadsheet. Save it as CSV, and choose that file.")
    await choose(page, "Tea;2\nCake;3\n")

    await expect(page.get_by_role("alert")).to_contain_text("The first row has to name the columns")


async def test_a_large_menu_is_seen_and_imported_while_the_page_goes_on(window: Open, somebody: Somebody) -> None:
    manager = somebody("Mia", "manager")
    page = await importing(window, "Name;Price\nX;1\n")
    await page.get_by_role("button", name="New (1)").wait_for()
    lines = [f"Dish {number:04} with a name as long as they come;{number % 40 + 5}" for number in range(_LARGEST)]
    _ = await page.evaluate(_WATCH)
    begun = time.monotonic()
    await choose(page, "\n".join(["Name;Price", *lines]))
    await page.get_by_role("button", name=f"Import {_LARGEST:,} products").click()
    await page.get_by_text(f"Imported: {_LARGEST:,} new, 0 changed").first.wait_for()

    assert time.monotonic() - begun < _WITHIN_SECONDS
    assert await page.evaluate("window.longest") < _STILL
    assert len(named(manager, "Dish 4999")) == 1


async def test_one_file_at_a_time_is_looked_at_and_what_is_new_is_shown_whole(window: Open, somebody: Somebody) -> None:
    _ = somebody("Mia", "manager")
    page = await importing(window, "Name;Price\nY;1\n")
    await page.get_by_role("button", name="New (1)").wait_for()
    waits = asyncio.Event()

    async def slowly(route: Route) -> None:
        _ = await waits.wait()
        await route.continue_()

    await page.route("**/api/products/import?preview=true", slowly)
    await choose(page, "Name;Price;Category;Stock;Available\nGhost;2;Dessert;0;no\n")
    await expect(page.get_by_label("Choose the file of a menu (CSV)")).to_be_disabled()
    waits.set()
    await page.get_by_role("button", name="Import 1 product").wait_for()
    row = page.locator("li, tr").filter(has=page.get_by_text("Ghost", exact=True))
    for each in ("Category: Dessert", "Stock: 0", "Available: No"):
        await expect(row).to_contain_text(each)
    await expect(page.get_by_label("Choose the file of a menu (CSV)")).to_be_enabled()


async def test_after_a_lost_line_the_file_need_not_be_chosen_anew(window: Open, somebody: Somebody) -> None:
    manager = somebody("Mia", "manager")
    page = await importing(window, "Name;Price\nX;1\n")
    await page.get_by_role("button", name="New (1)").wait_for()
    await page.route("**/api/products/import?preview=true", lambda route: route.abort())
    await choose(page, "Name;Allergens;Price;Photo\nLost soup;nuts;4;x\n")
    await expect(page.get_by_role("alert")).to_contain_text("The server cannot be reached")
    again = page.get_by_role("button", name="Try again")
    await again.click()
    await expect(again).to_be_enabled()
    await page.unroute("**/api/products/import?preview=true")
    await again.click()
    await expect(page.get_by_text("Not read: Allergens, Photo")).to_be_visible()
    await expect(again).to_be_hidden()
    await expect(page.locator("import-page").get_by_role("alert")).to_be_hidden()
    await page.get_by_role("button", name="Import 1 product").click()
    await page.get_by_text("Imported: 1 new, 0 changed").first.wait_for()
    assert named(manager, "lost soup") == [("Lost soup", 4, None, None)]


async def test_a_file_without_rows_and_a_stock_that_is_too_high_are_told_as_such(
    window: Open, somebody: Somebody
) -> None:
    _ = somebody("Mia", "manager")
    page = await importing(window, "Name;Price\n")
    await expect(page.get_by_text("there are no rows below them")).to_be_visible()
    await expect(page.get_by_text("Not read:")).to_be_hidden()
    await expect(page.get_by_role("button", name="All (0)")).to_be_hidden()
    await choose(page, "Name;Price;Stock\nZ;1;99999999\n")
    rows = page.get_by_role("list", name="Rows of the file").get_by_role("listitem")
    await expect(rows).to_contain_text("Stock: is at most 1,000,000")
