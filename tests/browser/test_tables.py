"""Sections and tables: a terrace in one go, what is taken already, moving and closing."""

from collections.abc import Callable

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.server import Client

pytestmark = pytest.mark.anyio
Somebody = Callable[[str, str], Client]


async def tables(window: Open) -> Page:
    page = await (await window()).signed_in("mia@example.com", "#/tables")
    await page.get_by_role("heading", name="Tables").wait_for()
    return page


def known(manager: Client) -> dict[str, tuple[object, ...]]:
    sections = {each["id"]: each["name"] for each in manager.get("/api/sections")["sections"]}
    found = manager.get("/api/tables?per_page=100")["tables"]
    return {each["name"]: (sections.get(each["section"]), each["seats"], each["open"]) for each in found}


async def test_a_terrace_is_added_in_one_go_and_what_is_there_is_said(window: Open, somebody: Somebody) -> None:
    manager = somebody("Mia", "manager")
    _ = manager.post("/api/tables", {"name": "T03"})
    page = await tables(window)
    await page.get_by_role("button", name="New section").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("Name").fill("Terrace")
    await sheet.get_by_role("button", name="Add").click()
    await expect(sheet).to_be_hidden()
    await page.get_by_role("button", name="New tables").click()
    await sheet.get_by_label("Names").fill("T01-04, Bar")
    await expect(sheet.get_by_role("status")).to_have_text("5 tables: T01, T02 … Bar")
    await sheet.get_by_label("Seats").fill("4")
    await sheet.get_by_role("button", name="Add").click()

    await expect(sheet.get_by_role("alert")).to_have_text("There already: T03. The others were added (4).")
    new = ("Terrace", 4, True)
    assert known(manager) == {"T01": new, "T02": new, "T03": (None, None, True), "T04": new, "Bar": new}


async def test_a_table_moves_and_one_with_orders_is_closed(window: Open, somebody: Somebody) -> None:
    manager = somebody("Mia", "manager")
    section = manager.post("/api/sections", {"name": "Inside"})["section"]["id"]
    table = manager.post("/api/tables", {"name": "9", "section": section})["table"]["id"]
    line = {"name": "Espresso", "price": 2.5, "quantity": 1}
    _ = manager.post("/api/orders", {"customer_name": "Ana", "table": table, "products": [line]})
    page = await tables(window)
    await page.get_by_role("button", name="Inside (1)").click()
    await page.get_by_role("button", name="9 Inside").click()
    sheet = page.get_by_role("dialog").first
    await sheet.get_by_role("button", name="Remove").click()
    await page.get_by_role("dialog").last.get_by_role("button", name="Remove").click()
    await expect(page.locator(".notice")).to_contain_text("There are orders of this table: close it instead.")
    await sheet.get_by_label("Section").select_option("None")
    await sheet.get_by_label("Seats").fill("2")
    await sheet.get_by_label("Takes guests").uncheck()
    await sheet.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("button", name="Closed (1)")).to_be_visible()

    assert known(manager)["9"] == (None, 2, False)
    await expect(page.locator(".notice").last).to_have_text("Saved: 9")
    await page.evaluate("location.hash = '#/floor'")
    await expect(page.locator(".notice")).to_have_count(0, timeout=1_000)  # they were about the page before
