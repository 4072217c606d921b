"""The pad: what is sold by taps, with what guests choose, and what is refused."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import Page, Route, expect

from tests.browser.conftest import Window
from tests.browser.house import House
from tests.browser.server import Client
from tests.browser.taking import all_arrived, go, pad_for, send, tap

Open = Callable[..., Awaitable[Window]]
Somebody = Callable[[str, str], Client]
pytestmark = pytest.mark.anyio


@pytest.fixture
def ana(somebody: Somebody) -> Client:
    return somebody("Ana", "waiter")


@pytest.fixture
async def page(window: Open, ana: Client, house: House) -> Page:  # noqa: ARG001
    return await (await window()).signed_in("ana@example.com")


def lines(client: Client, **where: str) -> list[dict[str, Any]]:
    """Return the lines of the only order there is of those."""
    query = "&".join(f"{name}={value}" for name, value in where.items())
    [order] = client.get(f"/api/orders?per_page=100&{query}")["orders"]
    return [{name: line[name] for name in _SAID} for line in order["products"]]


_SAID = ("product_name", "quantity", "total_price", "note", "seat", "course", "status")


async def test_an_order_is_what_was_tapped_for_whom_and_when(page: Page, ana: Client, house: House) -> None:
    await pad_for(page, f"table={house.tables['1']}")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Table 1")
    await page.get_by_label("Guests").fill("4")
    await tap(page, "Lasagne", 2)
    await page.get_by_label("Course").fill("2")
    await page.get_by_label("Seat").fill("3")
    await tap(page, "Tiramisu")
    await page.get_by_role("button", name="One more: Tiramisu").click()
    await expect(page.locator(".cart-end .sum")).to_have_text("US$42.60")
    await page.get_by_label("Note for the whole order").fill("Birthday")
    await send(page)
    await expect(page.locator(".notice")).to_contain_text("Table 1")
    await all_arrived(page)

    [order] = ana.get(f"/api/orders?table={house.tables['1']}")["orders"]
    assert (order["customer_name"], order["guests"], order["note"]) == ("1", 4, "Birthday")
    assert lines(ana, table=house.tables["1"]) == [
        dict(zip(_SAID, ("Lasagne", 2, 27, None, None, None, "sent"), strict=True)),
        dict(zip(_SAID, ("Tiramisu", 2, 15.6, None, 3, 2, "held"), strict=True)),
    ]
    await go(page, f"#/bill/{order['id']}")
    await expect(page.locator(".about")).to_contain_text("Table 1 · 4 guests")
    await go(page, f"#/order/{order['id']}")
    await page.get_by_role("button", name="Change").click()
    await page.get_by_role("dialog").get_by_label("Table").select_option(label="8")
    await page.get_by_role("dialog").get_by_role("button", name="Save").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(f"#{order['number']} · Table 8")


async def test_what_has_to_be_chosen_is_asked_and_no_more_than_may_be(page: Page, ana: Client, house: House) -> None:
    await pad_for(page, f"table={house.tables['2']}")
    await tap(page, "Steak")
    sheet = page.get_by_role("dialog")
    await sheet.get_by_role("button", name="Add").click()
    await expect(sheet.get_by_role("alert")).to_have_text("Choose at least 1 of Doneness.")
    await sheet.get_by_text("Rare").click()
    await sheet.get_by_text("Medium").click()
    await sheet.get_by_label("Note for the kitchen").fill("No butter")
    await sheet.get_by_role("button", name="One more", exact=True).click()
    await sheet.get_by_role("button", name="Add").click()
    await tap(page, "Risotto")
    await sheet.get_by_text("Truffle").click()
    await expect(sheet.get_by_role("button", name="Add · US$21.30")).to_be_visible()
    await sheet.get_by_role("button", name="Add").click()
    await send(page)
    await all_arrived(page)

    assert [each["total_price"] for each in lines(ana, table=house.tables["2"])] == [53.8, 21.3]
    [order] = ana.get(f"/api/orders?table={house.tables['2']}")["orders"]
    assert [[each["name"] for each in line["modifiers"]] for line in order["products"]] == [["Medium"], ["Truffle"]]
    assert order["products"][0]["note"] == "No butter"


async def test_a_line_can_be_thought_over_before_it_is_sent(page: Page, ana: Client, house: House) -> None:
    await pad_for(page, f"table={house.tables['3']}")
    await tap(page, "Risotto")
    sheet = page.get_by_role("dialog")
    await sheet.get_by_role("button", name="Add").click()
    await page.locator(".cart-lines .what").click()
    await sheet.get_by_text("Parmesan").click()
    await sheet.get_by_label("Hold until I fire it").check()
    await sheet.get_by_role("button", name="Save").click()
    await expect(page.locator(".cart-lines .what")).to_contain_text("Parmesan · on hold")
    await send(page)
    await all_arrived(page)

    [line] = lines(ana, table=house.tables["3"])
    assert (line["total_price"], line["status"]) == (17.8, "held")


async def test_something_else_has_a_name_and_a_price_of_its_own(page: Page, ana: Client) -> None:
    await pad_for(page)
    await page.get_by_label("For whom").fill("Take-away Lea")
    await page.get_by_role("button", name="Something else").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_role("button", name="Add").click()
    await expect(sheet.get_by_role("alert")).to_be_visible()
    await sheet.get_by_label("What").fill("Corkage")
    await sheet.get_by_label("Price").fill("12,50")
    await sheet.get_by_role("button", name="Add").click()
    await send(page)
    await all_arrived(page)

    [line] = lines(ana, customer_name="Take-away")
    assert (line["product_name"], line["total_price"]) == ("Corkage", 12.5)


async def test_an_open_price_is_asked_for(page: Page, ana: Client, somebody: Somebody) -> None:
    fish = {"name": "Fish by weight", "price": 30, "category": "Mains", "open_price": True}
    _ = somebody("Mia", "manager").post("/api/products", fish)
    await pad_for(page)
    await page.get_by_label("For whom").fill("Fish eater")
    await tap(page, "Fish by weight")
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("Price").fill("41.80")
    await sheet.get_by_role("button", name="Add").click()
    await send(page)
    await all_arrived(page)

    assert lines(ana, customer_name="Fish")[0]["total_price"] == 41.8


async def test_what_runs_out_is_greyed_at_once_and_back_again(page: Page, house: House, somebody: Somebody) -> None:
    mia = somebody("Mia", "manager")
    await pad_for(page)
    await page.get_by_role("searchbox").fill("Affogato")
    tile = page.locator(".tile:visible")
    await expect(tile).to_be_enabled()
    path = f"/api/products/{house.products['Affogato']}"
    _ = mia.call("PATCH", path, {"stock": 0})
    await expect(tile).to_be_disabled()
    await expect(tile).to_contain_text("Sold out")
    _ = mia.call("PATCH", path, {"stock": 5})
    await expect(tile).to_be_enabled()
    await expect(tile).to_contain_text("5 left")


@pytest.mark.parametrize("how", ["a minute passes", "the page is looked at again"])
async def test_another_price_is_on_an_open_pad(
    window: Open, ana: Client, house: House, somebody: Somebody, how: str
) -> None:
    _ = ana
    context = await window()
    await context.context.clock.install()
    page = await context.signed_in("ana@example.com")
    await pad_for(page)
    await tap(page, "Burrata")
    await expect(page.locator(".cart-end .sum")).to_have_text("US$11.50")
    path = f"/api/products/{house.products['Burrata']}"
    _ = somebody("Mia", "manager").call("PATCH", path, {"price": 12})
    try:
        if how == "a minute passes":
            await context.context.clock.fast_forward(60_000)
        else:
            await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        await expect(page.locator(".cart-end .sum")).to_have_text("US$12.00")
        await expect(page.locator(".tile:visible")).to_contain_text("12.00")
    finally:
        _ = somebody("Mia", "manager").call("PATCH", path, {"price": 11.5})


async def test_what_guests_choose_costs_what_it_costs_now(page: Page, house: House, somebody: Somebody) -> None:
    _ = house
    mia = somebody("Mia", "manager")
    group = mia.post(
        "/api/modifier-groups",
        {"name": "Sauces", "least": 0, "most": 1, "modifiers": [{"name": "Rouille", "price": 1}]},
    )["modifier_group"]
    _ = mia.post("/api/products", {"name": "Bouillabaisse", "price": 20, "modifier_groups": [group["id"]]})
    await pad_for(page)
    await page.get_by_role("searchbox").fill("Bouillabaisse")
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await page.locator(".tile:visible").filter(has_text="Bouillabaisse").click()
    await page.get_by_role("dialog").get_by_text("Rouille").click()
    await page.get_by_role("dialog").get_by_role("button", name="Add").click()
    await expect(page.locator(".cart-end .sum")).to_have_text("US$21.00")
    dearer = [{**group["modifiers"][0], "price": 2.5}]
    _ = mia.call("PATCH", f"/api/modifier-groups/{group['id']}", {"modifiers": dearer})
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await expect(page.locator(".cart-end .sum")).to_have_text("US$22.50")

    await page.locator(".tile:visible").filter(has_text="Bouillabaisse").click()
    await page.get_by_role("dialog").get_by_text("Rouille").click()
    dearest = [{**group["modifiers"][0], "price": 3}]
    _ = mia.call("PATCH", f"/api/modifier-groups/{group['id']}", {"modifiers": dearest})
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await expect(page.locator(".cart-end .sum")).to_have_text("US$23.00")
    await page.get_by_role("dialog").get_by_role("button", name="Add").click()
    await expect(page.locator(".cart-end .sum")).to_have_text("US$46.00")


async def test_what_is_off_the_menu_is_refused_in_the_language_of_the_page(
    window: Open, ana: Client, house: House, somebody: Somebody
) -> None:
    _ = ana
    mia, path = somebody("Mia", "manager"), f"/api/products/{house.products['Tiramisu']}"
    page = await (await window(locale="de-DE")).page()
    await page.get_by_label("E-Mail").fill("ana@example.com")
    await page.get_by_role("button", name="Anmelden", exact=True).click()
    await page.locator(".bar .me").wait_for()
    await pad_for(page)
    await tap(page, "Tiramisu")
    await page.route("**/api/events/stream**", lambda route: route.abort())
    _ = mia.call("PATCH", path, {"available": False})
    await page.locator(".send:visible").click()
    await expect(page.locator(".cart-lines .problem")).to_have_text("Tiramisu ist nicht da, oder es sind weniger da")
    await expect(page.get_by_text("Einiges davon kann gerade nicht bestellt werden.")).to_be_visible()
    _ = mia.call("PATCH", path, {"available": True})


async def test_what_runs_out_while_the_menu_is_read_again_stays_greyed(
    page: Page, house: House, somebody: Somebody
) -> None:
    mia = somebody("Mia", "manager")
    await pad_for(page)
    await page.get_by_role("searchbox").fill("Panna cotta")
    tile = page.locator(".tile:visible")
    await expect(tile).to_be_enabled()
    is_read, is_sold_out = asyncio.Event(), asyncio.Event()

    async def slow(route: Route) -> None:
        answer = await route.fetch()
        is_read.set()
        await is_sold_out.wait()
        await route.fulfill(response=answer)

    await page.route("**/api/products?*", slow)
    async with page.expect_response("**/api/products?*"):
        await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        _ = await is_read.wait()
        path = f"/api/products/{house.products['Panna cotta']}"
        _ = mia.call("PATCH", path, {"stock": 0})
        await expect(tile).to_be_disabled()
        is_sold_out.set()
    await page.wait_for_timeout(250)
    await expect(tile).to_be_disabled()
    _ = mia.call("PATCH", path, {"stock": None})


async def test_a_cart_is_its_tables_and_stays_over_a_reload_and_another_person(
    window: Open, ana: Client, house: House, somebody: Somebody
) -> None:
    _ = (ana, somebody("Ben", "waiter"))
    page = await (await window()).signed_in("ana@example.com")
    await pad_for(page, f"table={house.tables['5']}")
    await tap(page, "Beer", 2)
    await page.reload()
    await expect(page.locator(".cart-lines li")).to_contain_text("Beer")
    await pad_for(page, f"table={house.tables['6']}")
    await expect(page.locator(".cart-lines li")).to_have_count(0)
    for name in ("ben", "ana"):
        await page.locator(".bar .me").click()
        await page.get_by_role("button", name="Sign out").click()
        await page.get_by_label("E-mail").fill(f"{name}@example.com")
        await page.get_by_role("button", name="Sign in", exact=True).click()
        await page.locator(".bar .me").wait_for()
        await pad_for(page, f"table={house.tables['5']}")
        await expect(page.locator(".cart-lines li")).to_have_count(1 if name == "ana" else 0)


async def test_by_keyboard_alone_an_order_is_taken(page: Page, ana: Client, house: House) -> None:
    await go(page, "#/floor")
    await page.locator(".table").first.wait_for()
    await page.locator(".table").get_by_text("T1", exact=True).locator("..").focus()
    await page.keyboard.press("Enter")
    await page.get_by_role("searchbox").focus()
    await page.keyboard.type("water")
    await page.locator(".tile:visible").focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Send", exact=True).focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("pad-page")).to_have_count(0)
    await all_arrived(page)

    assert [each["quantity"] for each in lines(ana, table=house.tables["T1"])] == [2]
