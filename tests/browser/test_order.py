"""An order: what may be done is done by taps, and a manager approves on the spot what waiters may not do alone."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, Final

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Window, without_line
from tests.browser.house import House, furnish
from tests.browser.server import Client, Server
from tests.browser.taking import all_arrived, counter, go, ordered, pad_for, send, tap

Open = Callable[..., Awaitable[Window]]
pytestmark = pytest.mark.anyio
_SECRET: Final = "a long and good password"


@pytest.fixture(scope="module")
def settings() -> dict[str, str]:
    return {"STORAGE": "memory", "AUTH_MODE": "managed"}


@pytest.fixture(scope="module")
def begun(server: Server) -> Iterator[tuple[House, Client, Client]]:
    """Return the house, its manager, and Ana, who has a password as Ben has."""
    stranger = Client(server)
    token = (server.data / "setup-token").read_text(encoding="utf-8").strip()
    boss = {"email": "boss@example.com", "name": "Boss", "password": _SECRET}
    _ = stranger.post("/api/users", boss, Setup_Token=token)
    manager = _in(server, "boss@example.com")
    for name in ("Ana", "Ben"):
        email = f"{name.lower()}@example.com"
        code = manager.post("/api/users", {"email": email, "name": name})["activation_code"]
        _ = stranger.post("/api/auth/activate", {"email": email, "code": code, "password": _SECRET})
    ana = _in(server, "ana@example.com")
    yield furnish(manager), manager, ana
    for each in (stranger, manager, ana):
        each.close()


def _in(server: Server, email: str) -> Client:
    stranger = Client(server)
    token = stranger.post("/api/auth/login", {"email": email, "password": _SECRET})["access_token"]
    stranger.close()
    return Client(server, {"Authorization": f"Bearer {token}"})


def place(begun: tuple[House, Client, Client], table: str, *wanted: tuple[str, int, int | None]) -> dict[str, Any]:
    """Place an order at a table: of what, how many, of which course."""
    house, _, ana = begun
    products = [
        {"product_id": house.products[name], "quantity": quantity, **({"course": course} if course else {})}
        for name, quantity, course in wanted
    ]
    body = {"customer_name": f"Table {table}", "table": house.tables[table], "products": products}
    order: dict[str, Any] = ana.post("/api/orders", body)["order"]
    return order


async def opened(window: Window, order: str, email: str = "ana@example.com") -> Page:
    page = await window.page()
    await page.get_by_label("E-mail").fill(email)
    await page.get_by_label("Password").fill(_SECRET)
    await page.get_by_role("button", name="Sign in", exact=True).click()
    await page.locator(".bar .me").wait_for()
    await go(page, f"#/order/{order}")
    await page.locator(".lines li").first.wait_for()
    return page


async def test_a_course_is_fired_and_what_is_ready_is_served(window: Open, begun: tuple[House, Client, Client]) -> None:
    order = place(begun, "1", ("Lasagne", 1, None), ("Tiramisu", 2, 2))
    _, manager, ana = begun
    page = await opened(await window(), order["id"])
    await page.get_by_role("button", name="Fire course 2").click()
    dessert = page.locator(".lines li").filter(has_text="Tiramisu")
    await expect(dessert).to_contain_text("Sent")
    for each in manager.get("/api/kitchen/tickets")["tickets"]:
        if each["order_id"] == order["id"]:
            _ = manager.post(f"/api/kitchen/tickets/{each['id']}/ready", {})
    await expect(dessert).to_contain_text("Ready")
    await dessert.get_by_role("button", name="Serve: Tiramisu").click()
    await expect(dessert).to_contain_text("Served")

    found = ana.get(f"/api/orders/{order['id']}")["order"]
    assert [each["status"] for each in found["products"]] == ["ready", "served"]


async def test_what_the_kitchen_knows_is_taken_back_once_a_manager_approves(
    window: Open, begun: tuple[House, Client, Client]
) -> None:
    order = place(begun, "2", ("Lasagne", 2, None))
    page = await opened(await window(), order["id"])
    await page.get_by_label("Lasagne").check()
    await page.get_by_role("button", name="Take back").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_role("button", name="One less: Lasagne").click()
    await sheet.get_by_role("button", name="Wrong order").click()
    await sheet.get_by_role("button", name="Take back").click()
    await sheet.get_by_label("Manager’s e-mail").fill("boss@example.com")
    await sheet.get_by_label("Password").fill("not this one")
    await sheet.get_by_role("button", name="Approve").click()
    await expect(sheet.get_by_role("alert")).to_be_visible()
    await sheet.get_by_label("Password").fill(_SECRET)
    await sheet.get_by_role("button", name="Approve").click()
    await expect(page.locator(".lines li")).to_contain_text("1 taken back")

    _, _, ana = begun
    [line] = ana.get(f"/api/orders/{order['id']}")["order"]["products"]
    assert (line["quantity"], line["voided"]) == (2, 1)
    [told] = [
        each["data"]
        for each in ana.get(f"/api/orders/{order['id']}/history")["events"]
        if each["type"] == "order.line_voided"
    ]
    assert told["reason"] == "Wrong order"
    assert told["approved_by"]


async def test_nothing_is_done_where_nobody_approves(window: Open, begun: tuple[House, Client, Client]) -> None:
    order = place(begun, "3", ("Lasagne", 1, None))
    page = await opened(await window(), order["id"])
    await page.get_by_label("Lasagne").check()
    await page.get_by_role("button", name="Take back").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("Why").fill("Spilled")
    await sheet.get_by_role("button", name="Take back").click()
    await sheet.get_by_role("button", name="Close").click()
    await expect(sheet).to_have_count(0)

    await expect(counter(page)).to_be_hidden()
    _, _, ana = begun
    assert ana.get(f"/api/orders/{order['id']}")["order"]["products"][0]["voided"] == 0


async def test_it_is_split_merged_changed_closed_and_opened_again(
    window: Open, begun: tuple[House, Client, Client]
) -> None:
    house, _, ana = begun
    order = place(begun, "4", ("Lasagne", 2, None), ("Beer", 1, None))
    page = await opened(await window(), order["id"])
    sheet = page.get_by_role("dialog")
    await page.locator(".actions").get_by_role("button", name="Split").click()
    await sheet.get_by_role("button", name="One more: Lasagne").click()
    await sheet.get_by_role("button", name="Split").click()
    await expect(page.get_by_text("Split off:")).to_be_visible()
    await expect(page.locator(".lines li").filter(has_text="Lasagne")).to_contain_text("1 × Lasagne")
    await page.locator(".actions").get_by_role("button", name="Merge").click()
    await sheet.locator(".option").filter(has_text="Table 4").click()
    await sheet.get_by_role("button", name="Merge").click()
    await expect(page.locator(".lines li").filter(has_text="Lasagne")).to_have_count(2)
    await page.locator(".actions").get_by_role("button", name="Change").click()
    await sheet.get_by_label("Table").select_option(label="6")
    await sheet.get_by_label("Guests").fill("3")
    await sheet.get_by_role("button", name="Save").click()
    await expect(page.locator("order-page")).to_contain_text("3 guests")
    await page.locator(".actions").get_by_role("button", name="Close").click()
    await sheet.get_by_role("button", name="Close").last.click()
    await expect(page.locator(".head .badge")).to_have_text("Closed")
    await page.locator(".actions").get_by_role("button", name="Open again").click()
    await sheet.get_by_role("button", name="Closed by mistake").click()
    await sheet.get_by_role("button", name="Open again").click()
    await sheet.get_by_label("Manager’s e-mail").fill("boss@example.com")
    await sheet.get_by_label("Password").fill(_SECRET)
    await sheet.get_by_role("button", name="Approve").click()
    await expect(page.locator(".head .badge")).to_have_text("Open")

    found = ana.get(f"/api/orders/{order['id']}")["order"]
    assert (found["table"], found["guests"], found["status"]) == (house.tables["6"], 3, "open")
    assert sum(each["quantity"] for each in found["products"]) == 3


async def test_who_gets_it_has_it(window: Open, begun: tuple[House, Client, Client]) -> None:
    _, manager, _ = begun
    order = place(begun, "5", ("Water", 1, None))
    page = await opened(await window(), order["id"], "boss@example.com")
    await page.locator(".actions").get_by_role("button", name="Change").click()
    await page.get_by_role("dialog").get_by_label("Waiter").select_option(label="Ben")
    await page.get_by_role("dialog").get_by_role("button", name="Save").click()
    await expect(page.locator("order-page")).to_contain_text("Ben")

    names = {each["id"]: each["name"] for each in manager.get("/api/users")["users"]}
    assert names[manager.get(f"/api/orders/{order['id']}")["order"]["user_id"]] == "Ben"

    mine = place(begun, "B2", ("Water", 1, None))
    former = await opened(await window(), mine["id"], "ana@example.com")
    await go(former, f"#/order/{order['id']}")
    await expect(former.get_by_text("it is someone else’s by now")).to_be_visible()
    await former.wait_for_timeout(2_000)  # a line that is down is told of after a moment
    await expect(former.get_by_text("The line is down")).to_be_hidden()
    await go(former, f"#/bill/{order['id']}")
    await expect(former.get_by_text("There is no such bill, or it is not yours.")).to_be_visible()


async def test_a_waiter_hands_an_order_over_to_a_colleague(
    window: Open, begun: tuple[House, Client, Client], server: Server
) -> None:
    order = place(begun, "T4", ("Water", 1, None))
    page = await opened(await window(), order["id"])
    await page.locator(".actions").get_by_role("button", name="Change").click()
    waiter = page.get_by_role("dialog").get_by_label("Waiter")
    await expect(waiter).to_have_js_property("value", order["user_id"])
    await waiter.select_option(label="Ben")
    await page.get_by_role("dialog").get_by_role("button", name="Save").click()
    await expect(page.get_by_role("status").filter(has_text="Handed over: #")).to_be_visible()
    await expect(page).to_have_url(f"{page.url.split('#')[0]}#/floor")

    ben = _in(server, "ben@example.com")
    assert ben.get(f"/api/orders/{order['id']}")["order"]["status"] == "open"
    ben.close()


async def test_the_floor_of_a_waiter_shows_their_own_orders_and_which_tables_others_have(
    window: Open, begun: tuple[House, Client, Client], server: Server
) -> None:
    house, _, _ = begun
    order = place(begun, "T2", ("Water", 2, None))
    ben = _in(server, "ben@example.com")
    body = {"customer_name": "Table T3", "table": house.tables["T3"], "guests": 2}
    _ = ben.post("/api/orders", {**body, "products": [{"product_id": house.products["Beer"], "quantity": 2}]})
    ben.close()
    page = await opened(await window(), order["id"])
    await go(page, "#/floor")
    tables = page.locator(".table")
    await expect(tables.filter(has_text="T2")).to_contain_text("Ana")
    await expect(tables.filter(has_text="T3")).to_contain_text("2 guests · 1 order of someone else")
    await tables.filter(has_text="T3").click()
    await page.get_by_role("dialog").get_by_role("link", name="New order at this table").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("T3")


async def test_without_a_line_commands_wait_their_turn(window: Open, begun: tuple[House, Client, Client]) -> None:
    _, _, ana = begun
    order = place(begun, "7", ("Lasagne", 1, None), ("Tiramisu", 1, 2))
    one = await window()
    page = await opened(one, order["id"])
    async with without_line(one):
        await page.get_by_role("button", name="Fire course 2").click()
        await expect(page.locator(".pending li")).to_contain_text("Fire")
        await page.get_by_label("Lasagne").check()
        await page.locator(".chosen-bar").get_by_role("button", name="Serve").click()
        await expect(page.locator(".pending li")).to_have_count(2)
    await all_arrived(page)

    found = ana.get(f"/api/orders/{order['id']}")["order"]
    assert [each["status"] for each in found["products"]] == ["served", "sent"]
    await expect(page.locator(".pending li")).to_have_count(0)


async def test_a_token_that_expired_is_renewed_before_anything_is_sent(
    window: Open, begun: tuple[House, Client, Client]
) -> None:
    _, _, ana = begun
    order = place(begun, "8", ("Tiramisu", 1, 2))
    one = await window()
    page = await opened(one, order["id"])
    async with without_line(one):
        await page.get_by_role("button", name="Fire course 2").click()
        await expect(page.locator(".pending li")).to_contain_text("Fire")
        await page.evaluate("""() => {
          const session = JSON.parse(localStorage.getItem("orders.session"));
          localStorage.setItem("orders.session", JSON.stringify({ ...session, access_token: "expired" }));
        }""")
    await all_arrived(page)

    await expect(page.locator(".bar .me")).to_have_text("Ana")
    assert ana.get(f"/api/orders/{order['id']}")["order"]["products"][0]["status"] == "sent"


async def test_its_history_says_who_did_what(window: Open, begun: tuple[House, Client, Client]) -> None:
    order = place(begun, "T1", ("Lasagne", 1, None))
    page = await opened(await window(), order["id"])
    await page.get_by_role("button", name="History").click()
    row = page.get_by_role("dialog").get_by_role("listitem")
    await expect(row).to_contain_text("Ordered")
    await expect(row).to_contain_text("1 × Lasagne")
    await expect(row).to_contain_text("Ana")


async def test_what_no_catalogue_has_is_refused_and_in_the_cart_again(
    window: Open, begun: tuple[House, Client, Client]
) -> None:
    house, _, ana = begun
    order = place(begun, "T4", ("Water", 1, None))
    page = await opened(await window(), order["id"])
    await pad_for(page, f"order={order['id']}")
    await tap(page, "Beer")
    await page.get_by_role("button", name="Something else").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("What").fill("Corkage")
    await sheet.get_by_label("Price").fill("12.50")
    await sheet.get_by_role("button", name="Add").click()
    await page.locator(".send:visible").click()
    await expect(page.locator(".cart-lines li").filter(has_text="Corkage").locator(".problem")).not_to_be_empty()
    await page.get_by_role("button", name="One less: Corkage").click()
    await send(page)
    await all_arrived(page)

    assert ordered(ana, table=house.tables["T4"]) == [Counter({"Water": 1, "Beer": 1})]


@pytest.mark.parametrize("width", [360, 390])
async def test_nothing_that_can_be_done_is_cut_off_on_a_phone(
    window: Open, begun: tuple[House, Client, Client], width: int
) -> None:
    order = place(begun, "T4", ("Lasagne", 1, None), ("Tiramisu", 2, 2))
    page = await opened(await window(viewport={"width": width, "height": 844}), order["id"])
    await page.evaluate("localStorage.setItem('orders.language', 'de')")  # of long words
    await page.reload()
    actions = page.locator(".actions")
    buttons = actions.locator("a:visible, button:visible")
    await expect(buttons).to_have_text(["Nachbestellen", "Rechnung", "Mehr"])
    assert len(set(await buttons.evaluate_all("all => all.map(each => each.getBoundingClientRect().y)"))) == 1
    await actions.get_by_role("button", name="Mehr", expanded=False).click()
    await expect(actions.get_by_role("button", name="Verlauf")).to_be_visible()
    await page.get_by_role("checkbox", name="Tiramisu").check()
    for row in (actions, page.locator(".chosen-bar .row")):
        assert await row.evaluate("row => row.scrollWidth <= row.clientWidth")
    await actions.get_by_role("button", name="Mehr", expanded=True).click()
    await expect(actions.get_by_role("button", name="Verlauf")).to_be_hidden()
