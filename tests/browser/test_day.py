"""The day: the X report, closing it with what that means, and the Z report as it is kept and printed."""

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.house import House, dine, furnish
from tests.browser.server import Client
from tests.browser.test_sales import exact, number, rows, today

Open = Callable[..., Awaitable[Window]]
pytestmark = pytest.mark.anyio

MANAGER: Final = "rosa@example.com"
FIGURES: Final = {
    "Gross": "gross",
    "Discounts": "discounts",
    "Service charge": "service_charge",
    "Tax added to prices": "added_tax",
    "Rounding": "rounding",
    "Total": "total",
    "Paid": "payments",
    "Tips": "tips",
    "Refunds": "refunds",
    "Voided": "voids",
    "Gross less discounts and refunds": "net",
    "Tax": "tax",
}


@pytest.fixture(scope="module")
def made() -> list[House]:
    return []


@pytest.fixture
def rosa(made: list[House], somebody: Callable[[str, str], Client]) -> Client:
    """Return the manager of a restaurant on an evening that goes on."""
    manager = somebody("Rosa", "manager")
    if not made:
        made.append(furnish(manager))
        _ = dine(manager, made[0])
    return manager


async def shown(page: Page, part: str) -> dict[str, list[Decimal | None]]:
    await expect(page.locator("report-section.day")).to_have_attribute("aria-busy", "false")
    lines = page.locator(f".report .{part} :is(tbody, tfoot) tr")
    found = {}
    for line in await lines.all():
        head, *cells = await line.locator("th, td").all_text_contents()
        found[head] = [number(each) for each in cells]
    return found


async def ensure_as_reported(page: Page, day: dict[str, Any]) -> None:
    figures = day["figures"]
    expected = {"Orders": exact(figures["orders"])} | {name: exact(figures[key]) for name, key in FIGURES.items()}
    assert await shown(page, "figures") == expected
    kept = ("payments", "tips", "refunds", "rounding")
    methods = {each["method"].capitalize(): exact(*(each[key] for key in kept)) for each in day["methods"]}
    assert await shown(page, "methods") == methods | {"All": exact(*(figures[key] for key in kept))}
    taxes = [exact(each["base"], each["amount"]) for each in day["taxes"]]
    assert list((await shown(page, "taxes")).values()) == [*taxes, exact(None, figures["tax"])]
    sold = ("orders", "total", "payments", "tips", "refunds")
    waiters = {each["name"]: exact(*(each["figures"][key] for key in sold)) for each in day["waiters"]}
    assert await shown(page, "waiters") == waiters | {"All": exact(*(figures[key] for key in sold))}
    over = day["carried_over"]
    assert list((await shown(page, "over")).values()) == [
        exact(each["total"], each["paid"], each["due"]) for each in over["newest"]
    ]
    said = [number(each) for each in re.split(r"orders? (?:is|are)", await page.locator(".over > p").inner_text())]
    assert said == exact(over["orders"], over["due"])


async def test_the_x_report_is_the_apis_and_follows(window: Open, rosa: Client, made: list[House]) -> None:
    page = await (await window()).signed_in(MANAGER, "#/day")
    await expect(page.get_by_text("X report, day open").first).to_be_visible()
    await ensure_as_reported(page, rosa.get(f"/api/days/{today()}")["day"])

    order = {"customer_name": "Bar", "products": [{"product_id": made[0].products["Beer"], "quantity": 1}]}
    _ = rosa.post("/api/orders", order)
    day = rosa.get(f"/api/days/{today()}")["day"]
    orders = page.locator(".report .figures tbody tr").first.locator("td")
    await expect(orders).to_have_text(str(day["figures"]["orders"]), timeout=2_500)
    await ensure_as_reported(page, day)


async def test_a_day_that_did_not_begin_cannot_be_closed(window: Open, rosa: Client) -> None:  # noqa: ARG001
    page = await (await window()).signed_in(MANAGER, f"#/day/{today() + timedelta(days=1)}")
    await expect(page.get_by_text("X report, day open").first).to_be_visible()
    await expect(page.get_by_role("button", name="Close the day")).to_be_hidden()
    await expect(page.locator(".early:visible")).to_contain_text("cannot be closed yet")


@pytest.mark.parametrize("width", [360, 390, 1280])
async def test_no_column_is_cut_off(window: Open, rosa: Client, width: int) -> None:
    feast = {"customer_name": "Feast", "products": [{"name": "Feast", "price": 100, "quantity": 120}]}
    order = rosa.post("/api/orders", feast)["order"]["id"]
    payment = {"method": "card", "amount": 12_000, "tip": 1_200}
    _ = rosa.post(f"/api/orders/{order}/payments", payment, Idempotency_Key=f"{order}-card")
    page = await (await window(viewport={"width": width, "height": 800})).signed_in(MANAGER, "#/day")
    await expect(page.locator(".waiters tfoot td").nth(1)).to_contain_text(",")
    for part in ("methods", "waiters"):
        room = page.locator(f".{part} .scroll")
        assert await room.evaluate("room => room.scrollWidth <= room.clientWidth"), part


async def test_an_earlier_day_is_offered_where_that_comes_first(window: Open, rosa: Client) -> None:  # noqa: ARG001
    page = await (await window()).signed_in(MANAGER, "#/day")
    earlier = today() - timedelta(days=1)
    refusal = {
        "type": "/problems/earlier-day-open",
        "status": 409,
        "message": f"Close the business day of {earlier} first",
    }
    await page.route("**/close", lambda route: route.fulfill(status=409, json=refusal))
    await page.get_by_role("button", name="Close the day").click()
    await page.get_by_role("dialog").get_by_role("button", name="Close the day").click()
    await expect(page.get_by_role("dialog")).to_contain_text("has to be closed first")
    await page.get_by_role("dialog").get_by_role("button", name="Go to").click()

    await expect(page.get_by_label("Day", exact=True)).to_have_value(str(earlier))
    assert page.url.endswith(f"#/day/{earlier}")


async def test_closing_says_what_is_open_and_makes_the_z_report(window: Open, rosa: Client) -> None:
    page = await (await window()).signed_in(MANAGER, "#/day")
    await page.get_by_role("button", name="Close the day").click()
    dialog = page.get_by_role("dialog")
    due = rosa.get(f"/api/days/{today()}")["day"]["carried_over"]
    await expect(dialog).to_contain_text(f"{due['orders']} orders are open or not paid")
    await expect(dialog).to_contain_text("cannot be undone")
    await dialog.get_by_role("button", name="Cancel").click()
    assert rosa.get(f"/api/days/{today()}")["day"]["status"] == "open"

    await page.get_by_role("button", name="Close the day").click()
    await dialog.get_by_role("button", name="Close the day").click()
    await expect(page.get_by_text("Z report no. 1").first).to_be_visible()
    await expect(page.get_by_role("button", name="Close the day")).to_be_hidden()
    kept = rosa.get(f"/api/days/{today()}")["day"]
    assert kept["status"] == "closed"
    await ensure_as_reported(page, kept)

    # What is sold now counts for the next day: that is today from now on, here and on the page of sales.
    tomorrow = today() + timedelta(days=1)
    closed = re.compile(
        rf"closed at \d\d:\d\d: what is sold now counts for {tomorrow:%A}\W+{tomorrow.day} {tomorrow:%B}"
    )
    await expect(page.locator(".early:visible")).to_have_text(closed)
    await page.get_by_role("button", name="Day after").click()
    await expect(page.get_by_text("X report, day open").first).to_be_visible()
    not_yet = re.compile(f"cannot be closed yet: it begins on {tomorrow:%A}.*{tomorrow.year} at 00:00")
    await expect(page.locator(".early:visible")).to_have_text([closed, not_yet])
    await expect(page.get_by_role("button", name="Close the day")).to_be_hidden()
    before = page.locator("report-section.before")
    found = await rows(before)
    assert list(found.values()) == [exact(kept["figures"]["orders"], kept["figures"]["total"])]
    await before.get_by_role("link").first.click()
    await expect(page.get_by_text("Z report no. 1").first).to_be_visible()
    await page.evaluate("location.hash = '#/sales'")
    await expect(page.get_by_label("From")).to_have_value(str(tomorrow))
    await expect(page.locator(".early")).to_have_text(closed)


@pytest.mark.parametrize("width", [272, 733])  # what 80 mm and A4 leave between their margins
async def test_on_paper_it_is_black_on_white_and_nothing_else_is_there(window: Open, rosa: Client, width: int) -> None:
    _ = rosa.post(f"/api/days/{today()}/close", {})
    page = await (await window(color_scheme="dark")).signed_in(MANAGER, f"#/day/{today()}")
    await expect(page.get_by_text("Z report no. 1").first).to_be_visible()
    await page.emulate_media(media="print", color_scheme="dark")
    await page.set_viewport_size({"width": width, "height": 1000})

    letterhead = page.locator(".letterhead")
    await expect(letterhead).to_be_visible()
    await expect(letterhead).to_contain_text("Rosa")
    await expect(letterhead).to_contain_text(re.compile("Seal [0-9a-f]{64}"))
    for gone in (".bar", ".menu", ".tools", "report-section.before"):
        await expect(page.locator(gone)).to_be_hidden()
    colours = "each => [getComputedStyle(each).color, getComputedStyle(each.closest('section')).backgroundColor]"
    assert await page.locator(".report td").first.evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert await page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
