"""Browsers and the program that they use. A page that says something in its console, or breaks its policy, fails."""

import os
import shutil
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any, Final

import pytest
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright

from tests.browser.house import House, furnish
from tests.browser.server import Client, Server, person

_CHROMIUM: Final = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_INSTALL: Final = "apt-get install -y --no-install-recommends chromium"
_LINE_IS_DOWN: Final = ("net::ERR_", "Failed to load resource")
"""What Chromium itself writes into the console about a request that failed, which no page can help."""

Open = Callable[..., Any]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip all of it where no Chromium is, with the line that installs it; in CI that is a failure."""
    if _CHROMIUM is None and os.environ.get("CI") == "true":
        raise pytest.UsageError(f"no Chromium was found: {_INSTALL}")
    if _CHROMIUM is None:
        for each in items:
            each.add_marker(pytest.mark.skip(reason=f"no Chromium was found: {_INSTALL}"))


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Return the loop that Playwright knows."""
    return "asyncio"


@pytest.fixture(scope="session")
async def browser(anyio_backend: str) -> AsyncGenerator[Browser]:  # noqa: ARG001
    """Return the browser, started once."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        yield chromium
        await chromium.close()


@pytest.fixture(scope="module")
def settings() -> dict[str, str]:
    """Return the settings of the server, where a module wants others."""
    return {"STORAGE": "memory"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, settings: dict[str, str]) -> Iterator[Server]:
    """Return the program, running, one for each module."""
    started = Server(tmp_path_factory.mktemp("server"), **settings)
    try:
        started.start()
        yield started
    finally:
        started.stop()


class Window:
    """A browser of its own: cookies, storage and line are nobody else's."""

    def __init__(self, context: BrowserContext, server: Server) -> None:
        self.context = context
        self.server = server
        self.said: list[str] = []

    async def page(self, where: str = "") -> Page:
        """Return a new tab at a place of the console, such as `#/floor`."""
        page = await self.context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        await page.goto(f"{self.server.address}/app/{where}")
        return page

    async def signed_in(self, email: str, where: str = "") -> Page:
        """Return a tab in which somebody has signed in by e-mail, as in open mode."""
        page = await self.page()
        await page.get_by_label("E-mail").fill(email)
        await page.get_by_role("button", name="Sign in", exact=True).click()
        await page.locator(".bar .me").wait_for()
        if where:
            await page.evaluate("where => { location.hash = where }", where)
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        if not any(each in message.text for each in _LINE_IS_DOWN):
            self.said.append(f"{message.type}: {message.text}")


@pytest.fixture
async def window(browser: Browser, server: Server) -> AsyncGenerator[Callable[..., Awaitable[Window]]]:
    """Return a way to open windows. Whatever their consoles say is a failure in the end."""
    opened: list[Window] = []

    async def open_window(**how: Any) -> Window:
        context = await browser.new_context(**{"locale": "en-GB", "viewport": {"width": 1280, "height": 800}, **how})
        context.set_default_timeout(15_000)
        opened.append(Window(context, server))
        return opened[-1]

    yield open_window
    for each in opened:
        await each.context.close()
    assert [said for each in opened for said in each.said] == []


@asynccontextmanager
async def without_line(window: Window) -> AsyncGenerator[None]:
    """Have a window's line down for a while."""
    await window.context.set_offline(True)
    try:
        yield
    finally:
        await window.context.set_offline(False)


_PEOPLE: dict[tuple[int, str], Client] = {}


@pytest.fixture
def somebody(server: Server) -> Callable[[str, str], Client]:
    """Return a way to have somebody in the restaurant: the same name is the same person."""

    def known(name: str, role: str) -> Client:
        key = (server.port, name)
        if key not in _PEOPLE:
            _PEOPLE[key] = person(server, name, role)
        return _PEOPLE[key]

    return known


_HOUSES: dict[int, House] = {}


@pytest.fixture
def house(server: Server, somebody: Callable[[str, str], Client]) -> House:
    """Return the restaurant as it is furnished, by its manager Mia, once for each server."""
    if server.port not in _HOUSES:
        _HOUSES[server.port] = furnish(somebody("Mia", "manager"))
    return _HOUSES[server.port]
