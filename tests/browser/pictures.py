"""`make pictures`: what README shows of the console, each page light and dark, on a laptop and on a phone."""

import asyncio
import shutil
import tempfile
from pathlib import Path
from typing import Any, Final

from playwright.async_api import Browser, BrowserContext, async_playwright

from tests.browser.house import dine, furnish
from tests.browser.server import Server, first_manager

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
    "bill": "#/bill/{order}",
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
_SETTLES_WITHIN: Final = 2_500
"""Milliseconds until a page has all that it shows."""


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


async def main() -> None:
    """Start a restaurant with a past, have an evening in it, and look at it."""
    with tempfile.TemporaryDirectory() as made:
        server = Server(Path(made), RESTAURANT_NAME="Trattoria da Ana", RESTAURANT_CURRENCY="EUR", AUTH_MODE="managed")
        server.run("history", "--orders", _ORDERS_BEFORE, "--days", "40")
        server.start()
        try:
            manager = first_manager(server, _MANAGER["email"], _MANAGER["password"])
            house = furnish(manager)
            orders = dine(manager, house)
            shutil.rmtree(FOLDER, ignore_errors=True)
            FOLDER.mkdir()
            async with async_playwright() as playwright:
                path = shutil.which("chromium")
                browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
                await take(browser, server, {"order": orders["T1"], "free": house.tables["7"]})
                await browser.close()
        finally:
            server.stop()


if __name__ == "__main__":
    asyncio.run(main())
