"""Sales while it is open: today's follow as orders come in, and nothing is asked for that is not seen."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final

import pytest
from playwright.async_api import Request, Route, expect

from tests.browser.conftest import Window
from tests.browser.house import House
from tests.browser.server import Client

Open = Callable[..., Awaitable[Window]]
pytestmark = pytest.mark.anyio

MANAGER: Final = "vera@example.com"


@pytest.fixture
def vera(house: House, somebody: Callable[[str, str], Client]) -> Client:
    """Return the manager of a restaurant in which something was sold."""
    manager = somebody("Vera", "manager")
    sell(manager, house)
    return manager


def sell(seller: Client, house: House) -> None:
    order = {"customer_name": "Bar", "products": [{"product_id": house.products["Espresso"], "quantity": 3}]}
    _ = seller.post("/api/orders", order)


def sold(manager: Client) -> str:
    """Return how many orders the API says were placed today, as the page shows it."""
    today = time.strftime("%Y-%m-%d", time.gmtime())
    asked = f"start_date={today}&end_date={today}&group_by=hour"
    return str(manager.get(f"/api/reports/sales?{asked}")["report"]["total"]["orders"])


async def test_todays_numbers_follow_and_nothing_is_moved_away(window: Open, vera: Client, house: House) -> None:
    page = await (await window()).signed_in(MANAGER, "#/sales")
    hours = page.locator("report-section.hours")
    await expect(hours).to_have_attribute("aria-busy", "false")  # End would go to the end of the page before
    plot = hours.locator(".plot")
    await plot.focus()
    await page.keyboard.press("End")
    before = int(await page.locator(".tile .figure").nth(1).inner_text())
    await page.evaluate("() => { window.stays = document.querySelector('.tile .figure') }")

    sell(vera, house)
    await expect(page.locator(".tile .figure").nth(1)).to_have_text(str(before + 1), timeout=2_500)
    await expect(page.get_by_text("Live", exact=True)).to_be_visible()
    await expect(plot).to_be_focused()
    await expect(plot.locator(".tip")).to_be_visible()
    assert await page.evaluate("window.stays === document.querySelector('.tile .figure')")


async def test_what_is_sold_while_a_page_begins_to_follow_is_on_it(window: Open, vera: Client, house: House) -> None:
    page = await (await window()).signed_in(MANAGER)
    is_sold = asyncio.Event()

    async def late(route: Route) -> None:
        await is_sold.wait()
        await route.continue_()

    await page.route("**/api/events", late)
    await page.evaluate("location.hash = '#/sales'")
    await page.get_by_role("button", name="Today", exact=True).click()
    await page.wait_for_timeout(500)
    sell(vera, house)
    is_sold.set()
    await expect(page.locator(".tile .figure").nth(1)).to_have_text(sold(vera))


async def test_what_was_asked_for_before_something_sold_does_not_tell_of_it(
    window: Open, vera: Client, house: House
) -> None:
    page = await (await window(viewport={"width": 390, "height": 300})).signed_in(MANAGER, "#/sales")
    await expect(page.locator("report-section.tiles")).to_have_attribute("aria-busy", "false")
    is_asked, is_sold = asyncio.Event(), asyncio.Event()

    async def early(route: Route) -> None:
        answer = await route.fetch()
        is_asked.set()
        await is_sold.wait()
        await route.fulfill(response=answer)

    await page.route("**/reports/sales?*group_by=hour&compare*", early, times=1)
    await page.locator("report-section.hours").evaluate("section => section.refresh()")
    await page.locator("report-section.hours").scroll_into_view_if_needed()
    _ = await is_asked.wait()
    async with page.expect_request(lambda request: "/api/days/" in request.url or "group_by" in request.url):
        sell(vera, house)
    is_sold.set()
    await page.locator("report-section.tiles").scroll_into_view_if_needed()
    await expect(page.locator(".tile .figure").nth(1)).to_have_text(sold(vera))


async def test_nothing_is_asked_for_that_is_not_seen(window: Open, vera: Client) -> None:  # noqa: ARG001
    page = await (await window(viewport={"width": 390, "height": 700})).signed_in(MANAGER)
    asked: list[str] = []

    def hear(request: Request) -> None:
        asked.append(request.url)

    page.on("request", hear)
    await page.evaluate("location.hash = '#/sales'")
    await expect(page.locator(".tile .figure").first).to_be_visible()
    await expect(page.locator("report-section.hours")).to_have_attribute("aria-busy", "false")
    assert not [each for each in asked if "/reports/kitchen" in each or "/reports/takings" in each]
    hours = [each for each in asked if "group_by=hour&compare" in each]
    assert len(hours) == 1

    await page.locator("report-section.kitchen").scroll_into_view_if_needed()
    await expect(page.locator("report-section.kitchen")).to_have_attribute("aria-busy", "false")
    assert [each for each in asked if "/reports/kitchen" in each]
