"""The board when the server is killed and comes back with what it had."""

import asyncio
import re
import signal
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Window
from tests.browser.kitchens import Kitchen
from tests.browser.server import Client, Server

Open = Callable[..., Awaitable[Window]]
pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def settings() -> dict[str, str]:
    """Keep orders where they survive the program."""
    return {}


async def test_what_was_bumped_meanwhile_is_ready_once(
    window: Open, somebody: Callable[[str, str], Client], server: Server
) -> None:
    kitchen = Kitchen(somebody("Wanda", "waiter"), somebody("Kim", "kitchen"), somebody("Boss", "manager"))
    order = kitchen.order("Soup", customer="Anna")
    page = await (await window()).signed_in("kim@example.com", "#/board")
    await expect(page.locator("board-ticket")).to_have_count(1)
    server.stop(signal.SIGKILL)
    await expect(page.locator(".down")).to_contain_text("The line is down")
    await page.get_by_role("button", name=re.compile("^Ready: .*Anna")).click()
    await expect(page.locator("board-ticket .state")).to_have_text("Ready · on its way")
    await asyncio.to_thread(server.start)

    await expect(page.locator("board-ticket")).to_have_count(0, timeout=30_000)
    await expect(page.locator("board-head .live")).to_have_text("Live")
    assert kitchen.events(order) == ["order.placed", "order.line_ready"]
    _ = kitchen.order("Soup", customer="Bert")
    await expect(page.locator("board-ticket .where")).to_have_text(["Bert"])
