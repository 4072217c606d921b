"""Signing in, in open mode: who is known, who is new, who leaves, and what another tab sees of it."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Window
from tests.browser.server import Client

Open = Callable[..., Awaitable[Window]]
pytestmark = pytest.mark.anyio


async def test_who_is_new_says_who_they_are_and_is_in(window: Open) -> None:
    page = await (await window()).page()
    await page.get_by_label("E-mail").fill("nora@example.com")
    await page.get_by_role("button", name="Sign in", exact=True).click()
    await expect(page.get_by_text("Nobody is known as nora@example.com yet")).to_be_visible()
    await page.get_by_label("Name").fill("Nora")
    await page.get_by_role("button", name="Create and sign in").click()

    await expect(page.locator(".bar .me")).to_have_text("Nora")
    await expect(page).to_have_url(f"{page.url.split('#')[0]}#/floor")


async def test_what_is_wrong_is_said_and_the_field_is_marked(window: Open) -> None:
    page = await (await window()).page()
    await page.get_by_role("button", name="I am new here").click()
    await page.get_by_label("E-mail").fill("no address")
    await page.get_by_label("Name").fill("Nobody")
    await page.get_by_role("button", name="Create and sign in").click()

    await expect(page.get_by_role("alert")).to_be_visible()
    await expect(page.get_by_label("E-mail")).to_have_attribute("aria-invalid", "true")


async def test_signing_out_is_seen_in_every_tab(window: Open, somebody: Callable[[str, str], Client]) -> None:
    _ = somebody("Ines", "manager")
    one = await window()
    first = await one.signed_in("ines@example.com")
    second = await one.page()
    await expect(second.locator(".bar .me")).to_have_text("Ines")
    await first.locator(".bar .me").click()
    await first.get_by_role("button", name="Sign out").click()

    for page in (first, second):
        await expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


@pytest.mark.parametrize(("role", "begins"), [("waiter", "floor"), ("kitchen", "board"), ("manager", "floor")])
async def test_everybody_begins_where_their_work_is(
    window: Open, somebody: Callable[[str, str], Client], role: str, begins: str
) -> None:
    _ = somebody(f"Max-{role}", role)
    page = await (await window()).signed_in(f"max-{role}@example.com")

    await expect(page.get_by_role("navigation", name="Pages").locator("[aria-current]")).to_have_attribute(
        "data-page", begins
    )


async def test_a_menu_with_nothing_on_it_is_not_loading_for_ever(window: Open) -> None:
    page = await (await window()).page()
    await page.get_by_role("button", name="I am new here").click()
    await page.get_by_label("E-mail").fill("first@example.com")
    await page.get_by_label("Name").fill("First")
    await page.get_by_role("button", name="Create and sign in").click()
    await page.get_by_role("link", name="Pad").click()

    await expect(page.get_by_text("Nothing is on the menu yet")).to_be_visible()


async def test_a_browser_that_can_keep_nothing_is_told_before_an_order_is_taken(
    window: Open, somebody: Callable[[str, str], Client]
) -> None:
    _ = somebody("Ines", "manager")
    one = await window()
    await one.context.add_init_script("""
      IDBFactory.prototype.open = () => {
        const asked = { error: new DOMException("A mutation operation was attempted", "InvalidStateError") };
        setTimeout(() => asked.onerror?.(), 1);
        return asked;
      };
    """)
    page = await one.page()
    await page.get_by_label("E-mail").fill("ines@example.com")
    await page.get_by_role("button", name="Sign in", exact=True).click()

    await expect(page.get_by_role("alert")).to_contain_text("This browser can keep nothing")


async def test_an_address_that_was_mistyped_leads_somewhere(window: Open) -> None:
    page = await (await window()).page("#/order/%E0%A4%A")

    await expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


async def test_a_browser_that_keeps_nothing_is_told_what_to_allow(window: Open) -> None:
    shown = await window()
    refusing = "() => { throw new DOMException('Access is denied for this document.', 'SecurityError') }"
    await shown.context.add_init_script(f"Object.defineProperty(window, 'localStorage', {{ get: {refusing} }})")
    page = await shown.page()
    hint = page.get_by_text("allow it cookies and site data")
    await expect(hint).to_be_hidden()
    await expect(hint).to_be_visible(timeout=8_000)
    shown.said.clear()
