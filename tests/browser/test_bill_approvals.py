"""In a managed restaurant: what a waiter takes off, gives back and opens again once a manager has approved it."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import closing
from typing import Final

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.server import Client, Server

Open = Callable[..., Awaitable[Window]]
pytestmark = pytest.mark.anyio

SETUP: Final = "the-setup-token-of-a-test-0123456789"
SECRET: Final = "a long and good password"


@pytest.fixture(scope="module")
def settings() -> dict[str, str]:
    """Return the settings of a managed restaurant."""
    return {"STORAGE": "memory", "AUTH_MODE": "managed", "SETUP_TOKEN": SETUP, "PRICES": "sent"}


@pytest.fixture
async def manager(server: Server) -> AsyncGenerator[Client]:
    """Return the manager, who has taken a waiter on."""
    boss = {"email": "boss@example.com", "password": SECRET}
    with closing(Client(server)) as stranger:
        _ = stranger.post("/api/users", {**boss, "name": "Boss"}, Setup_Token=SETUP)
        token = stranger.post("/api/auth/login", boss)["access_token"]
        with closing(Client(server, {"Authorization": f"Bearer {token}"})) as client:
            code = client.post("/api/users", {"email": "ben@example.com", "name": "Ben"})["activation_code"]
            _ = stranger.post("/api/auth/activate", {"email": "ben@example.com", "code": code, "password": SECRET})
            yield client


async def approve(page: Page) -> None:
    sheet = page.get_by_role("dialog", name="A manager approves")
    await sheet.get_by_label("e-mail").fill("boss@example.com")
    await sheet.get_by_label("Password").fill(SECRET)
    await sheet.get_by_role("button", name="Approve").click()


async def test_a_manager_approves_on_the_spot(window: Open, server: Server, manager: Client) -> None:
    page = await (await window()).page()
    await page.get_by_label("E-mail").fill("ben@example.com")
    await page.get_by_label("Password").fill(SECRET)
    await page.get_by_role("button", name="Sign in", exact=True).click()
    await page.locator(".bar .me").wait_for()
    with closing(Client(server)) as stranger:
        token = stranger.post("/api/auth/login", {"email": "ben@example.com", "password": SECRET})["access_token"]
    with closing(Client(server, {"Authorization": f"Bearer {token}"})) as ben:
        lines = [{"name": "Pizza", "price": 10, "quantity": 2}]
        body = {"customer_name": "Table 4", "products": lines}
        order = ben.post("/api/orders", body, Idempotency_Key="one")["order"]["id"]
    await page.evaluate("where => { location.hash = where }", f"#/bill/{order}")

    await page.get_by_role("button", name="Give a discount").click()
    sheet = page.get_by_role("dialog", name="Give a discount")
    await sheet.get_by_role("button", name="50%").click()
    await sheet.get_by_role("button", name="Waited too long").click()
    await sheet.locator("footer button").click()
    dialog = page.get_by_role("dialog", name="A manager approves")
    await dialog.get_by_role("button", name="Close").click()
    refusal = page.locator(".news .refused")
    await expect(refusal).to_contain_text("more than waiters may take off alone")
    await refusal.get_by_role("button", name="Have it approved").click()
    await approve(page)
    await expect(page.locator(".due strong")).to_have_text("US$10.00")
    await expect(page.locator(".sums")).to_contain_text("approved by Boss")
    await expect(page.locator(".news li")).to_have_count(0)

    await page.locator(".due .primary:visible").click()
    await page.locator("dialog footer .primary").click()
    await expect(page.locator(".settled h2")).to_have_text("Paid")
    await page.get_by_role("button", name="Refund Cash").click()
    sheet = page.get_by_role("dialog", name="Refund")
    await sheet.get_by_label("Amount").fill("2.5")
    await sheet.get_by_role("button", name="Mistake").click()
    await sheet.locator("footer button").click()
    await approve(page)
    await expect(page.locator('[data-key="refunded"] td')).to_have_text("US$2.50")

    await page.get_by_role("button", name="Open again").click()
    sheet = page.get_by_role("dialog", name="Open again")
    await sheet.get_by_role("button", name="They order more").click()
    await sheet.locator("footer button").click()
    await approve(page)
    await expect(page.locator(".due strong")).to_have_text("US$2.50")
    said = manager.get(f"/api/orders/{order}/bill")["bill"]
    boss = said["discounts_given"][0]["approved_by"]
    assert boss
    assert [(each["amount"], each["approved_by"]) for each in said["refunds"]] == [(2.5, boss)]
