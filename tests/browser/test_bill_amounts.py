"""What the bill shows is what the API says, step by step, in currencies of every kind, however amounts are written."""

import re
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import ExitStack, closing
from decimal import Decimal
from typing import Any, Final, NamedTuple

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.server import Client, Server

Open = Callable[..., Awaitable[Window]]
pytestmark = pytest.mark.anyio


class Place(NamedTuple):
    """A restaurant: its currency, and how those who work there write amounts."""

    currency: str
    decimals: int
    locale: str

    @property
    def unit(self) -> Decimal:
        """The smallest amount."""
        return Decimal(10) ** -self.decimals

    @property
    def slug(self) -> str:
        """How the restaurant is called."""
        return f"in-{self.currency.lower()}"


OPERATOR: Final = "the-operators-own-token-0123456789"
PLACES: Final = [Place("USD", 2, "en-US"), Place("JPY", 0, "fr-FR"), Place("KWD", 3, "de-DE")]


@pytest.fixture(scope="module")
def settings() -> dict[str, str]:
    """Return the settings of a program for many restaurants, where the smallest coin has five units."""
    return {"STORAGE": "memory", "OPERATOR_TOKEN": OPERATOR, "CASH_ROUNDING": "5"}


_AMOUNTS: Final = r"""page => {
    const found = {};
    for (const row of page.querySelectorAll(".bill tbody tr")) {
        found[row.dataset.key] = row.querySelector("td.number").textContent;
        const under = row.closest(".lines") ? [...row.querySelectorAll("small")] : [];
        const off = under.find(each => /-\D*\d/.test(each.textContent));
        if (off) found[`off ${row.dataset.key}`] = off.textContent;
    }
    const due = page.querySelector(".due");
    if (!due.hidden) found["to pay"] = due.querySelector("strong").textContent;
    if (!due.hidden && !due.querySelector("small").hidden) found["in cash"] = due.querySelector("small").textContent;
    return found;
}"""


class Bill:
    """A bill on a page, and what the API says of it."""

    def __init__(self, page: Page, waiter: Client, order: str, place: Place) -> None:
        self.page = page
        self.waiter = waiter
        self.order = order
        self.place = place

    @property
    def said(self) -> dict[str, Any]:
        """What the API says."""
        return self.waiter.get(f"/api/orders/{self.order}/bill")["bill"]

    async def text(self, value: float) -> str:
        """Return an amount as people there write it."""
        return await self.page.evaluate(
            "([value, locale, currency]) => new Intl.NumberFormat(locale, {style: 'currency', currency}).format(value)",
            [value, self.place.locale, self.place.currency],
        )

    def typed(self, value: Decimal) -> str:
        """Return an amount as people there type it."""
        text = f"{value:.{self.place.decimals}f}"
        return text.replace(".", ",") if self.place.locale in {"de-DE", "fr-FR"} else text

    async def is_shown(self) -> None:
        """Assert that each amount on the page becomes the API's, and that no row says nothing."""
        for left in reversed(range(50)):
            wanted = await self._wanted()
            found = await self._found(wanted)
            if wanted == found or not left:
                break
            await self.page.wait_for_timeout(100)
        assert found == wanted

    async def _found(self, wanted: dict[str, str]) -> dict[str, str]:
        """Return what is shown: of a text around an amount, the amount, where it is the one that is wanted."""
        found = await self.page.locator("bill-page").evaluate(_AMOUNTS)
        around = {key: text for key, text in found.items() if key.startswith(("off ", "in cash"))}
        bare = {key: re.escape(wanted.get(key, text)) for key, text in around.items()}
        return found | {
            key: wanted.get(key, text)
            for key, text in around.items()
            if re.search(rf"(?<![\d.,]){bare[key]}(?!\d)", text)
        }

    async def _wanted(self) -> dict[str, str]:
        said = self.said
        order = self.waiter.get(f"/api/orders/{self.order}")["order"]
        is_open = order["status"] == "open" or ("pay" in order["allowed_actions"] and said["due"] > 0)
        added = [each for each in said["taxes"] if each["amount"] and not each["included"]]
        changed = said["discounts"] or said["service_charge"] or added or said["rounding"]
        wanted = {
            **{each["id"]: each["gross"] for each in said["lines"]},
            **{f"off {each['id']}": -each["discount"] for each in said["lines"]},
            "gross": said["gross"] if changed else 0,
            **{each["id"]: -each["amount"] for each in said["discounts_given"]},
            "service": said["service_charge"],
            **{_tax_key(each): each["amount"] for each in said["taxes"]},
            **{name: said[name] for name in ("rounding", "total", "paid", "refunded", "tips")},
            "due": said["due"] if is_open else 0,
            "to pay": said["due"] if is_open else 0,
            "in cash": said["due_in_cash"] if is_open and said["due_in_cash"] != said["due"] else 0,
        }
        return {key: await self.text(value) for key, value in wanted.items() if value}

    async def discount(self, kind: int, value: str, lines: int = 0) -> None:
        """Give a discount: of a kind (0 is percent, 1 an amount), off so many of the lines, or off all of it."""
        before = len(self.said["discounts_given"])
        await self.page.locator(".actions button").nth(1).click()
        sheet = self.page.locator("dialog")
        await sheet.locator(".chips").first.locator("button").nth(kind).click()
        await sheet.locator(f"[name={'amount' if kind else 'percent'}]").fill(value)
        if lines:
            await sheet.locator("summary").click()
        for place in range(lines):
            await sheet.locator("[type=checkbox]").nth(place).check()
        await sheet.locator("[name=reason]").fill("Regulars")
        await sheet.locator("footer button").click()
        await expect(sheet).to_have_count(0)
        for _ in range(50):  # it is on its way by now
            if len(self.said["discounts_given"]) > before:
                break
            await self.page.wait_for_timeout(100)

    async def pay(self, method: int, *, tip: int | None = None, handed: str = "") -> None:
        """Take what the open sheet says, by a method, with the tip at a place, and so much handed over."""
        sheet = self.page.locator("dialog")
        await sheet.locator("form > div > .chips button").nth(method).click()
        if tip is not None:
            await sheet.locator(".tip .chips button").nth(tip).click()
        if handed:
            await sheet.locator("[name=tendered]").fill(handed)
        before = len(self.said["payments"])
        await sheet.locator("footer .primary").click()
        await expect(sheet).to_have_count(0)
        await expect(self.page.locator(".payments > li")).to_have_count(before + 1)


def _tax_key(tax: dict[str, Any]) -> str:
    included = "true" if tax["included"] else "false"
    return f"tax/{tax['category']}/{tax['name']}/{tax['percent']:g}/{included}"


def _taken(manager: Client, waiter: Client, place: Place) -> str:
    """Return an order of three products: one with a tax that is included, one with one that is added, one with none."""
    lines = []
    for category, percent, included in (("Food", 7, True), ("Drinks", 8.875, False)):
        body = {"category": category, "name": category, "percent": percent, "included": included}
        _ = manager.post("/api/taxes", body)
    for name, price, quantity, tax in (("Soup", 1683, 2, "Food"), ("Wine", 2901, 3, "Drinks"), ("Gift", 500, 1, None)):
        body = {"name": name, "price": float(price * place.unit), "tax": tax}
        product = manager.post("/api/products", body)["product"]["id"]
        lines.append({"product_id": product, "quantity": quantity, "seat": quantity})
    body = {"customer_name": "Table 9", "guests": 3, "products": lines}
    return waiter.post("/api/orders", body, Idempotency_Key=place.slug)["order"]["id"]


def _staff(server: Server, place: Place, name: str, role: str) -> Client:
    email = f"{name.lower()}@example.com"
    with closing(Client(server, {"Restaurant": place.slug})) as stranger:
        _ = stranger.post("/api/users", {"email": email, "name": name, "role": role})
        token = stranger.post("/api/auth/login", {"email": email})["access_token"]
    return Client(server, {"Authorization": f"Bearer {token}"})


@pytest.fixture(params=PLACES, ids=lambda each: each.currency)
async def bill(request: pytest.FixtureRequest, window: Open, server: Server) -> AsyncGenerator[Bill]:
    """Return an order's bill in a restaurant, open on a page."""
    place: Place = request.param
    with ExitStack() as kept:
        operator = kept.enter_context(closing(Client(server, {"Operator-Token": OPERATOR})))
        _ = operator.post("/api/restaurants", {"slug": place.slug, "name": place.currency, "currency": place.currency})
        waiter = kept.enter_context(closing(_staff(server, place, "Ann", "waiter")))
        manager = kept.enter_context(closing(_staff(server, place, "Eva", "manager")))
        order = _taken(manager, waiter, place)
        page = await (await window(locale=place.locale)).page(f"?restaurant={place.slug}")
        await page.locator("[name=email]").fill("ann@example.com")
        await page.locator("footer button").click()
        await page.locator(".bar .me").wait_for()
        await page.evaluate("where => { location.hash = where }", f"#/bill/{order}")
        await page.locator(".bill .sums tr").first.wait_for()
        yield Bill(page, waiter, order, place)


async def test_every_step_shows_what_the_api_says(bill: Bill) -> None:
    unit = bill.place.unit
    await bill.is_shown()
    await bill.discount(0, "12,5" if bill.place.locale == "de-DE" else "12.5")
    await bill.is_shown()
    await bill.discount(1, bill.typed(151 * unit), lines=2)
    await bill.is_shown()
    assert [each["percent"] for each in bill.said["discounts_given"]] == [12.5, None]
    await bill.page.locator(".actions button").nth(2).click()
    await bill.page.locator("dialog .chips button").nth(3).click()  # 12.5 percent
    await bill.page.locator('[data-key="service"]').wait_for()
    await bill.is_shown()

    await bill.page.locator(".due .primary:visible").click()
    await bill.page.locator("dialog [name=amount]").fill(bill.typed(1000 * unit))
    await bill.pay(0, handed=bill.typed(5000 * unit))
    await bill.is_shown()
    first = bill.said["payments"][0]
    assert [Decimal(str(first[each])) for each in ("amount", "change")] == [1000 * unit, 4000 * unit]
    await expect(bill.page.locator(".settled .change strong")).to_have_text(await bill.text(first["change"]))

    line = {"name": "Late", "price": float(333 * unit), "quantity": 1}
    _ = bill.waiter.post(f"/api/orders/{bill.order}/lines", {"products": [line]})
    await bill.is_shown()

    await bill.page.locator(".payments button").first.click()
    await bill.page.locator("dialog [name=amount]").fill(bill.typed(250 * unit))
    await bill.page.locator("dialog [name=reason]").fill("Cold")
    await bill.page.locator("dialog footer button").click()
    await bill.page.locator('[data-key="refunded"]').wait_for()
    await bill.is_shown()
    assert Decimal(str(bill.said["refunded"])) == 250 * unit

    await bill.page.locator(".sums button").last.click()
    await bill.page.locator("dialog footer button").last.click()
    await expect(bill.page.locator(".sums button")).to_have_count(1)
    await bill.is_shown()

    await bill.page.locator(".actions button").first.click()
    shares = bill.page.locator(".shares > li")
    await expect(shares).to_have_count(3)
    said = bill.waiter.get(f"/api/orders/{bill.order}/shares?ways=3")["shares"]
    for at, each in enumerate(said):
        await expect(shares.nth(at)).to_contain_text(await bill.text(each["amount"]))
    for at in (2, 0):
        await shares.nth(at).locator("button").click()
        await bill.pay(1)
        assert bill.said["payments"][-1]["amount"] == said[at]["amount"]
        await bill.is_shown()
    await shares.nth(1).locator("button").click()
    await bill.pay(0, tip=2)
    await bill.is_shown()
    last = bill.said["payments"][-1]
    assert last["tip"] > 0
    assert Decimal(str(last["amount"])) == Decimal(str(said[1]["amount"])) + Decimal(str(last["rounding"]))
    await expect(bill.page.locator(".settled")).to_have_attribute("data-state", "closed")

    await bill.page.locator(".settled button").first.click()
    assert await bill.page.locator("dialog pre").text_content() == bill.waiter.text(f"/api/orders/{bill.order}/bill")
