"""What is tapped arrives once, whatever happens to the line, the tab, the token and the server meanwhile."""

import asyncio
import json
import signal
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import pytest
from playwright.async_api import Page, Route, expect

from tests.browser.conftest import Window, without_line
from tests.browser.house import House
from tests.browser.server import Client, Server
from tests.browser.taking import all_arrived, counter, go, kept_by_worker, ordered, pad_for, send, take, tap

Open = Callable[..., Awaitable[Window]]
Somebody = Callable[[str, str], Client]
pytestmark = pytest.mark.anyio

_PLAIN_HTTP = """
Object.defineProperty(Navigator.prototype, "locks", { get: () => undefined });
delete Navigator.prototype.serviceWorker;
delete Crypto.prototype.randomUUID;
delete window.caches;
"""
"""What browsers leave out where the address is not that of this machine, and is not https."""
_AN_HOUR_AHEAD = """
const before = Date;
Date = class extends before {
  constructor(...said) { super(...(said.length ? said : [Date.now()])); }
  static now() { return before.now() + 3_600_000; }
};
"""


@pytest.fixture(scope="module")
def settings() -> dict[str, str]:
    return {"STORAGE": "postgres"}


@pytest.fixture
def ana(somebody: Somebody) -> Client:
    return somebody("Ana", "waiter")


async def test_a_lost_line_loses_nothing_and_doubles_nothing(window: Open, ana: Client, house: House) -> None:
    one = await window()
    page = await one.signed_in("ana@example.com")
    await kept_by_worker(page)
    await pad_for(page)  # what is sold is known from here on
    async with without_line(one):
        await take(page, f"table={house.tables['1']}", {"Lasagne": 2, "Water": 1})
        await go(page, "#/floor")
        await page.locator(".table").filter(has_text="1 on its way").click()
        await page.get_by_role("link", name="Add more").click()
        await page.locator(".tile").first.wait_for(state="attached")
        await tap(page, "Beer", 3)
        await send(page)
        await take(page, "", {"Espresso": 1})
        await pad_for(page, f"table={house.tables['2']}")
        await tap(page, "Lemonade", 2)
        await page.reload()
        await expect(counter(page)).to_have_text("3 waiting")
        await expect(page.locator(".cart-lines li")).to_contain_text("Lemonade")
    await all_arrived(page)
    await send(page)
    await all_arrived(page)

    assert ordered(ana, table=house.tables["1"]) == [Counter({"Lasagne": 2, "Water": 1, "Beer": 3})]
    assert ordered(ana, table=house.tables["2"]) == [Counter({"Lemonade": 2})]
    assert ordered(ana, customer_name="Bar") == [Counter({"Espresso": 1})]


async def test_a_tap_is_kept_though_the_page_is_gone_at_once(window: Open, ana: Client, house: House) -> None:
    _ = ana
    page = await (await window()).signed_in("ana@example.com")
    await pad_for(page, f"table={house.tables['7']}")
    await page.evaluate("""() => {
      const { commit } = IDBTransaction.prototype;
      window.committed = 0;
      IDBTransaction.prototype.commit = function () { window.committed += 1; commit.call(this); };
    }""")
    await tap(page, "Lasagne", 2)
    assert await page.evaluate("window.committed") >= 2, "a write waits for its page, and is undone with it"
    await page.reload()
    await expect(page.locator(".cart-lines output")).to_have_text("2")


async def test_an_answer_that_is_lost_doubles_nothing(window: Open, ana: Client, house: House) -> None:
    one = await window()
    page = await one.signed_in("ana@example.com")
    lost: list[str] = []

    async def lose(route: Route) -> None:
        if route.request.method != "POST" or len(lost) > 1:
            await route.continue_()
            return
        _ = await route.fetch()
        lost.append(route.request.url)
        await route.abort()

    await page.route("**/api/orders", lose)
    await take(page, f"table={house.tables['3']}", {"Bruschetta": 1})
    await all_arrived(page)

    assert len(lost) == 2
    assert ordered(ana, table=house.tables["3"]) == [Counter({"Bruschetta": 1})]


@pytest.mark.parametrize("is_plain", [False, True], ids=["https", "http"])
async def test_a_cart_that_two_tabs_send_is_sent_once(
    window: Open, ana: Client, house: House, *, is_plain: bool
) -> None:
    table = house.tables["4" if is_plain else "5"]
    one = await window()
    if is_plain:
        await one.context.add_init_script(_PLAIN_HTTP)
    first = await one.signed_in("ana@example.com")
    await pad_for(first, f"table={table}")
    await tap(first, "Burrata", 2)
    second = await one.page(f"#/pad?table={table}")
    await expect(second.locator(".cart-lines li")).to_contain_text("Burrata")
    press = "document.querySelectorAll('.send').forEach(each => each.click())"
    _ = await asyncio.gather(first.evaluate(press), second.evaluate(press))
    for page in (first, second):
        await expect(page.locator(".cart-lines li")).to_have_count(0)
    await first.wait_for_timeout(2_000)  # whatever either sends is on its way by then
    await all_arrived(first)

    assert ordered(ana, table=table) == [Counter({"Burrata": 2})]


async def test_two_tabs_send_all_that_either_has_once(window: Open, ana: Client, house: House) -> None:
    one = await window()
    await one.context.add_init_script(_PLAIN_HTTP)
    first = await one.signed_in("ana@example.com")
    second = await one.page()
    await pad_for(first)
    await pad_for(second)
    async with without_line(one):
        for number in range(3):
            await take(first, f"table={house.tables['6']}", {"Water": number + 1})
            await take(second, f"table={house.tables['6']}", {"Beer": number + 1})
    await all_arrived(first)

    found = ordered(ana, table=house.tables["6"])
    assert sorted(str(each) for each in found) == sorted(
        str(Counter({name: number})) for name in ("Water", "Beer") for number in (1, 2, 3)
    )


async def test_without_a_worker_orders_are_taken_without_a_line_all_the_same(
    window: Open, ana: Client, house: House
) -> None:
    one = await window()
    await one.context.add_init_script(_PLAIN_HTTP)
    page = await one.signed_in("ana@example.com")
    async with page.expect_response("**/ordering/order.css", timeout=30_000):
        await go(page, "#/floor")
    await page.wait_for_timeout(1_000)
    await pad_for(page)
    async with without_line(one):
        await pad_for(page, f"table={house.tables['B1']}")
        await tap(page, "Steak")
        await page.get_by_role("dialog").get_by_text("Rare").click()
        await page.get_by_role("dialog").get_by_role("button", name="Add").click()
        await send(page)
        await page.locator(".table").filter(has_text="1 on its way").click()
        await expect(page.get_by_text("as soon as the line is there").first).to_be_visible()
    await all_arrived(page)

    assert ordered(ana, table=house.tables["B1"]) == [Counter({"Steak": 1})]


async def test_what_waits_is_sent_once_its_user_is_back(
    window: Open, ana: Client, somebody: Somebody, house: House
) -> None:
    _ = somebody("Ben", "waiter")
    one = await window()
    page = await one.signed_in("ana@example.com")
    await kept_by_worker(page)
    await pad_for(page)
    async with without_line(one):
        await take(page, f"table={house.tables['7']}", {"Tiramisu": 2})
        await page.evaluate("""() => {
          const session = JSON.parse(localStorage.getItem("orders.session"));
          localStorage.setItem("orders.session", JSON.stringify({ ...session, access_token: "expired" }));
        }""")
    await expect(page.get_by_role("heading", name="Sign in")).to_be_visible(timeout=20_000)
    await _sign_in(page, "ben@example.com")
    await go(page, "#/outbox")
    await expect(page.get_by_text("Waits until Ana signs in")).to_be_visible()
    assert ordered(ana, table=house.tables["7"]) == []
    await page.locator(".bar .me").click()
    await page.get_by_role("button", name="Sign out").click()
    await _sign_in(page, "ana@example.com")
    await all_arrived(page)

    assert ordered(ana, table=house.tables["7"]) == [Counter({"Tiramisu": 2})]
    placed = ana.get(f"/api/orders?table={house.tables['7']}")["orders"][0]
    assert placed["user_id"] == ana.get("/api/auth/verify")["user"]["id"]


async def test_a_server_that_is_killed_and_comes_back_has_all_of_it(
    window: Open, ana: Client, house: House, server: Server
) -> None:
    page = await (await window()).signed_in("ana@example.com")
    await take(page, f"table={house.tables['8']}", {"Soup of the day": 1})
    await all_arrived(page)
    await pad_for(page, f"table={house.tables['T1']}")
    server.stop(signal.SIGKILL)
    await tap(page, "Panna cotta", 2)
    await send(page)
    await take(page, f"table={house.tables['T1']}", {"Affogato": 1})
    await expect(counter(page)).to_have_text("2 waiting")
    server.start()
    await all_arrived(page)

    assert ordered(ana, table=house.tables["8"]) == [Counter({"Soup of the day": 1})]
    assert ordered(ana, table=house.tables["T1"]) == [Counter({"Panna cotta": 2}), Counter({"Affogato": 1})]


async def test_what_is_refused_stays_until_somebody_settles_it(
    window: Open, ana: Client, somebody: Somebody, house: House
) -> None:
    mia = somebody("Mia", "manager")
    one = await window()
    page = await one.signed_in("ana@example.com")
    await kept_by_worker(page)
    await pad_for(page)
    async with without_line(one):
        await take(page, f"table={house.tables['T2']}", {"Sea bream": 1, "House red": 1})
        _ = mia.call("PATCH", f"/api/products/{house.products['Sea bream']}", {"available": False})
    await expect(counter(page)).to_have_text("1 refused")
    await page.reload()
    await counter(page).click()
    await expect(page.get_by_text("Sea bream is not available")).to_be_visible()
    await page.get_by_role("button", name="Back to the pad").click()
    await page.get_by_role("button", name="One less: Sea bream").click()
    await send(page)
    await all_arrived(page)

    assert ordered(ana, table=house.tables["T2"]) == [Counter({"House red": 1})]


async def test_what_is_sold_out_by_the_moment_is_in_the_cart_again_with_why(
    window: Open, ana: Client, somebody: Somebody, house: House
) -> None:
    mia = somebody("Mia", "manager")
    page = await (await window()).signed_in("ana@example.com")
    await pad_for(page, f"table={house.tables['T3']}")
    await tap(page, "Vitello tonnato")
    await tap(page, "House white")
    await page.route("**/api/events/stream**", lambda route: route.abort())
    path = f"/api/products/{house.products['Vitello tonnato']}"
    stock: dict[str, Any] = {"stock": 0}
    _ = mia.call("PATCH", path, stock)
    await page.locator(".send:visible").click()

    await expect(page.locator(".cart-lines .problem").first).to_contain_text("Vitello tonnato is not available")
    await page.get_by_role("button", name="One less: Vitello tonnato").click()
    await send(page)
    assert ordered(ana, table=house.tables["T3"]) == [Counter({"House white": 1})]


@pytest.mark.usefixtures("house")
async def test_what_met_something_busy_is_sent_again(window: Open, ana: Client, somebody: Somebody) -> None:
    table = somebody("Mia", "manager").post("/api/tables", {"name": "Busy corner"})["table"]["id"]
    page = await (await window()).signed_in("ana@example.com")
    met: list[str] = []

    async def meet(route: Route) -> None:
        if met:
            await route.continue_()
            return
        met.append(route.request.url)
        busy = {"type": "/problems/busy", "title": "Busy", "status": 409, "message": "Somebody else changes it"}
        await route.fulfill(
            status=409, headers={"Retry-After": "1"}, content_type="application/problem+json", body=json.dumps(busy)
        )

    await page.route("**/api/orders", meet)
    await take(page, f"table={table}", {"Bruschetta": 1})
    await all_arrived(page)

    assert len(met) == 1
    assert ordered(ana, table=table) == [Counter({"Bruschetta": 1})]


async def test_a_clock_that_is_wrong_says_when_it_was_all_the_same(window: Open, ana: Client, house: House) -> None:
    one = await window()
    await one.context.add_init_script(_AN_HOUR_AHEAD)
    page = await one.signed_in("ana@example.com")
    await kept_by_worker(page)
    await pad_for(page)
    async with without_line(one):
        await take(page, f"table={house.tables['T4']}", {"Ravioli": 1})
    await all_arrived(page)

    assert ordered(ana, table=house.tables["T4"]) == [Counter({"Ravioli with ricotta": 1})]
    [taken] = [each["taken"] for each in await _kept(page) if each["table"] == house.tables["T4"]]
    [order] = ana.get(f"/api/orders?table={house.tables['T4']}")["orders"]
    assert abs(taken / 1_000 - datetime.fromisoformat(order["created_at"]).timestamp()) < 0.01


async def test_a_device_that_is_full_says_so_and_has_the_cart_still(window: Open, ana: Client, house: House) -> None:
    page = await (await window()).signed_in("ana@example.com")
    await pad_for(page, f"table={house.tables['B2']}")
    await page.evaluate("""() => {
      const { add, put } = IDBObjectStore.prototype;
      const full = () => { throw new DOMException("Full", "QuotaExceededError"); };
      Object.assign(IDBObjectStore.prototype, { add: full, put: full });
      window.makeRoom = () => Object.assign(IDBObjectStore.prototype, { add, put });
    }""")
    await tap(page, "Affogato", 2)
    await expect(page.get_by_role("alert")).to_contain_text("the device is full")
    await page.locator(".send:visible").click()
    await expect(page.locator(".cart-lines li")).to_contain_text("Affogato")
    await page.evaluate("window.makeRoom()")
    await tap(page, "Affogato")
    await send(page)
    await all_arrived(page)

    assert ordered(ana, table=house.tables["B2"]) == [Counter({"Affogato": 3})]


async def test_who_leaves_with_something_on_its_way_is_told_and_after_a_day_a_person_looks(
    window: Open, ana: Client, house: House
) -> None:
    product = {"product_id": house.products["Water"], "quantity": 1}
    order = ana.post("/api/orders", {"customer_name": "A day later", "products": [product]})["order"]["id"]
    one = await window()
    page = await one.signed_in("ana@example.com")
    await kept_by_worker(page)
    await pad_for(page, f"order={order}")
    async with without_line(one):
        await tap(page, "Beer")
        await send(page)
        await page.locator(".bar .me").click()
        await expect(page.get_by_role("dialog")).to_contain_text("1 is on the way still")
        await page.get_by_role("button", name="Close", exact=True).click()
        await page.evaluate("""async () => {
          const { commands, replace } = await import("./kernel/outbox.js");
          for (const each of await commands()) await replace(each, { tapped: each.tapped - 25 * 3_600_000 });
        }""")
    await expect(counter(page)).to_have_text("1 refused")
    await counter(page).click()
    await expect(page.get_by_text("It waited for more than a day")).to_be_visible()
    await page.get_by_role("button", name="Send again as of now").click()
    await all_arrived(page)

    assert ordered(ana, customer_name="A day later") == [Counter({"Water": 1, "Beer": 1})]


async def _kept(page: Page) -> list[dict[str, Any]]:
    """Return what the outbox has of today, what was answered included."""
    return await page.evaluate("""async () => (await import("./kernel/outbox.js")).commands()""")  # type: ignore[no-any-return]


async def _sign_in(page: Page, email: str) -> None:
    await page.get_by_label("E-mail").fill(email)
    await page.get_by_role("button", name="Sign in", exact=True).click()
    await page.locator(".bar .me").wait_for()
