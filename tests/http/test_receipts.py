"""Receipts: the bill as text of 42 columns, and as a page to print."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from uuid import UUID

import pytest
from typing_extensions import override

from domain.billing.account import Account, DiscountGiven
from domain.billing.charges import Discount, Payment
from domain.billing.percent import Percent
from domain.kernel.ids import DiscountId, ModifierId
from domain.kernel.language import Language
from domain.kernel.money import Currency, Money, Surcharge
from domain.kernel.names import Name, Note
from domain.ordering.choosing import Chosen
from entrypoints.http.ordering.receipt_amounts import WRITING
from entrypoints.http.ordering.receipt_html import receipt_html
from entrypoints.http.ordering.receipt_sheet import sheet_of
from entrypoints.http.ordering.receipt_text import receipt_text
from entrypoints.http.ordering.receipt_width import graphemes, width, wrapped
from tests.http.api import ESPRESSO, Session
from tests.http.receipts import ANN, AT, CASH, VAT, a_dinner, a_line, a_receipt, a_restaurant, still_open
from tests.http.test_bills import give, pay

FORGED: Final = Name('<script>alert("x")</script> &amp;')
TURNED: Final = Name.kept("a\u202eb\nc")
"""What is no name today, and turns around or breaks what follows it."""

A_DINNER: Final = """\
             Trattoria da Ana
                 Receipt

Receipt    17
Order      12
Day        Nov 27, 2026
Table      Terrace 4
Guests     3
Served by  Ann
Opened     Nov 27, 2026, 8:40 PM
Closed     Nov 27, 2026, 8:40 PM
------------------------------------------
2 x Pizza Margherita con mozzarella
    di bufala campana                21.00
  10.50 each
1 x 日本ラーメン大盛り               14.00
  Discount 50%                       -7.00
    Cold soup
1 x \u2068שלום חומוס 12\u2069                   999.00
1 x ส้มตำไทย                           8.00
------------------------------------------
Subtotal                          1,035.00
Discount                             -5.00
  Regular guest
Service charge                      128.75
  12.5% on 1,030.00
City tax                             88.23
  8.875% on 994.17
Rounding                              0.02
==========================================
Total                         USD 1,247.00
==========================================
Included in the total
VAT                                   3.26
  10% included in 35.83
------------------------------------------
Cash                                 50.00
  Nov 27, 2026, 8:40 PM
Tip                                   3.00
Cash given                           60.00
Change                                7.00
Refund                               -1.00
  Cash
  Overcharged
  Nov 27, 2026, 8:40 PM
==========================================
Due                           USD 1,198.00
"""
AN_ESPRESSO: Final = """\
             Trattoria da Ana
       Zwischenrechnung, kein Beleg

Bestellung  12
Tag         27.11.2026
Gäste       3
Bedienung   Ann
Beginn      27.11.2026, 20:40
------------------------------------------
1 x Espresso                          2,50
==========================================
Gesamt                            2,50 EUR
==========================================
Offen                             2,50 EUR
"""


def test_all_that_can_be_on_a_receipt_is_on_it() -> None:
    receipt = replace(a_dinner(), number=17)
    assert receipt_text(sheet_of(receipt, a_restaurant(currency="USD"))) == A_DINNER


def test_what_was_given_back_is_asked_of_nobody_once_the_order_is_closed() -> None:
    given = a_dinner().order.account
    payment = replace(given.payments[0], payment=Payment(CASH, Money(250)), tendered=None)
    account = Account(payments=(payment,), refunds=given.refunds)
    receipt = a_receipt(a_line(1, "Espresso", 250), account=account, table=None)
    assert "Due" not in receipt_text(sheet_of(receipt, a_restaurant()))
    assert "Due" in receipt_text(sheet_of(still_open(receipt), a_restaurant()))


@pytest.mark.parametrize(("voided", "shown"), [((1, 1), False), ((1, 0), True)])
def test_a_discount_of_lines_that_were_all_sent_back_is_left_off(voided: tuple[int, int], *, shown: bool) -> None:
    sent_back = [a_line(number, "Soup", 500, voided=each) for number, each in enumerate(voided, 2)]
    off = Discount(id=DiscountId(ANN), percent=Percent.of(10), lines=frozenset(line.id for line in sent_back))
    given = DiscountGiven(discount=off, reason=Note("Cold soup"), by=ANN, at=AT)
    account = Account(discounts=(given,))
    text = receipt_text(sheet_of(a_receipt(a_line(1, "Tea", 300), *sent_back, account=account), a_restaurant()))
    assert ("Cold soup" in text) is shown
    assert ("Subtotal" in text) is shown


def test_a_receipt_has_what_is_there_and_no_more() -> None:
    receipt = still_open(a_receipt(a_line(1, "Espresso", 250), table=None))
    text = receipt_text(sheet_of(receipt, a_restaurant(Language.GERMAN)))
    assert text == AN_ESPRESSO


def test_what_was_chosen_is_under_its_line() -> None:
    chosen = tuple(
        Chosen(ModifierId(UUID(int=number)), Name(name), Surcharge(price))
        for number, (name, price) in enumerate([("olives", 150), ("no onions", 0), ("small", -200)])
    )
    pizza = replace(a_line(1, "Pizza", 1000, 2), modifiers=chosen)
    text = receipt_text(sheet_of(a_receipt(pizza), a_restaurant()))
    lines = ("2 x Pizza", "+ olives (1.50)", "+ no onions", "+ small (-2.00)", "10.00 each")
    first, *others = lines
    assert f"{first:37}20.00\n" + "".join(f"  {each}\n" for each in others) in text


def test_the_readme_shows_a_receipt_as_it_is_written() -> None:
    lines = (
        a_line(1, "Pizza Margherita", 1050, 2, VAT),
        a_line(2, "日本ラーメン", 1400, 1, VAT),
        a_line(3, "Limonata", 400, 2, VAT),
    )
    off = DiscountGiven(
        discount=Discount(id=DiscountId(ANN), percent=Percent.of(10)), reason=Note("Regular guests"), by=ANN, at=AT
    )
    paid = replace(
        a_dinner().order.account.payments[0],
        payment=Payment(CASH, Money(3870), tip=Money(130)),
        tendered=Money(5000),
    )
    receipt = replace(a_receipt(*lines, account=Account(discounts=(off,), payments=(paid,))), number=1042)
    shown = receipt_text(sheet_of(receipt, a_restaurant(Language.GERMAN)))
    assert f"```\n{shown}```\n" in Path("README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("language", "currency", "amount", "total", "part", "moment"),
    [
        ("en", "USD", 123_456_789, "USD 1,234,567.89", "8.875%", "Nov 27, 2026, 7:40 PM"),
        ("de", "EUR", 123_456_789, "1.234.567,89 EUR", "8,875 %", "27.11.2026, 19:40"),
        ("es", "EUR", 123_456_789, "1.234.567,89 EUR", "8,875 %", "27/11/2026, 19:40"),
        ("fr", "EUR", 123_456_789, "1 234 567,89 EUR", "8,875 %", "27/11/2026 19:40"),
        ("es", "EUR", 123_456, "1234,56 EUR", "8,875 %", "27/11/2026, 19:40"),
        ("en", "JPY", 1_000, "JPY 1,000", "8.875%", "Nov 27, 2026, 7:40 PM"),
        ("de", "KWD", -1_234_567, "-1.234,567 KWD", "8,875 %", "27.11.2026, 19:40"),
        ("fr", "CLF", 5, "0,0005 CLF", "8,875 %", "27/11/2026 19:40"),
    ],
)
def test_each_language_writes_amounts_and_moments_in_its_way(
    language: str, currency: str, amount: int, total: str, part: str, moment: str
) -> None:
    writing = WRITING[Language(language)]
    written = writing.in_currency(Money(amount), Currency.of(currency)), writing.part(Percent(88_750))
    assert [re.sub("[\u00a0\u202f]", " ", each) for each in written] == [total, part]
    assert writing.moment(AT).replace("\u202f", " ") == moment


@pytest.mark.parametrize(("percent", "written"), [(0, "0%"), (100, "100%"), (10, "10%"), (5, "5%")])
def test_a_whole_percentage_has_no_decimals(percent: int, written: str) -> None:
    assert WRITING[Language.ENGLISH].part(Percent.of(percent)) == written


@pytest.mark.parametrize(("hour", "written"), [(0, "12:40"), (1, "1:40"), (11, "11:40"), (12, "12:40"), (13, "1:40")])
def test_in_english_a_day_has_twice_twelve_hours(hour: int, written: str) -> None:
    half = "AM" if hour < 12 else "PM"
    moment = WRITING[Language.ENGLISH].moment(AT.replace(hour=hour))
    assert moment == f"Nov 27, 2026, {written}\u202f{half}"


@pytest.mark.parametrize(
    ("text", "columns", "parts"),
    [
        ("Crème", 5, 5),
        ("Cre\u0300me", 5, 5),
        ("日本", 4, 2),
        ("ｱｲｽ", 3, 3),
        ("ส้มตำ", 4, 4),
        ("हिन्दी", 5, 3),
        ("தமிழ்", 4, 3),
        ("שָׁלוֹם", 4, 4),
        ("مُحَمَّد", 4, 4),
        ("한국", 4, 2),
        ("\u1112\u1161\u11ab", 2, 1),
        ("🍕", 2, 1),
        ("👍🏽", 2, 1),
        ("👩‍🍳", 2, 1),
        ("👨‍👩‍👧‍👦", 2, 1),
        ("❤️", 2, 1),
        ("1️⃣", 2, 1),
        ("🇮🇹🇯🇵", 4, 2),
        ("🇮", 1, 1),
        ("\u200d", 0, 1),
        ("ab\u200dc", 3, 3),
        ("", 0, 0),
    ],
)
def test_text_is_as_wide_as_it_is_seen(text: str, columns: int, parts: int) -> None:
    assert (width(text), len([*graphemes(text)])) == (columns, parts)


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("a bc def", 4, ["a bc", "def"]),
        ("abcdefgh ij", 3, ["abc", "def", "gh", "ij"]),
        ("日本語", 3, ["日", "本", "語"]),
        ("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
        ("👩‍🍳👩‍🍳", 2, ["👩‍🍳", "👩‍🍳"]),
        ("1\u00a0234,50 EUR", 8, ["1\u00a0234,50", "EUR"]),
        ("", 3, [""]),
    ],
)
def test_text_is_wrapped_at_spaces_and_between_letters(text: str, columns: int, lines: list[str]) -> None:
    assert wrapped(text, columns) == lines


def test_an_amount_that_leaves_no_room_stands_below() -> None:
    receipt = a_receipt(*(a_line(each, "Gold", 10**12, 10_000) for each in range(1, 201)))
    lines = receipt_text(sheet_of(receipt, a_restaurant(currency="CLF"))).splitlines()
    place = lines.index("10000 x Gold")
    assert lines[place + 1] == "1,000,000,000,000.0000".rjust(42)
    assert max(map(width, lines)) <= 42
    assert lines[-1].endswith("CLF 200,000,000,000,000.0000")


def test_no_name_breaks_or_turns_a_line() -> None:
    receipt = a_receipt(replace(a_line(1, "x", 100), product_name=TURNED), waiter=TURNED, table=TURNED)
    for written in (receipt_text, receipt_html):
        shown = written(sheet_of(receipt, replace(a_restaurant(), name=TURNED)))
        assert "abc" in shown
        assert "\u202e" not in shown


class Elements(HTMLParser):
    """Counts the elements of a page, and keeps what they say."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags, self.attributes, self.text = list[str](), set[tuple[str, str | None]](), ""
        self.feed(page)
        self.close()

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {*attrs}

    @override
    def handle_data(self, data: str) -> None:
        self.text += data


def test_whatever_things_are_called_a_page_is_made_of_the_same_elements() -> None:
    def page(name: Name) -> Elements:
        off = DiscountGiven(
            discount=Discount(id=DiscountId(ANN), percent=Percent.of(5)), reason=Note(name), by=ANN, at=AT
        )
        account = Account(discounts=(off,), payments=a_dinner().order.account.payments)
        receipt = a_receipt(a_line(1, name, 100), account=account, waiter=name, table=name)
        return Elements(receipt_html(sheet_of(receipt, replace(a_restaurant(), name=name))))

    forged = page(FORGED)
    assert forged.tags == page(Name("Tea")).tags
    assert "script" not in forged.tags
    assert forged.text.count(FORGED) == 6
    assert not [name for name, _ in forged.attributes if name.startswith("on") or name in {"src", "href", "style"}]
    assert ("dir", "auto") in forged.attributes


@pytest.mark.parametrize("language", Language)
def test_the_page_says_what_the_text_says(language: Language) -> None:
    sheet = sheet_of(replace(a_dinner(), number=17), a_restaurant(language))
    page = Elements(receipt_html(sheet))
    assert ("lang", language.value) in page.attributes
    for each in (*sheet.items, *sheet.sums, sheet.total, *sheet.taxes, *sheet.payments):
        for said in (each.text, each.amount, *each.under):
            assert said in page.text


def receipt(session: Session, order: str, accept: str, **headers: str) -> tuple[int, str, str]:
    path = f"/api/orders/{order}/bill"
    answer = session.call("GET", path, headers={"Accept": accept, **headers})
    return answer.status_code, answer.headers.get("Content-Type", ""), answer.text


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/plain", "text/plain; charset=utf-8"),
        ("text/html", "text/html; charset=utf-8"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8"),
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("text/html;q=0.2, text/plain;q=0.5", "text/plain; charset=utf-8"),
        ("text/html;q=0", "application/json"),
        ("text/html;q=0.0, text/plain; q=0.001", "text/plain; charset=utf-8"),
        ("application/json;q=0, */*", "text/plain; charset=utf-8"),
        ("text/*;q=0.5, text/plain;Q=0", "text/html; charset=utf-8"),
        ("*/*;q=0", "application/json"),
        ("text/html;q=inf", "text/html; charset=utf-8"),
        ("image/png", "application/json"),
    ],
)
def test_a_bill_comes_as_it_is_asked_for(waiter: Session, accept: str, kind: str) -> None:
    status, found, _ = receipt(waiter, waiter.order(ESPRESSO)["id"], accept)
    assert (status, found) == (200, kind)


def test_a_receipt_is_one_once_the_order_is_closed(waiter: Session) -> None:
    order = waiter.order(ESPRESSO)
    path = f"/api/orders/{order['id']}/bill"
    before = waiter.call("GET", path, headers={"Accept": "text/plain"})
    assert "Provisional bill, not a receipt\n" in before.text
    assert before.headers["Vary"] == "Accept, Authorization"
    assert waiter.post(f"/api/orders/{order['id']}/close", {}).status_code == 200
    had = {"Accept": "text/plain", "If-None-Match": before.headers["ETag"]}
    after = waiter.call("GET", path, headers=had)
    assert (after.status_code, "Provisional" in after.text) == (200, False)
    assert re.search(r"^Receipt +[0-9]+$", after.text, re.MULTILINE)
    again = waiter.call("GET", path, headers={**had, "If-None-Match": after.headers["ETag"]})
    assert (again.status_code, again.text) == (304, "")


def test_what_was_given_back_of_a_closed_order_and_paid_again_is_asked_of_nobody(manager: Session) -> None:
    order = manager.order(ESPRESSO)
    first = pay(manager, order, amount=5).json()["bill"]["payments"][0]["id"]
    refund = {"payment": first, "amount": 2, "reason": "Cash"}
    assert give(manager, order, "refunds", refund, **{"Idempotency-Key": "back"}).status_code == 200
    for amount in (0.5, 1.5):
        assert pay(manager, order, str(amount), method="cash", amount=amount).status_code == 200
        _, _, text = receipt(manager, order["id"], "text/plain")
        assert "Due" not in text


def test_a_receipt_whose_order_was_voided_says_so_and_keeps_its_number(manager: Session) -> None:
    order = manager.order(ESPRESSO)
    assert manager.post(f"/api/orders/{order['id']}/close", {}).status_code == 200
    _, _, before = receipt(manager, order["id"], "text/plain")
    number = re.search(r"^Receipt +([0-9]+)$", before, re.MULTILINE)
    assert number
    for command in ("reopen", "void"):
        assert manager.post(f"/api/orders/{order['id']}/{command}", {"reason": "Returned"}).status_code == 200
    _, _, after = receipt(manager, order["id"], "text/plain")
    assert re.search(rf"^Receipt +{number[1]}$", after, re.MULTILINE)
    assert "Void\n" in after
    assert "Provisional" not in after


def test_receipts_are_numbered_one_after_the_other_and_keep_their_numbers(manager: Session) -> None:
    def number(order: str) -> int:
        found = re.search(r"^Receipt +([0-9]+)$", receipt(manager, order, "text/plain")[2], re.MULTILINE)
        return int(found[1]) if found else 0

    first, second = (manager.order(ESPRESSO)["id"] for _ in "ab")
    assert number(first) == 0
    for each in (second, first):
        assert manager.post(f"/api/orders/{each}/close", {}).status_code == 200
    assert number(first) == number(second) + 1 > 1
    before = number(first)
    assert manager.post(f"/api/orders/{first}/reopen", {"reason": "Dessert"}).status_code == 200
    assert number(first) == 0
    assert manager.post(f"/api/orders/{first}/close", {}).status_code == 200
    assert number(first) == before
    assert f"<dd>{before}</dd>" in receipt(manager, first, "text/html")[2]


def test_a_page_may_have_its_style_and_nothing_else(waiter: Session) -> None:
    path = f"/api/orders/{waiter.order(ESPRESSO)['id']}/bill"
    page = waiter.call("GET", path, headers={"Accept": "text/html"})
    (policy,) = page.headers.get_list("Content-Security-Policy")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "frame-ancestors 'none'" in policy
    (plain,) = waiter.call("GET", path, headers={"Accept": "text/plain"}).headers.get_list("Content-Security-Policy")
    assert "style-src" not in plain


def test_a_receipt_is_for_those_who_may_see_its_order(waiter: Session, manager: Session) -> None:
    order = manager.order(ESPRESSO)["id"]
    assert receipt(waiter, order, "text/plain")[0] == 404
    assert receipt(manager, order, "text/plain")[0] == 200
    assert receipt(manager, "nonsense", "text/html")[0] == 404
