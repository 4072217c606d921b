"""A managed restaurant: somebody is taken on, a device is paired, and both are used, as on a first day."""

from typing import Final

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.server import Client, Server, first_manager

pytestmark = pytest.mark.anyio
MANAGER: Final = {"email": "mia@example.com", "password": "a trattoria on the corner"}
PIN: Final = "408126"
_KNOWN: Final[dict[int, Client]] = {}


@pytest.fixture(scope="module")
def settings() -> dict[str, str]:
    """Return the settings of a managed restaurant."""
    return {"STORAGE": "memory", "AUTH_MODE": "managed"}


@pytest.fixture
def manager(server: Server) -> Client:
    """Return the manager, who also calls the API."""
    if server.port not in _KNOWN:
        _KNOWN[server.port] = first_manager(server, **MANAGER)
    return _KNOWN[server.port]


async def signed_in(window: Open, where: str) -> Page:
    page = await (await window()).page()
    await page.get_by_label("E-mail").fill(MANAGER["email"])
    await page.get_by_label("Password").fill(MANAGER["password"])
    await page.get_by_role("button", name="Sign in", exact=True).click()
    await page.locator(".bar .me").wait_for()
    await page.evaluate("where => { location.hash = where }", where)
    return page


async def test_somebody_new_signs_in_by_pin_on_a_device_that_was_paired(window: Open, manager: Client) -> None:
    page = await signed_in(window, "#/staff")
    await page.get_by_role("button", name="New person").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("Name").fill("Ben")
    await sheet.get_by_label("E-mail").fill("ben@example.com")
    await sheet.get_by_role("button", name="Add").click()
    activation = await sheet.locator(".code").inner_text()
    await sheet.get_by_role("button", name="It is handed over").click()
    await page.evaluate("() => { location.hash = '#/devices' }")
    await page.get_by_role("button", name="Pair a device").click()
    await sheet.get_by_label("What it is called").fill("Bar till")
    await sheet.get_by_role("button", name="Get the code").click()
    await expect(sheet.get_by_role("img", name="Code to pair Bar till")).to_be_visible()
    code = await sheet.locator(".code").inner_text()

    till = await (await window()).page(f"#/pair/{code}")
    await expect(till.get_by_label("Pairing code")).to_have_value(code)
    await till.get_by_role("button", name="Pair", exact=True).click()
    await expect(sheet).to_be_hidden()
    await expect(page.get_by_role("list", name="Devices")).to_contain_text("Bar till")

    await till.get_by_role("button", name="I have an activation code").click()
    await till.get_by_label("E-mail").fill("ben@example.com")
    await till.get_by_label("Activation code").fill(activation)
    await till.get_by_label("Choose a PIN").fill(PIN)
    await till.get_by_role("button", name="Save").click()
    await till.get_by_role("button", name="Sign in with a PIN").click()
    await till.get_by_label("E-mail").fill("ben@example.com")
    await till.locator(".pin-pad").press_sequentially(PIN)
    await till.get_by_role("button", name="Sign in", exact=True).click()
    await expect(till.locator(".bar .me")).to_have_text("Ben")
    await till.evaluate("() => { location.hash = '#/settings' }")
    await expect(till.get_by_text("This browser is “Bar till”")).to_be_visible()

    await page.get_by_role("button", name="Revoke Bar till").click()
    await page.get_by_role("dialog").get_by_role("button", name="Revoke", exact=True).click()
    await expect(page.get_by_role("list", name="Devices")).to_contain_text("Revoked")
    assert [each["revoked_at"] is None for each in manager.get("/api/devices")["devices"]] == [False]


async def test_a_role_changes_and_the_last_manager_stays(window: Open, manager: Client) -> None:
    _ = manager.post("/api/users", {"email": "zoe@example.com", "name": "Zoe"})
    page = await signed_in(window, "#/staff")
    await page.get_by_role("button", name="Zoe").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("Role").select_option("Kitchen")
    await sheet.get_by_label("Works here").uncheck()
    await sheet.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("list", name="Staff")).to_contain_text("Left")
    await page.get_by_role("list", name="Staff").get_by_role("button", name="Mia").click()
    await sheet.get_by_label("Role").select_option("Waiter")
    await sheet.get_by_role("button", name="Save").click()

    await expect(sheet.get_by_role("alert")).to_contain_text("This is the last active manager")
    people = {each["name"]: (each["role"], each["active"]) for each in manager.get("/api/users")["users"]}
    assert (people["Zoe"], people["Mia"]) == (("kitchen", False), ("manager", True))


async def test_a_code_can_be_had_anew(window: Open, manager: Client) -> None:
    _ = manager.post("/api/users", {"email": "ida@example.com", "name": "Ida"})
    page = await signed_in(window, "#/staff")
    await page.get_by_role("button", name="Ida").click()
    await page.get_by_role("button", name="New activation code").click()
    code = await page.get_by_role("dialog").last.locator(".code").inner_text()

    body = {"email": "ida@example.com", "code": code, "password": "as long as a password is"}
    assert manager.post("/api/auth/activate", body)["user"]["name"] == "Ida"


async def test_who_is_signed_in_may_pair_this_browser_and_stays(window: Open, manager: Client) -> None:
    code = manager.post("/api/devices/pairing-codes", {"name": "Office"})["code"]
    page = await signed_in(window, f"#/pair/{code}")
    await expect(page.get_by_label("Pairing code")).to_have_value(code)
    await page.get_by_role("button", name="Pair", exact=True).click()

    await expect(page.get_by_text("This browser is “Office”")).to_be_visible()
    await expect(page.locator(".bar .me")).to_have_text("Mia")


async def test_a_list_that_cannot_be_read_says_so_and_is_tried_again(window: Open, manager: Client) -> None:
    page = await signed_in(window, "#/settings")
    await page.route("**/api/users", lambda route: route.abort())
    await page.evaluate("() => { location.hash = '#/staff' }")
    await expect(page.get_by_role("alert")).to_contain_text("The server cannot be reached")
    await page.unroute("**/api/users")
    await page.get_by_role("button", name="Try again").click()

    await expect(page.get_by_role("list", name="Staff")).to_contain_text("Mia")
    assert manager.get("/api/users")["users"]
