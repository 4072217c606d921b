"""Taking orders as a waiter does, by taps, and what came of that as the API has it."""

from collections import Counter
from collections.abc import Mapping

from playwright.async_api import Locator, Page, expect

from tests.browser.server import Client

_LONG_ENOUGH = 20_000


async def go(page: Page, where: str) -> None:
    """Go to a place of the console, such as `#/floor`."""
    await page.evaluate("where => { location.hash = where }", where)


async def pad_for(page: Page, query: str = "") -> None:
    """Open the pad, for `table=...` or `order=...`, and wait for what is sold."""
    await go(page, f"#/pad?{query}" if query else "#/pad")
    await page.locator("pad-page .tile").first.wait_for(state="attached")
    await page.get_by_role("searchbox").wait_for()


async def tap(page: Page, name: str, times: int = 1) -> None:
    """Find a product, and tap it so many times."""
    await page.get_by_role("searchbox").fill(name)
    found = page.locator(".tile:visible").filter(has_text=name)
    for _ in range(times):
        await found.click()


async def send(page: Page) -> None:
    """Send what was tapped, and wait until the pad was left."""
    await page.locator(".send:visible").click()
    await expect(page.locator("pad-page")).to_have_count(0, timeout=_LONG_ENOUGH)


async def take(page: Page, query: str, wanted: Mapping[str, int]) -> None:
    """Tap all of this, and send it."""
    await pad_for(page, query)
    for name, times in wanted.items():
        await tap(page, name, times)
    await send(page)


def counter(page: Page) -> Locator:
    """Return what says how much is on its way."""
    return page.locator(".bar .counter")


async def all_arrived(page: Page) -> None:
    """Wait until nothing is on its way any more."""
    await expect(counter(page)).to_be_hidden(timeout=_LONG_ENOUGH)


async def kept_by_worker(page: Page) -> None:
    """Wait until the page can be opened without a line."""
    await page.evaluate("navigator.serviceWorker.ready")
    await page.wait_for_function("navigator.serviceWorker.controller !== null")


def ordered(client: Client, **where: str) -> list[Counter[str]]:
    """Return what was ordered, order by order, oldest first: how many of what."""
    query = "&".join(f"{name}={value}" for name, value in where.items())
    orders = client.get(f"/api/orders?per_page=100&{query}")["orders"]
    return [
        sum((Counter({line["product_name"]: line["quantity"]}) for line in each["products"]), Counter[str]())
        for each in reversed(orders)
    ]
