"""The floor: how tables are, as it changes, and what a tap on one opens."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import Window, without_line
from tests.browser.house import House, dine, furnish
from tests.browser.server import Client, Server
from tests.browser.taking import go, kept_by_worker

Open = Callable[..., Awaitable[Window]]
Somebody = Callable[[str, str], Client]
pytestmark = pytest.mark.anyio
_HOUSES: dict[int, tuple[House, dict[str, str]]] = {}


@pytest.fixture
def mia(somebody: Somebody) -> Client:
    return somebody("Mia", "manager")


@pytest.fixture
def ana(somebody: Somebody) -> Client:
    return somebody("Ana", "waiter")


@pytest.fixture
def evening(server: Server, mia: Client, ana: Client) -> tuple[House, dict[str, str]]:
    if server.port not in _HOUSES:
        house = furnish(mia)
        _HOUSES[server.port] = (house, dine(ana, house))
    return _HOUSES[server.port]


@pytest.fixture
async def page(window: Open, evening: tuple[House, dict[str, str]]) -> Page:  # noqa: ARG001
    page = await (await window()).signed_in("ana@example.com", "#/floor")
    await page.locator(".table").first.wait_for()
    return page


def table(page: Page, name: str) -> Locator:
    return page.locator(".table").filter(has=page.locator(".name").get_by_text(name, exact=True))


async def test_who_has_no_tables_yet_is_told_how_to_begin(window: Open, server: Server, somebody: Somebody) -> None:
    assert server.port not in _HOUSES, "this has to be asked before there are tables"
    _ = (somebody("Mia", "manager"), somebody("Ben", "waiter"))
    manager = await (await window()).signed_in("mia@example.com", "#/floor")
    await expect(manager.get_by_role("link", name="Set up tables")).to_have_attribute("href", "#/tables")
    waiter = await (await window()).signed_in("ben@example.com", "#/floor")
    await waiter.locator(".empty").get_by_role("link", name="New order").click()
    await expect(waiter.get_by_role("heading", name="New order")).to_be_visible()


async def test_a_table_says_what_is_going_on_at_it(page: Page) -> None:
    await expect(page.get_by_role("heading", level=2)).to_have_text(["Bar", "Inside", "Terrace"])
    await expect(table(page, "2")).to_contain_text("Free · 4 seats")
    await expect(table(page, "3")).to_contain_text("4 guests · Ana")
    await expect(table(page, "3")).to_contain_text("US$80.50")
    await expect(table(page, "3")).to_contain_text("0 min")


async def test_a_manager_sees_what_everybody_has_open(window: Open, evening: tuple[House, dict[str, str]]) -> None:
    _, orders = evening
    page = await (await window()).signed_in("mia@example.com", "#/floor")
    await expect(table(page, "3")).to_contain_text("4 guests · Ana")
    await table(page, "3").click()
    await expect(page).to_have_url(f"{page.url.split('#')[0]}#/order/{orders['3']}")


async def test_a_sheet_says_what_it_has_to_say_and_goes_with_its_page(page: Page) -> None:
    await page.locator(".bar .me").click()
    sheet = page.get_by_role("dialog")
    await expect(sheet).to_contain_text("ana@example.com · Waiter")
    await expect(sheet).not_to_contain_text("null")
    await go(page, "#/settings")
    await expect(sheet).to_be_hidden()


async def test_what_happens_is_seen_as_it_happens(
    page: Page, ana: Client, evening: tuple[House, dict[str, str]]
) -> None:
    house, orders = evening
    _ = ana.post(
        "/api/orders",
        {
            "customer_name": "Table 8",
            "table": house.tables["8"],
            "guests": 2,
            "products": [{"product_id": house.products["Water"], "quantity": 2}],
        },
    )
    await expect(table(page, "8")).to_contain_text("2 guests · Ana")
    tickets = ana.get("/api/kitchen/tickets")["tickets"]
    for each in tickets:
        if each["order_id"] == orders["5"]:
            _ = ana.post(f"/api/kitchen/tickets/{each['id']}/ready", {})
    await expect(table(page, "5")).to_contain_text("2 ready")
    _ = ana.post(f"/api/orders/{orders['B1']}/close", {})
    await expect(table(page, "B1")).to_contain_text("Free")


async def test_a_tap_opens_the_pad_the_order_or_a_choice(
    page: Page, ana: Client, evening: tuple[House, dict[str, str]]
) -> None:
    house, orders = evening
    await table(page, "2").click()
    await expect(page).to_have_url(f"{page.url.split('#')[0]}#/pad?table={house.tables['2']}")
    await go(page, "#/floor")
    await table(page, "3").click()
    await expect(page).to_have_url(f"{page.url.split('#')[0]}#/order/{orders['3']}")
    await go(page, "#/floor")
    total = table(page, "T1").locator(".sum")
    of_one = await total.inner_text()
    _ = ana.post(
        "/api/orders",
        {
            "customer_name": "Late guests",
            "table": house.tables["T1"],
            "products": [{"product_id": house.products["Beer"], "quantity": 1}],
        },
    )
    await expect(total).not_to_have_text(of_one)
    await table(page, "T1").click()
    await page.get_by_role("dialog").get_by_role("link", name="Late guests").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Late guests")


async def test_without_a_line_it_opens_as_it_was_and_says_so(
    window: Open, evening: tuple[House, dict[str, str]]
) -> None:
    _ = evening
    one = await window()
    page = await one.signed_in("ana@example.com", "#/floor")
    await kept_by_worker(page)
    await page.locator(".table").first.wait_for()
    async with without_line(one):
        await page.reload()
        await expect(table(page, "3")).to_contain_text("4 guests · Ana")
        await expect(page.get_by_role("status").filter(has_text="The line is down")).to_be_visible()
    await expect(page.get_by_role("status").filter(has_text="The line is down")).to_be_hidden(timeout=15_000)
