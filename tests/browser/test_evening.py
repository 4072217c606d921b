"""An evening: two waiters, a kitchen and a manager, each at a screen, and everything goes wrong that can.

What was tapped is what the API says in the end: every order once, every line, every ticket, and all of the money.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Window, without_line
from tests.browser.house import House, furnish
from tests.browser.server import Client, Server, first_manager

Open = Callable[..., Awaitable[Window]]
pytestmark = [pytest.mark.anyio, pytest.mark.timeout(400)]

MANAGER: Final = {"email": "mia@example.com", "password": "a trattoria on the corner"}
PHONE: Final = {"viewport": {"width": 390, "height": 844}}
PINS: Final = {"ben": "482913", "zoe": "739164", "kai": "591827"}
AN_HOUR_WRONG: Final = "const real = Date.now; Date.now = () => real() + 3_600_000;"
PATIENCE: Final = 45_000
"""Milliseconds: until a line, a server or a lease is back, on a machine that has other things to do."""


@pytest.fixture(scope="module")
def settings() -> dict[str, str]:
    """Return the settings of a real restaurant: with a database, and people who prove who they are."""
    return {"AUTH_MODE": "managed", "RESTAURANT_CURRENCY": "EUR"}


@pytest.fixture
def manager(server: Server) -> Iterator[Client]:
    """Return the first manager, signed in."""
    with closing(first_manager(server, MANAGER["email"], MANAGER["password"])) as manager:
        yield manager


class Tapped:
    """What was tapped, to be held against what the API says."""

    def __init__(self) -> None:
        self.orders: list[tuple[str, Counter[str]]] = []

    @property
    def dishes(self) -> Counter[str]:
        """How many of each."""
        return sum((dishes for _, dishes in self.orders), Counter[str]())


def employ(manager: Client, server: Server, name: str, role: str) -> None:
    """Take somebody on who has chosen a PIN."""
    email = f"{name}@example.com"
    code = manager.post("/api/users", {"email": email, "name": name.title(), "role": role})["activation_code"]
    stranger = Client(server)
    _ = stranger.post("/api/auth/activate", {"email": email, "code": code, "pin": PINS[name]})
    stranger.close()


async def pair(office: Page, window: Window, name: str) -> Page:
    """Have the manager pair a device, and return its page."""
    await office.evaluate("location.hash = '#/devices'")
    await office.get_by_role("button", name="Pair a device").click()
    await office.get_by_label("What it is called").fill(name)
    await office.get_by_role("button", name="Get the code").click()
    code = (await office.locator("output.code").inner_text()).strip()
    page = await window.page(f"#/pair/{code}")
    await page.get_by_role("button", name="Pair", exact=True).click()
    await expect(page.get_by_text(f"This device is “{name}” now")).to_be_visible()
    await expect(office.get_by_role("dialog")).to_be_hidden()
    return page


async def enter(page: Page, name: str) -> None:
    """Sign in by PIN."""
    await page.get_by_label("E-mail").fill(f"{name}@example.com")
    for digit in PINS[name]:
        await page.get_by_role("button", name=digit, exact=True).click()
    await page.locator(".keys").get_by_role("button", name="Sign in").click()
    await page.locator(".bar .me").wait_for()


async def order(page: Page, house: House, tapped: Tapped, table: str, *dishes: str) -> None:
    """Take an order at a table, tap by tap, and send it."""
    await page.locator(f"[data-table='{house.tables[table]}']").click()
    await expect(page.locator("main h1")).to_have_text(f"Table {table}" if table.isdigit() else table)
    for dish in dishes:
        await page.locator(".tile", has_text=dish).first.click()
    await page.locator(".pad-bar button").first.click()
    await page.locator(".send:visible").click()
    tapped.orders.append((table, Counter(dishes)))
    await expect(page.locator("main h1")).to_have_text("Floor", timeout=PATIENCE)


async def sent(page: Page) -> None:
    """Wait until nothing is on its way any more."""
    await expect(page.locator(".counter")).to_be_hidden(timeout=PATIENCE)


def dishes_of(orders: list[dict[str, Any]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for each in orders:
        for line in each["products"]:
            found[line["product_name"]] += line["quantity"]
    return found


@dataclass
class Evening:
    """Everybody at work, and what was tapped so far."""

    server: Server
    manager: Client
    house: House
    office: Page
    bens: Window
    zoes: Window
    ben: Page
    zoe: Page
    kai: Page
    tapped: Tapped = field(default_factory=Tapped)

    async def order(self, page: Page, table: str, *dishes: str) -> None:
        """Take an order."""
        await order(page, self.house, self.tapped, table, *dishes)

    async def until_all_is_sent(self) -> None:
        """Wait until nothing is on its way any more."""
        for page in (self.ben, self.zoe):
            await sent(page)


async def begin(window: Open, server: Server, manager: Client) -> Evening:
    """Have the manager set everything up, pair three devices, and everybody sign in."""
    house = furnish(manager)
    for name, role in (("ben", "waiter"), ("zoe", "waiter"), ("kai", "kitchen")):
        employ(manager, server, name, role)
    office = await (await window()).page()
    await office.get_by_label("E-mail").fill(MANAGER["email"])
    await office.get_by_label("Password").fill(MANAGER["password"])
    await office.get_by_role("button", name="Sign in", exact=True).click()
    await office.locator(".bar .me").wait_for()
    windows = {"ben": await window(**PHONE), "zoe": await window(**PHONE), "kai": await window()}
    await windows["zoe"].context.add_init_script(AN_HOUR_WRONG)
    pages = {name: await pair(office, each, f"Device of {name}") for name, each in windows.items()}
    for name, page in pages.items():
        await enter(page, name)
    return Evening(server, manager, house, office, windows["ben"], windows["zoe"], **pages)


async def all_is_well(evening: Evening) -> None:
    """What is sent stands on the board."""
    await evening.order(evening.ben, "1", "Bruschetta", "Burrata", "House red", "House red")
    await evening.order(evening.zoe, "T1", "Lasagne", "Water")
    await expect(evening.kai.locator("board-ticket")).to_have_count(4, timeout=PATIENCE)


async def a_line_is_down(evening: Evening) -> None:
    """A phone takes orders, forgets none when it is loaded anew, and sends them when its line is back."""
    async with without_line(evening.bens):
        await evening.order(evening.ben, "2", "Espresso", "Tiramisu")
        await evening.ben.reload()
        await evening.order(evening.ben, "3", "Sea bream", "Beer")
        await expect(evening.ben.locator(".counter")).to_have_text("2 waiting")
        await evening.order(evening.zoe, "T2", "Beer")
    await evening.until_all_is_sent()


async def an_answer_is_lost(evening: Evening) -> None:
    """The server has done it, and the phone, with two tabs, never heard."""
    second = await evening.zoes.page("#/floor")
    lost: list[str] = []

    async def lose(route: Any) -> None:
        if lost:
            await route.continue_()
            return
        lost.append((await route.fetch()).headers.get("location", ""))
        await route.abort()

    await evening.zoes.context.route("**/api/orders", lose)
    await evening.order(evening.zoe, "T3", "Affogato", "Affogato")
    await evening.until_all_is_sent()
    await sent(second)
    assert lost[0].startswith("/api/orders/")


async def the_power_goes(evening: Evening) -> None:
    """What is tapped meanwhile arrives when it is back; the board says that it knows nothing until then."""
    evening.server.kill()
    await evening.order(evening.zoe, "T4", "Panna cotta")
    await evening.order(evening.ben, "4", "Soup of the day", "Lemonade")
    await expect(evening.kai.locator("board-head .down")).to_be_visible(timeout=PATIENCE)
    evening.server.start()
    await evening.until_all_is_sent()


async def a_token_is_worth_nothing(evening: Evening) -> None:
    """It is renewed without anybody noticing."""
    await evening.ben.evaluate(
        "() => { const kept = JSON.parse(localStorage['orders.session']);"
        " localStorage['orders.session'] = JSON.stringify({...kept, access_token: kept.access_token + 'x'}) }"
    )
    await evening.order(evening.ben, "5", "Espresso")
    await evening.until_all_is_sent()


def what_was_tapped_is_what_there_is(evening: Evening) -> list[dict[str, Any]]:
    """Every order once, at its table, with what was tapped."""
    orders = evening.manager.get("/api/orders?waiter=all&per_page=100")["orders"]
    names = {table: name for name, table in evening.house.tables.items()}
    found = {names[each["table"]]: dishes_of([each]) for each in orders}
    assert len(orders) == len(evening.tapped.orders)
    assert found == dict(evening.tapped.orders)
    return orders


async def the_kitchen_makes_it_all(evening: Evening) -> None:
    """Each ticket is on the board once, and goes when it is bumped."""
    tickets = evening.manager.get("/api/kitchen/tickets")["tickets"]
    made: Counter[str] = Counter()
    for ticket in tickets:
        for line in ticket["lines"]:
            made[line["product_name"]] += line["quantity"]
    assert made == evening.tapped.dishes
    for left in range(len(tickets), 0, -1):
        await expect(evening.kai.locator("board-ticket")).to_have_count(left, timeout=PATIENCE)
        await evening.kai.wait_for_timeout(400)  # a second tap at once was meant for the ticket before
        await evening.kai.locator("board-ticket .bump").first.click()
    await expect(evening.kai.locator("board-ticket")).to_have_count(0, timeout=PATIENCE)
    await sent(evening.kai)
    assert evening.manager.get("/api/kitchen/tickets")["tickets"] == []


async def everybody_pays(evening: Evening, orders: list[dict[str, Any]]) -> Decimal:
    """One by one: the waiter takes a card on the phone, the others pay at the till."""
    manager = evening.manager
    first = next(each for each in orders if each["table"] == evening.house.tables["1"])
    await evening.ben.evaluate("id => { location.hash = `#/bill/${id}` }", first["id"])
    await pay_by_card(evening.ben)
    total = Decimal(0)
    for each in orders:
        bill = manager.get(f"/api/orders/{each['id']}/bill")["bill"]
        total += Decimal(str(bill["total"]))
        if each is not first:
            payment = {"method": "card", "amount": bill["due"]}
            _ = manager.post(f"/api/orders/{each['id']}/payments", payment, Idempotency_Key=f"{each['id']}-all")
    closed = manager.get(f"/api/orders/{first['id']}")["order"]
    assert closed["status"] == "closed"
    return total


async def pay_by_card(page: Page) -> None:
    """Pay all of a bill that is shown by card."""
    await page.get_by_role("button", name="Pay", exact=False).first.click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="card", exact=False).first.click()
    await dialog.locator("button.primary").last.click()
    await expect(page.get_by_text("Paid", exact=False).first).to_be_visible()


async def the_day_is_closed(evening: Evening, day: str, total: Decimal) -> None:
    """The manager closes it, and the money is what was tapped."""
    office = evening.office
    await office.evaluate("day => { location.hash = `#/day/${day}` }", day)
    await office.get_by_role("button", name="Close the day").click()
    await office.get_by_role("dialog").get_by_role("button", name="Close the day").click()
    await expect(office.get_by_text("Z report no. 1").first).to_be_visible()
    closed = evening.manager.get(f"/api/days/{day}")["day"]
    assert (closed["status"], Decimal(str(closed["figures"]["payments"]))) == ("closed", total)


async def test_an_evening_on_which_everything_goes_wrong(window: Open, server: Server, manager: Client) -> None:
    evening = await begin(window, server, manager)
    menu = manager.get("/api/products?per_page=100")["products"]
    prices = {each["name"]: Decimal(str(each["price"])) for each in menu}

    await all_is_well(evening)
    await a_line_is_down(evening)
    await an_answer_is_lost(evening)
    await the_power_goes(evening)
    await a_token_is_worth_nothing(evening)
    orders = what_was_tapped_is_what_there_is(evening)
    await the_kitchen_makes_it_all(evening)
    total = await everybody_pays(evening, orders)
    assert total == sum(prices[name] * count for name, count in evening.tapped.dishes.items())
    await the_day_is_closed(evening, orders[0]["created_at"][:10], total)
