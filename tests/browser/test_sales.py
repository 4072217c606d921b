"""Sales: every number is the report's, in figures, pictures and files."""

import csv
import re
import time
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.async_api import Locator, Page, Route, expect

from tests.browser.conftest import Window
from tests.browser.house import House, dine, furnish
from tests.browser.server import Client

Open = Callable[..., Awaitable[Window]]
pytestmark = pytest.mark.anyio

MANAGER: Final = "vera@example.com"
RANGES: Final = ("Today", "7 days")


def today() -> date:
    return date.fromisoformat(time.strftime("%Y-%m-%d", time.gmtime()))


@pytest.fixture(scope="module")
def made() -> list[House]:
    return []


@pytest.fixture
def vera(made: list[House], somebody: Callable[[str, str], Client]) -> Client:
    """Return the manager of a restaurant in which an evening was sold, cooked and paid."""
    manager = somebody("Vera", "manager")
    if not made:
        made.append(furnish(manager))
        _ = dine(manager, made[0])
        _ = dine(somebody("Nico", "waiter"), made[0])
        for ticket in manager.get("/api/kitchen/tickets")["tickets"]:
            for command in ("start", "ready", "serve"):
                _ = manager.post(f"/api/kitchen/tickets/{ticket['id']}/{command}", {})
    return manager


def asked_for(name: str) -> str:
    return f"start_date={today() - timedelta(days=6 if name == '7 days' else 0)}&end_date={today()}"


def number(text: str) -> Decimal | None:
    """Return what a text says as a number; None where it says that there is none."""
    found = re.sub(r"[^\d.\-]", "", text.replace("\N{MINUS SIGN}", "-"))
    return Decimal(found) if found.strip("-") else None


async def rows(section: Locator) -> dict[str, list[Decimal | None]]:
    """Return the numbers of a section's table, by what stands at the beginning of a row."""
    await section.scroll_into_view_if_needed()
    await expect(section).to_have_attribute("aria-busy", "false")
    lines = section.locator("tbody tr, tfoot tr")
    found: dict[str, list[Decimal | None]] = {}
    for line in await lines.all():
        head, *cells = await line.locator("th, td").all_text_contents()
        found[head] = [number(each) for each in cells]
    return found


def exact(*values: float | None) -> list[Decimal | None]:
    return [None if value is None else Decimal(str(value)) for value in values]


async def opened(window: Open, name: str = "Today") -> Page:
    page = await (await window()).signed_in(MANAGER, "#/sales")
    await page.get_by_role("button", name=name, exact=True).click()
    await expect(page.get_by_role("button", name=name, exact=True)).to_have_attribute("aria-pressed", "true")
    return page


def groups(report: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["group"]: each for each in report["groups"]}


@pytest.mark.parametrize("name", RANGES)
async def test_the_figures_are_the_reports(window: Open, vera: Client, name: str) -> None:
    page = await opened(window, name)
    report = vera.get(f"/api/reports/sales?group_by=hour&compare=previous&{asked_for(name)}")["report"]
    total, change = report["total"], report["previous"]["change"]

    tiles = page.locator(".tile")
    await expect(tiles.nth(1).locator(".figure")).to_have_text(str(total["orders"]))
    shown = [number(each) for each in await tiles.locator(".figure").all_text_contents()]
    assert shown == exact(total["revenue"], total["orders"], total["average_order"], total["quantity"])
    changes = [number(each) for each in await tiles.locator(".badge").all_text_contents()]
    assert changes == exact(change["revenue_percent"], change["orders"], None, change["quantity"])
    for badge in await tiles.locator(".badge").all():
        assert await badge.is_visible() is bool(await badge.text_content())  # no arrow without what it is about


async def test_an_average_order_is_beside_the_one_before(window: Open, vera: Client) -> None:
    average = vera.get(f"/api/reports/sales?{asked_for('Today')}")["report"]["total"]["average_order"]

    async def sold_before(route: Route) -> None:
        answer = await (await route.fetch()).json()
        answer["report"]["previous"]["total"]["average_order"] = average + 1.5
        await route.fulfill(json=answer)

    page = await (await window()).signed_in(MANAGER)
    await page.route(re.compile("reports/sales.*group_by=hour.*compare=previous"), sold_before)
    await page.evaluate("location.hash = '#/sales'")
    badge = page.locator(".tile").filter(has_text="Average order").locator(".badge")
    await expect(badge).to_have_text("▼ -US$1.50")
    await expect(badge).to_have_accessible_name("Less than before -US$1.50")


@pytest.mark.parametrize("name", RANGES)
@pytest.mark.parametrize(
    ("part", "by"), [("hours", "hour"), ("product", "product"), ("waiter", "waiter"), ("category", "category")]
)
async def test_a_chart_stands_on_the_reports_numbers(window: Open, vera: Client, name: str, part: str, by: str) -> None:
    page = await opened(window, name)
    report = vera.get(f"/api/reports/sales?group_by={by}&compare=previous&{asked_for(name)}")["report"]
    before = groups(report["previous"])
    expected = {}
    for each in report["groups"]:
        earlier = before.get(each["group"], {}).get("revenue", 0)
        counted = () if by == "category" else (each["orders"], each["average_order"])
        expected[each["name"] or "No category"] = exact(each["revenue"], earlier, *counted, each["quantity"])

    assert await rows(page.locator(f"report-section.{part}")) == expected


async def test_days_and_weekdays_are_the_reports_and_what_sold_nothing_is_nought(window: Open, vera: Client) -> None:
    page = await opened(window, "7 days")
    report = vera.get(f"/api/reports/sales?group_by=day&compare=previous&{asked_for('7 days')}")["report"]
    last = report["groups"][-1]

    days = list((await rows(page.locator("report-section.days"))).values())
    assert days[-1] == exact(last["revenue"], 0, last["orders"], last["average_order"], last["quantity"])
    assert days[:-1] == [exact(0, 0, 0, None, 0)] * 6
    weekdays = await rows(page.locator("report-section.weekdays"))
    assert next(iter(weekdays)) == "Monday"
    assert weekdays[f"{today():%A}"] == days[-1]


async def test_products_are_searched_and_sorted_by_the_api(window: Open, vera: Client) -> None:
    page = await opened(window)
    section = page.locator("report-section.products")
    keys = ("total_quantity", "total_price", "discounts", "refunds", "net")

    def reported(more: str) -> list[tuple[str, list[Decimal | None]]]:
        found = vera.get(f"/api/reports/products?{asked_for('Today')}&{more}")["report"]["products"]
        return [(each["product_name"], exact(*(each[key] for key in keys))) for each in found]

    assert list((await rows(section)).items()) == reported("sort_by=revenue")
    await section.get_by_role("button", name="Items").click()
    await expect(section.locator("th[aria-sort=descending]")).to_have_text("Items")
    await expect(section.locator("tbody tr").first.locator("th")).to_have_text(reported("sort_by=quantity")[0][0])
    assert list((await rows(section)).items()) == reported("sort_by=quantity")
    await section.get_by_role("searchbox").fill("HOUSE")
    await expect(section.locator("tbody tr")).to_have_count(len(reported("product=house")))
    assert list((await rows(section)).items()) == reported("product=house&sort_by=quantity")


async def test_takings_are_the_reports_and_so_are_their_sums(window: Open, vera: Client) -> None:
    page = await opened(window)
    by_method = vera.get(f"/api/reports/takings?group_by=method&{asked_for('Today')}")["report"]
    by_rate = vera.get(f"/api/reports/takings?group_by=tax_rate&{asked_for('Today')}")["report"]
    kept = ("payments", "tips", "refunds", "rounding")

    methods = await rows(page.locator("report-section.takings-method"))
    assert methods["Card"] == exact(*(by_method["groups"][0]["figures"][key] for key in kept))
    assert methods["All"] == exact(*(by_method["total"][key] for key in kept))
    rates = await rows(page.locator("report-section.takings-tax"))
    assert list(rates.values()) == [
        *(exact(each["figures"]["gross"], each["figures"]["tax"]) for each in by_rate["groups"]),
        exact(None, by_rate["total"]["tax"]),
    ]


@pytest.mark.parametrize("by", ["Station", "Hour", "Product"])
async def test_times_of_the_kitchen_are_the_reports(window: Open, vera: Client, by: str) -> None:
    page = await opened(window)
    section = page.locator("report-section.kitchen")
    await section.scroll_into_view_if_needed()
    await section.get_by_role("button", name=by, exact=True).click()
    await section.get_by_role("button", name="Being made", exact=True).click()
    report = vera.get(f"/api/reports/kitchen?group_by={by.lower()}&{asked_for('Today')}")["report"]
    await expect(section.locator("tbody tr")).to_have_count(len(report["groups"]))
    await expect(section.locator("thead th").first).to_have_text(by)

    def spelled(seconds: int) -> str:
        return f"{seconds // 60}:{seconds % 60:02}"

    shown = await section.locator("tbody tr").evaluate_all(
        "rows => rows.map(r => [...r.cells].map(c => c.textContent))"
    )
    expected = {
        each["name"] or "Kitchen": [spelled(made["p50"]), spelled(made["p90"]), spelled(made["longest"]), made["count"]]
        for each in report["groups"]
        for made in (each["times"]["making"],)
    }
    assert {row[0]: [*row[1:4], int(row[4])] for row in shown} == expected


async def test_a_picture_is_read_by_keyboard_and_as_a_table(window: Open, vera: Client) -> None:  # noqa: ARG001
    page = await opened(window)
    section = page.locator("report-section.hours")
    await expect(section).to_have_attribute("aria-busy", "false")
    await section.locator(".plot").focus()
    await page.keyboard.press("End")
    revenue = await section.locator("tbody tr").last.locator("td").first.text_content()
    await expect(section.locator(".tip")).to_contain_text(str(revenue))
    await expect(section.locator("[aria-live]")).to_contain_text(str(revenue))
    await page.keyboard.press("Escape")
    await expect(section.locator(".tip")).to_be_hidden()

    await section.get_by_role("button", name="As a table").click()
    await expect(section.get_by_role("table", name="Sales by hour")).to_be_visible()
    await expect(section.locator(".plot")).to_be_hidden()


async def test_a_report_is_downloaded_as_the_api_writes_it(window: Open, vera: Client, tmp_path: Path) -> None:
    page = await opened(window)
    async with page.expect_download() as started:
        await page.get_by_role("button", name="Sales by hour as CSV").click()
    download = await started.value
    assert download.suggested_filename == f"sales-by-hour-{today()}.csv"
    await download.save_as(tmp_path / "report.csv")
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        found = [(each["group"], Decimal(each["revenue"])) for each in csv.DictReader(file)]
    report = vera.get(f"/api/reports/sales?group_by=hour&compare=previous&{asked_for('Today')}")["report"]
    assert found == [(each["group"], Decimal(str(each["revenue"]))) for each in report["groups"]]

    async with page.expect_download() as started:
        await page.get_by_role("button", name="Sales by hour as XLSX").click()
    await (await started.value).save_as(tmp_path / "report.xlsx")
    assert (tmp_path / "report.xlsx").read_bytes()[:2] == b"PK"


async def test_the_address_keeps_the_range(window: Open, vera: Client) -> None:  # noqa: ARG001
    page = await opened(window, "30 days")
    await page.reload()
    await expect(page.get_by_role("button", name="30 days")).to_have_attribute("aria-pressed", "true")
    await page.get_by_label("From").fill("2026-01-05")
    await page.get_by_label("To").fill("2026-01-02")
    await page.reload()
    await expect(page.get_by_label("From")).to_have_value("2026-01-02")
    await expect(page.get_by_label("To")).to_have_value("2026-01-05")
    await expect(page.locator("report-section.hours")).to_contain_text("Nothing sold.")
