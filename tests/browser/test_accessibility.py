"""Every page, light and dark, from a phone to a wall: nothing that WCAG 2.2 AA forbids, and nothing that sticks out."""

from collections.abc import Awaitable, Callable
from typing import Final

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

from tests.browser.conftest import Window
from tests.browser.house import dine, furnish
from tests.browser.server import Client

Open = Callable[..., Awaitable[Window]]
pytestmark = pytest.mark.anyio

WIDTHS: Final = (360, 768, 1280, 1920)
PAGES: Final = (
    "floor",
    "pad",
    "order/{order}",
    "bill/{order}",
    "outbox",
    "board",
    "sales",
    "day",
    "catalogue",
    "import",
    "tables",
    "staff",
    "webhooks",
    "audit",
    "settings",
)
RULES: Final = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": False}},
}
"""Axe takes a row of which the menu at the bottom covers a part for one that is that small: `_SMALL` asks for more."""
_SETTLES_WITHIN: Final = 800
"""Milliseconds: a page that listens for events has no moment at which nothing is on the wire."""
SMALLEST: Final = 44
_SMALL: Final = """smallest => [...document.querySelectorAll("button, a, input, select, [role=button]")]
  .filter(each => each.checkVisibility({visibilityProperty: true}) && !each.matches(".skip, p *"))
  .map(each => [each, (each.closest("label") ?? each).getBoundingClientRect()])
  .filter(([each, box]) => box.height > 1 && (box.height < smallest - 0.5 || box.width < smallest - 0.5))
  .map(([each, box]) => [each.tagName, each.textContent.trim() || each.ariaLabel || each.name, box.width, box.height])
  .map(each => `too small to touch: ${each.join(" ")}`)
"""


@pytest.fixture(scope="module")
def served(server: object) -> dict[str, str]:  # noqa: ARG001 - asked for, so that it runs
    """Return the orders of the evening, once it was made."""
    return {}


@pytest.fixture
def orders(served: dict[str, str], somebody: Callable[[str, str], Client]) -> dict[str, str]:
    """Return the orders of an evening by table."""
    if not served:
        manager = somebody("Mia", "manager")
        served |= dine(manager, furnish(manager))
    return served


async def faults(page: Page) -> list[str]:
    found = [
        f"{each['id']}: {each['nodes'][0]['html'][:120]}"
        for each in (await Axe().run(page, options=RULES)).response["violations"]
    ]
    if await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append("the page is wider than the window")
    return found + list(await page.evaluate(_SMALL, SMALLEST))


@pytest.mark.parametrize("where", PAGES)
async def test_a_page_has_no_fault_at_any_width_in_any_light(window: Open, orders: dict[str, str], where: str) -> None:
    page = await (await window()).signed_in("mia@example.com", f"#/{where.format(order=orders['T1'])}")
    await page.locator("main h1").first.wait_for()
    await page.wait_for_timeout(_SETTLES_WITHIN)
    found = {}
    for light in ("light", "dark"):
        await page.emulate_media(color_scheme=light, reduced_motion="reduce")
        for width in WIDTHS:
            await page.set_viewport_size({"width": width, "height": 900})
            found[f"{light} {width}"] = await faults(page)

    assert {key: value for key, value in found.items() if value} == {}


@pytest.mark.parametrize("light", ["light", "dark"])
async def test_signing_in_has_no_fault(window: Open, light: str) -> None:
    page = await (await window(color_scheme=light)).page()
    await page.get_by_role("heading", name="Sign in").wait_for()
    for width in WIDTHS:
        await page.set_viewport_size({"width": width, "height": 900})
        assert await faults(page) == []
