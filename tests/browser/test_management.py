"""Webhooks, the audit and settings: what a manager looks at once in a while, in every language."""

import re
from collections.abc import Callable
from typing import Any, Final

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.server import Client

pytestmark = pytest.mark.anyio
Somebody = Callable[[str, str], Client]
LANGUAGES: Final = ("en-GB", "de-DE", "es-ES", "fr-FR")


async def signed_in(window: Open, where: str, **how: Any) -> Page:
    page = await (await window(locale="en-GB", **how)).signed_in("mia@example.com", where)
    await page.locator("main h1").wait_for()
    return page


async def test_a_webhook_shows_its_secret_once_and_how_far_it_is(window: Open, somebody: Somebody) -> None:
    manager = somebody("Mia", "manager")
    page = await signed_in(window, "#/webhooks")
    await page.get_by_role("button", name="New webhook").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("Address (URL)").fill("https://till.example/hear")
    await sheet.get_by_label("Everything that happens").uncheck()
    await sheet.get_by_label("order.closed").check()
    await sheet.get_by_role("button", name="Add").click()
    await expect(sheet.locator(".code")).to_contain_text("whsec_")
    await sheet.get_by_role("button", name="It is handed over").click()
    await expect(page.locator("item-list li")).to_contain_text("1 kind of event · up to date")
    await page.get_by_role("switch", name="Deliver to https://till.example/hear").click()
    await expect(page.get_by_role("switch")).not_to_be_checked()

    hooks = manager.get("/api/webhooks")["webhooks"]
    assert [(each["types"], each["active"]) for each in hooks] == [(["order.closed"], False)]
    await page.get_by_role("button", name="Deliveries to https://till.example/hear").click()
    await sheet.get_by_label("From after event number").fill("0")
    await sheet.get_by_role("button", name="Deliver once more").click()
    await page.get_by_role("dialog").last.get_by_role("button", name="Deliver once more").click()
    await expect(page.get_by_text("It is on its way")).to_be_visible()
    assert [each["after"] for each in manager.get("/api/webhooks")["webhooks"]] == [0]


def _do_all_sorts(manager: Client) -> None:
    espresso = manager.post("/api/products", {"name": "Espresso", "price": 2.5})["product"]["id"]
    _ = manager.call("PATCH", f"/api/products/{espresso}", {"price": 2.75})
    lines = [
        {"name": "Espresso", "price": 2, "quantity": 3},
        {"name": "Special", "price": 9, "quantity": 1},
    ]
    order = manager.post("/api/orders", {"customer_name": "Ana", "products": lines})["order"]
    where = f"/api/orders/{order['id']}"
    taken_back = {"reason": "Too much", "lines": [{"id": order["products"][0]["id"], "quantity": 1}]}
    _ = manager.post(f"{where}/void", taken_back)
    _ = manager.post(f"{where}/discounts", {"percent": 10, "reason": "Regulars"})
    _ = manager.post(f"{where}/service-charge", {"percent": 5})
    _ = manager.post("/api/taxes", {"category": "Food", "name": "VAT", "percent": 7.5, "included": True})
    _ = manager.post("/api/payment-methods", {"name": "Voucher", "kind": "other"})
    _ = manager.call("PATCH", "/api/restaurant", {"name": "Trattoria da Ana"})


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_audit_is_read_in_sentences(window: Open, somebody: Somebody, language: str) -> None:
    manager = somebody("Mia", "manager")
    if language == LANGUAGES[0]:
        _do_all_sorts(manager)
    page = await signed_in(window, "#/audit")
    await page.evaluate("language => localStorage.setItem('orders.language', language)", language[:2])
    await page.reload()
    await page.wait_for_load_state("networkidle")
    sentences = await page.locator("item-list li p").all_inner_texts()

    assert len(sentences) == len(manager.get("/api/audit?per_page=100")["entries"])
    assert [each for each in sentences if re.search(r"audit\.|[{}]|undefined|NaN|  ", each)] == []
    if language == LANGUAGES[0]:
        assert sentences[0] == "Mia changed the restaurant: name Trattoria da Ana."
        assert [each for each in sentences if each.startswith("Mia changed the price of Espresso from ")]
        assert [
            each
            for each in sentences
            if re.match(r"Mia took back 1 × Espresso at .* of order \d+ of .*: Too much", each)
        ]


async def test_a_language_and_a_theme_are_this_browsers(window: Open, somebody: Somebody) -> None:
    _ = somebody("Mia", "manager")
    page = await signed_in(window, "#/settings")
    await page.get_by_label("Light or dark").select_option("Dark")
    assert await page.evaluate("document.documentElement.dataset.theme") == "dark"
    await page.get_by_label("Language").select_option("Deutsch")

    await expect(page.get_by_role("heading", name="Einstellungen")).to_be_visible()
    assert await page.evaluate("document.documentElement.lang") == "de"


async def test_the_day_of_the_restaurant_begins_when_a_manager_says(window: Open, somebody: Somebody) -> None:
    manager = somebody("Mia", "manager")
    page = await signed_in(window, "#/settings")
    await page.get_by_role("button", name="Change", exact=True).click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("The day starts at").fill("04:30")
    await sheet.get_by_label("Time zone").select_option("Europe/Lisbon")
    await sheet.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("04:30")).to_be_visible()

    found = manager.get("/api/restaurant")["restaurant"]
    assert (found["day_starts_at"], found["time_zone"]) == ("04:30", "Europe/Lisbon")


async def test_devices_say_what_they_belong_to_where_there_are_none(window: Open, somebody: Somebody) -> None:
    _ = somebody("Mia", "manager")
    page = await signed_in(window, "#/devices")
    await expect(page.locator(".empty")).to_contain_text("AUTH_MODE=managed")
    await expect(page.get_by_role("button", name="Pair a device")).to_be_hidden()
