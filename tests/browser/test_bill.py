"""Money is taken once, whatever the line does, whoever else pays, and however often somebody taps."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any, Final

import pytest
from playwright.async_api import Page, Route, expect

from tests.browser.conftest import Window, without_line
from tests.browser.server import Client

Open = Callable[..., Awaitable[Window]]
pytestmark = pytest.mark.anyio

PAY: Final = ".due .primary:visible"
TAKE: Final = "dialog footer .primary"
PAYMENTS: Final = "**/payments"
PHONE: Final = {"width": 360, "height": 740}
_NUMBERS: Final = count(1)


@pytest.fixture
def waiter(somebody: Callable[[str, str], Client]) -> Client:
    """Return who takes the money."""
    return somebody("Ann", "waiter")


@pytest.fixture
def order(waiter: Client) -> str:
    """Return an order of which 20.00 is due."""
    body = {"customer_name": "Table 4", "guests": 2, "products": [{"name": "Pizza", "price": 10, "quantity": 2}]}
    return waiter.post("/api/orders", body, Idempotency_Key=f"order-{next(_NUMBERS)}")["order"]["id"]


async def opened(window: Window, order: str) -> Page:
    page = await window.signed_in("ann@example.com", f"#/bill/{order}")
    await expect(page.locator(PAY)).to_be_enabled()
    return page


def bill(waiter: Client, order: str) -> dict[str, Any]:
    return waiter.get(f"/api/orders/{order}/bill")["bill"]


async def hand_over(page: Page, note: str) -> None:
    """Open the sheet, and have so much in cash handed over."""
    await page.locator(PAY).click()
    await page.get_by_role("button", name="Cash", exact=True).click()
    await page.locator(".notes").get_by_role("button", name=note, exact=True).click()


async def test_what_is_tapped_twice_is_taken_once(window: Open, waiter: Client, order: str) -> None:
    page = await opened(await window(viewport=PHONE, has_touch=True), order)
    await hand_over(page, "US$50.00")
    await expect(page.locator("dialog .change strong")).to_have_text("US$30.00")
    await page.locator(TAKE).evaluate("button => { button.click(); button.click(); button.form.requestSubmit(); }")

    await expect(page.locator(".settled h2")).to_have_text("Paid")
    await expect(page.locator(".settled h2")).to_be_focused()
    await expect(page.locator(".settled .change strong")).to_have_text("US$30.00")
    assert [each["amount"] for each in bill(waiter, order)["payments"]] == [20]
    await expect(page.locator(".news li")).to_have_count(0)


async def test_what_was_given_back_is_paid_again_by_other_means(window: Open, waiter: Client, order: str) -> None:
    path = f"/api/orders/{order}"
    [taken] = waiter.post(f"{path}/payments", {"method": "card", "amount": 20}, Idempotency_Key=f"{order}-card")[
        "bill"
    ]["payments"]
    back = {"payment": taken["id"], "amount": 20, "reason": "It was cash"}
    _ = waiter.post(f"{path}/refunds", back, Idempotency_Key=f"{order}-back")
    page = await opened(await window(viewport=PHONE), order)
    await expect(page.locator(".settled h2")).to_have_text("Closed")
    await hand_over(page, "US$20.00")
    await page.locator(TAKE).click()
    await expect(page.locator(".settled h2")).to_have_text("Paid")
    await expect(page.locator(PAY)).to_have_count(0)
    assert [(each["method"], each["amount"]) for each in bill(waiter, order)["payments"]] == [
        ("card", 20),
        ("cash", 20),
    ]


async def test_an_answer_that_is_lost_is_asked_for_again(window: Open, waiter: Client, order: str) -> None:
    page = await opened(await window(), order)
    lost = 0

    async def lose(route: Route) -> None:
        nonlocal lost
        lost += 1
        if lost < 3:
            await route.fetch()
            await route.abort()
        else:
            await route.continue_()

    await page.route(PAYMENTS, lose)
    await page.locator(PAY).click()
    await page.locator("dialog [name=amount]").fill("5")
    await page.locator(TAKE).click()
    await expect(page.locator(".news .moving")).to_contain_text("US$5.00")
    await expect(page.locator(PAY)).to_be_disabled()
    await expect(page.locator(".news li")).to_have_count(0)

    await expect(page.locator(".due strong")).to_have_text("US$15.00")
    await expect(page.locator(PAY)).to_be_enabled()
    assert lost == 3
    assert [each["amount"] for each in bill(waiter, order)["payments"]] == [5]


async def test_a_payment_without_a_line_waits_over_a_reload(window: Open, waiter: Client, order: str) -> None:
    one = await window()
    page = await opened(one, order)
    await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    async with without_line(one):
        await hand_over(page, "US$20.00")
        await page.locator(TAKE).click()
        await expect(page.locator(".news .moving")).to_contain_text("Cash US$20.00")
        await page.reload()
        await expect(page.locator(".news .moving")).to_contain_text("Cash US$20.00")
        await expect(page.locator(".due strong")).to_have_text("US$20.00")
        await expect(page.locator(PAY)).to_be_disabled()
        assert bill(waiter, order)["payments"] == []

    await expect(page.locator(".settled h2")).to_have_text("Paid")
    assert [each["amount"] for each in bill(waiter, order)["payments"]] == [20]


async def test_who_paid_meanwhile_is_seen_and_nothing_is_taken_twice(window: Open, waiter: Client, order: str) -> None:
    page = await opened(await window(), order)
    await page.locator(PAY).click()
    waiter.post(f"/api/orders/{order}/payments", {"method": "card", "amount": 5}, Idempotency_Key=f"{order}-1")
    await expect(page.locator("dialog [name=amount]")).to_have_value("15.00")

    begun, go_on = asyncio.Event(), asyncio.Event()

    async def hold(route: Route) -> None:
        begun.set()
        await go_on.wait()
        await route.continue_()

    await page.route(PAYMENTS, hold)
    await page.locator(TAKE).click()
    await begun.wait()
    waiter.post(f"/api/orders/{order}/payments", {"method": "card", "amount": 12.5}, Idempotency_Key=f"{order}-2")
    await expect(page.locator(".due strong")).to_have_text("US$2.50")
    await expect(page.locator(PAY)).to_be_disabled()
    go_on.set()

    refusal = page.locator(".news .refused")
    await expect(refusal).to_contain_text("more than is due by now: US$2.50")
    await refusal.get_by_role("button", name="OK").click()
    await expect(page.locator(".news li")).to_have_count(0)
    assert [each["amount"] for each in bill(waiter, order)["payments"]] == [5, 12.5]

    await page.locator(PAY).click()
    await expect(page.locator("dialog [name=amount]")).to_have_value("2.50")
    waiter.post(f"/api/orders/{order}/payments", {"method": "card", "amount": 2.5}, Idempotency_Key=f"{order}-3")
    await expect(page.locator("dialog")).to_have_count(0)
    await expect(page.locator(".settled h2")).to_have_text("Paid")


async def test_what_is_printed_is_the_receipt_and_nothing_else(window: Open, waiter: Client, order: str) -> None:
    page = await opened(await window(color_scheme="dark"), order)
    await page.evaluate("window.print = () => { window.printed = true; }")
    await page.get_by_role("button", name="Show the bill").click()
    await page.get_by_role("dialog").get_by_role("button", name="Print").click()
    await page.emulate_media(media="print")

    paper = page.locator(".printed pre")
    assert await paper.text_content() == waiter.text(f"/api/orders/{order}/bill")
    assert await page.evaluate("window.printed")
    assert await paper.evaluate("each => getComputedStyle(each).color") == "rgb(0, 0, 0)"
    for other in ("console-shell", "dialog"):
        await expect(page.locator(other)).to_be_hidden()
    await page.emulate_media(media="screen")
    await page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    await expect(paper).to_have_count(0)
