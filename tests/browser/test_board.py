"""The kitchen's board: what is shown, what taps and keys do, and who may."""

import re
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import Window
from tests.browser.kitchens import Kitchen
from tests.browser.server import Client

Open = Callable[..., Awaitable[Window]]
pytestmark = pytest.mark.anyio


@pytest.fixture
def kitchen(somebody: Callable[[str, str], Client]) -> Kitchen:
    return Kitchen(somebody("Wanda", "waiter"), somebody("Kim", "kitchen"), somebody("Boss", "manager"))


async def board(window: Window, where: str = "#/board", who: str = "kim") -> Page:
    page = await window.signed_in(f"{who}@example.com", where)
    await expect(page.locator("board-head .live")).to_have_text("Live")
    return page


def ticket(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=re.compile(name))


async def tones_within(page: Page, tones: int, *, seconds: int) -> bool:
    for _ in range(seconds * 10):
        if await page.evaluate("tones") == tones:
            return True
        await page.wait_for_timeout(100)
    return False


async def test_the_oldest_comes_first_and_what_is_ordered_comes_by_itself(window: Open, kitchen: Kitchen) -> None:
    _ = kitchen.order("Soup", customer="Anna")
    page = await board(await window())
    _ = kitchen.order("Salad", customer="Bert")

    await expect(page.locator("board-ticket .where")).to_have_text(["Anna", "Bert"])
    await expect(ticket(page, "Bert").locator(".state")).to_have_text("New")
    await expect(ticket(page, "Anna").locator(".state")).to_be_hidden()
    await expect(ticket(page, "Anna").locator(".age")).to_contain_text("0 min")


async def test_what_makes_guests_ill_comes_first_by_sign_and_word(window: Open, kitchen: Kitchen) -> None:
    note = "Bitte ohne Erdnüsse"
    _ = kitchen.order("Soup", lines=[{"note": note, "seat": 2}], note="Nut allergy at seat 2")
    page = await board(await window())

    await expect(page.locator(".order-note")).to_have_text("⚠ Allergen: Nut allergy at seat 2")
    await expect(page.locator(".extras li").first).to_have_text(f"⚠ Allergen: {note}")


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("No nuts please", True),
        ("peanut sauce", True),
        ("Gluten-free", True),
        ("laktosefrei", True),
        ("alergia a los frutos secos", True),
        ("sans œufs", True),
        ("ohne Milch", True),
        ("no shellfish", True),
        ("Haselnuss", True),
        ("intolérance au lactose", True),
        ("Oat milk", False),
        ("Doughnut", False),
        ("Butternut squash, well done", False),
        ("extra egg", False),
        ("minus one", False),
        ("No sugar", False),
    ],
)
async def test_allergens_are_known_in_every_language(window: Open, text: str, *, is_named: bool) -> None:
    page = await (await window()).page()
    found = await page.evaluate("async text => (await import('./kitchen/allergens.js')).namesAllergen(text)", text)

    assert found is is_named


async def test_one_tap_bumps_and_ten_seconds_long_it_is_undone(window: Open, kitchen: Kitchen) -> None:
    order = kitchen.order("Soup", "Salad", customer="Anna")
    page = await board(await window())
    await ticket(page, "Anna").get_by_role("button", name=re.compile(r"^Ready: .*Anna")).click()
    await expect(page.locator("board-ticket")).to_have_count(0)
    await expect(page.get_by_text("Nothing to make")).to_be_visible()
    await page.get_by_role("button", name=re.compile("^Undo: .*Anna")).click()

    await expect(ticket(page, "Anna").locator(".state")).to_have_text("Started")
    assert kitchen.events(order) == ["order.placed", "order.line_ready", "order.line_recalled"]
    await expect(page.locator("undo-strip button")).to_have_count(0)


async def test_what_was_ready_lately_is_called_back(window: Open, kitchen: Kitchen) -> None:
    _ = kitchen.order("Soup", customer="Anna")
    page = await board(await window())
    await page.get_by_role("button", name=re.compile(r"^Ready: .*Anna")).click()
    await expect(page.locator("board-ticket")).to_have_count(0)
    await page.get_by_role("button", name="Ready lately").click()
    await page.get_by_role("button", name=re.compile("^Call back: .*Anna")).click()
    await expect(page.get_by_text("Nothing was ready within")).to_be_visible()
    await page.keyboard.press("Escape")

    await expect(ticket(page, "Anna")).to_be_visible()


async def test_a_ticket_is_started_and_one_line_of_it_bumped(window: Open, kitchen: Kitchen) -> None:
    _ = kitchen.order("Soup", "Salad", customer="Anna")
    page = await board(await window())
    await page.get_by_role("button", name=re.compile("^Start: .*Anna")).click()
    await expect(ticket(page, "Anna").locator(".state")).to_have_text("Started")
    await page.get_by_role("button", name="Ready: 1 × Soup").click()

    await expect(page.locator("board-ticket .dish")).to_have_text(["Salad"])
    assert [line["status"] for line in kitchen.tickets()[0]["lines"]] == ["started"]


async def test_a_bump_bar_and_arrows_work_the_board(window: Open, kitchen: Kitchen) -> None:
    for name in ("Anna", "Bert", "Carl", "Dora"):
        _ = kitchen.order("Soup", customer=name)
    page = await board(await window())
    await page.keyboard.press("2")
    await expect(page.locator("board-ticket .where")).to_have_text(["Anna", "Carl", "Dora"])
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("ArrowRight")
    await expect(ticket(page, "Carl")).to_be_focused()
    await page.wait_for_timeout(400)  # what has moved under a hand does nothing for a moment
    await page.keyboard.press("Enter")
    await expect(page.locator("board-ticket .where")).to_have_text(["Anna", "Dora"])
    await expect(ticket(page, "Dora")).to_be_focused()
    await page.keyboard.press("Backspace")

    await expect(page.locator("board-ticket .where")).to_have_text(["Anna", "Carl", "Dora"])
    await expect(ticket(page, "Dora")).to_be_focused()


async def test_a_station_has_its_own_board_or_a_column(window: Open, kitchen: Kitchen) -> None:
    bar = kitchen.station("Bar", "Spritz")
    _ = kitchen.station("Grill", "Ribeye")
    _ = kitchen.order("Spritz", "Ribeye", "Soup", customer="Anna")
    page = await board(await window(), f"#/board?station={bar}")
    await expect(page.locator("board-ticket .dish")).to_have_text(["Spritz", "Soup"])
    await expect(page.get_by_label("Station")).to_have_value(bar)
    await page.get_by_label("Station").select_option("A column for each station")

    await expect(page.locator(".columns h2")).to_have_text(["Bar", "Grill", "Kitchen"])
    await page.get_by_role("button", name="All day").click()
    await expect(page.locator("all-day li")).to_have_count(3)


async def test_what_is_taken_back_stays_until_it_is_seen(window: Open, kitchen: Kitchen) -> None:
    order = kitchen.order("Soup", "Salad", customer="Anna")
    gone = kitchen.order("Stew", customer="Bert")
    page = await board(await window())
    soup = {"reason": "Changed their mind", "lines": [{"id": order["products"][0]["id"]}]}
    _ = kitchen.manager.post(f"/api/orders/{order['id']}/void", soup)
    _ = kitchen.manager.post(f"/api/orders/{gone['id']}/void", {"reason": "Left"})
    await expect(ticket(page, "Anna").locator(".taken")).to_have_text("Taken back: 1 × Soup")
    await expect(ticket(page, "Bert").locator(".state")).to_have_text("Nothing of it left to make")
    for name in ("Anna", "Bert"):
        await page.wait_for_timeout(400)  # what has moved under a hand does nothing for a moment
        await ticket(page, name).get_by_role("button", name="Seen").click()

    await expect(page.locator("board-ticket .taken:visible")).to_have_count(0)
    await expect(page.locator("board-ticket")).to_have_count(1)


async def test_waiters_look_and_do_nothing_where_people_are_known_by_secrets(window: Open, kitchen: Kitchen) -> None:
    _ = kitchen.order("Soup", customer="Anna")
    page = await board(await window(), who="wanda")
    await expect(page.get_by_role("button", name=re.compile("^Ready: .*Anna"))).to_be_visible()
    await page.evaluate("localStorage.setItem('orders.mode', 'managed')")
    _ = await page.reload()

    await expect(ticket(page, "Anna")).to_be_visible()
    await expect(page.get_by_role("button", name=re.compile("^(Ready|Start): "))).to_have_count(0)
    _ = kitchen.order("Salad", customer="Bert")
    await expect(ticket(page, "Bert")).to_be_visible()


async def test_new_tickets_are_heard_until_somebody_touches_the_board(window: Open, kitchen: Kitchen) -> None:
    one = await window()
    await one.context.add_init_script(
        "window.tones = 0; const Tone = window.OscillatorNode;"
        "window.OscillatorNode = class extends Tone { start(...when) { window.tones += 1; super.start(...when); } };"
    )
    page = await board(one)
    switch = page.get_by_role("switch")
    await expect(switch).to_have_text("Sound on")
    _ = kitchen.order("Soup", customer="Anna")
    await expect(page.get_by_role("button", name="1 new")).to_be_visible()
    assert await tones_within(page, 3, seconds=3)
    assert await tones_within(page, 6, seconds=9)
    await page.get_by_role("button", name="1 new").click()
    await expect(page.get_by_role("button", name="1 new")).to_be_hidden()
    await page.wait_for_timeout(6_500)
    assert await page.evaluate("tones") == 6

    untouched = await one.context.new_page()
    # What a test asks of a page is a touch to Chromium, and may come before the page has looked.
    await untouched.add_init_script(
        "Object.defineProperty(navigator, 'userActivation', { value: { hasBeenActive: false } })"
    )
    _ = await untouched.goto(page.url)
    switch = untouched.get_by_role("switch")
    await expect(switch).to_have_text("Sound blocked: tap anywhere")
    await untouched.locator("board-head .live").click()
    await expect(switch).to_have_text("Sound on")
    await switch.click()
    await expect(switch).to_have_text("Sound off")


async def test_the_page_says_what_https_would_add(window: Open, kitchen: Kitchen) -> None:
    assert kitchen.tickets() == []
    one = await window()
    await one.context.add_init_script("delete Navigator.prototype.wakeLock")
    page = await board(one)
    await page.get_by_role("button", name="Keys").click()

    await expect(page.get_by_text("Over https the screen would stay on")).to_be_visible()


async def test_the_frame_is_hidden_and_there_is_a_way_out(window: Open, kitchen: Kitchen) -> None:
    assert kitchen.tickets() == []
    page = await (await window(viewport={"width": 1920, "height": 1080})).page()
    await page.get_by_label("E-mail").fill("kim@example.com")
    await page.get_by_role("button", name="Sign in", exact=True).click()
    await page.get_by_role("button", name="Leave the board").click()

    await expect(page.get_by_role("navigation", name="Pages")).to_be_visible()
    await page.get_by_role("button", name="Hide the menu").click()
    await expect(page.get_by_role("navigation", name="Pages")).to_be_hidden()
