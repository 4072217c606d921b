"""`make pictures`: what README shows of the console, each page light and dark, on a laptop and on a phone."""

import asyncio
import shutil
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from tests.browser.house import House, dine, furnish
from tests.browser.server import Client, Server, first_manager

FOLDER: Final = Path(__file__).with_name("pictures")
SIZES: Final[dict[str, dict[str, Any]]] = {
    "laptop": {"viewport": {"width": 1280, "height": 800}},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 1.5,
        "is_mobile": True,
        "has_touch": True,
    },
}
PAGES: Final = {
    "floor": "#/floor",
    "pad": "#/pad?table={free}",
    "order": "#/order/{order}",
    "bill": "#/bill/{bill}",
    "board": "#/board",
    "sales": "#/sales",
    "day": "#/day",
    "catalogue": "#/catalogue",
    "import": "#/import",
    "tables": "#/tables",
    "staff": "#/staff",
    "devices": "#/devices",
    "webhooks": "#/webhooks",
    "audit": "#/audit",
    "settings": "#/settings",
}
_MANAGER: Final = {"email": "mia@example.com", "password": "a trattoria on the corner"}
_ORDERS_BEFORE: Final = "3000"
_WAITERS: Final = ("Ana", "Ben")
_SINCE: Final = {"T3": 94, "T1": 71, "1": 48, "2": 39, "T2": 26, "6": 17, "3": 12, "8": 9, "5": 6, "B1": 2}
"""Minutes that guests have been at their tables."""
_LATER: Final = {
    "2": (3, {"Vitello tonnato": 2, "Soup of the day": 1}),
    "T2": (2, {"Tagliatelle al ragù": 1, "Risotto": 1}),
    "6": (4, {"Spaghetti carbonara": 2, "Lasagne": 2, "House white": 4}),
    "8": (2, {"Bruschetta": 1, "Aubergine parmigiana": 1}),
}
"""How many sit where Ben serves, and what they wanted: for the first of these it is ready."""
_TAPPED: Final = ("Affogato", "Affogato", "Bruschetta", "Tagliatelle al ragù", "House red", "House red", "Tiramisu")
_SETTLES_WITHIN: Final = 2_500
"""Milliseconds until a page has all that it shows."""


async def _tap(page: Page) -> None:
    """Have something in the cart."""
    search = page.get_by_role("searchbox")
    for name in _TAPPED:
        await search.fill(name)
        await page.locator(".tile:visible").filter(has=page.get_by_text(name, exact=True)).click()
    await search.fill("")
    await search.blur()


async def _touch(page: Page) -> None:
    """Touch the page, as who comes to a screen does before it may be heard."""
    await page.locator(".bar .restaurant").click()
    await page.wait_for_timeout(500)


BEFORE: Final[Mapping[str, Callable[[Page], Awaitable[None]]]] = {"pad": _tap, "board": _touch}
"""What is done on a page before it is looked at."""


async def take(browser: Browser, server: Server, ids: dict[str, str]) -> None:
    """Take each page's pictures, as who is signed in."""
    for light in ("light", "dark"):
        for size, how in SIZES.items():
            context = await browser.new_context(**how, color_scheme=light, locale="en-GB", reduced_motion="reduce")
            await _sign_in(context, server)
            for name, where in PAGES.items():
                page = await context.new_page()
                await page.goto(f"{server.address}/app/{where.format(**ids)}")
                await page.wait_for_timeout(_SETTLES_WITHIN)
                if name in BEFORE:
                    await BEFORE[name](page)
                await page.screenshot(path=FOLDER / f"{name}-{size}-{light}.png")
                await page.close()
            await context.close()


async def _sign_in(context: BrowserContext, server: Server) -> None:
    page = await context.new_page()
    await page.goto(f"{server.address}/app/")
    await page.get_by_role("heading", name="Sign in").wait_for()
    await page.get_by_label("E-mail").fill(_MANAGER["email"])
    await page.get_by_label("Password").fill(_MANAGER["password"])
    await page.get_by_role("button", name="Sign in", exact=True).click()
    await page.locator(".bar .me").wait_for()
    await page.close()


def _waiter(server: Server, manager: Client, name: str) -> Client:
    """Return somebody who was taken on, has chosen a password, and signed in."""
    email, password = f"{name.lower()}@example.com", _MANAGER["password"]
    code = manager.post("/api/users", {"email": email, "name": name})["activation_code"]
    stranger = Client(server)
    _ = stranger.post("/api/auth/activate", {"email": email, "code": code, "password": password})
    token = stranger.post("/api/auth/login", {"email": email, "password": password})["access_token"]
    stranger.close()
    return Client(server, {"Authorization": f"Bearer {token}"})


def _evening(server: Server, manager: Client, house: House) -> dict[str, str]:
    """Have an evening that has been going on for a while; return its orders by table."""
    now = datetime.now(UTC)  # noqa: TID251  guests came so long ago
    midnight = now.replace(hour=0, minute=0, second=0)
    began = {table: max(now - timedelta(minutes=ago), midnight) for table, ago in _SINCE.items()}
    ana, ben = (_waiter(server, manager, name) for name in _WAITERS)
    orders = dine(ana, house, began)
    for table, (guests, wanted) in _LATER.items():
        products = [{"product_id": house.products[name], "quantity": quantity} for name, quantity in wanted.items()]
        body = {"customer_name": f"Table {table}", "table": house.tables[table], "guests": guests}
        late = {"placed_at": began[table].isoformat(), "products": products}
        orders[table] = ben.post("/api/orders", body | late)["order"]["id"]
    for ticket in manager.get("/api/kitchen/tickets")["tickets"]:
        if ticket["order_id"] == orders[next(iter(_LATER))]:
            _ = manager.post(f"/api/kitchen/tickets/{ticket['id']}/ready", {})
    return orders


async def main() -> None:
    """Start a restaurant with a past, have an evening in it, and look at it."""
    with tempfile.TemporaryDirectory() as made:
        server = Server(Path(made), RESTAURANT_NAME="Trattoria da Ana", RESTAURANT_CURRENCY="EUR", AUTH_MODE="managed")
        server.run("history", "--orders", _ORDERS_BEFORE, "--days", "40")
        server.start()
        try:
            manager = first_manager(server, _MANAGER["email"], _MANAGER["password"])
            house = furnish(manager)
            orders = _evening(server, manager, house)
            shutil.rmtree(FOLDER, ignore_errors=True)
            FOLDER.mkdir()
            async with async_playwright() as playwright:
                path = shutil.which("chromium")
                browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
                await take(browser, server, {"order": orders["1"], "bill": orders["T1"], "free": house.tables["7"]})
                await browser.close()
        finally:
            server.stop()


if __name__ == "__main__":
    asyncio.run(main())
