"""Receipts, of any order, in any script: as wide as the paper, and true to the last minor unit."""

import re
from collections.abc import Iterable
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from application.ordering.receipt import Receipt
from domain.billing.account import NO_ACCOUNT
from domain.kernel.ids import WaiterId
from domain.ordering.billed import bill_of
from domain.ordering.line import Line
from domain.ordering.numbers import Quantity
from domain.ordering.order import Order
from domain.restaurant.restaurant import Restaurant
from entrypoints.http.ordering.receipt_sheet import Entry, Sheet, sheet_of
from entrypoints.http.ordering.receipt_text import COLUMNS, receipt_text
from entrypoints.http.ordering.receipt_width import graphemes, width, wrapped
from tests.properties.accounts import with_account
from tests.properties.drawn import every

ANY: Final = settings(
    max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None
)


@st.composite
def receipts(draw: st.DrawFn) -> tuple[Receipt, Restaurant]:
    line = every(Line, quantity=st.integers(7, 10_000).map(Quantity), voided=st.integers(0, 3), moved=st.integers(0, 4))
    lines = st.lists(line, min_size=1, max_size=4).map(tuple)
    plain = draw(every(Order, lines=lines, account=st.just(NO_ACCOUNT)))
    order = draw(with_account(plain, st.builds(lambda: WaiterId(plain.id))))
    return draw(every(Receipt, order=st.just(order))), draw(every(Restaurant))


def sheets() -> st.SearchStrategy[tuple[Receipt, Sheet]]:
    return receipts().map(lambda drawn: (drawn[0], sheet_of(*drawn)))


def minor(entries: Iterable[Entry]) -> int:
    """Return what the amounts come to, as they are written."""
    return sum(int(re.sub("[^-0-9]", "", each.amount)) for each in entries)


@ANY
@given(sheets())
def test_no_line_is_wider_than_the_paper(drawn: tuple[Receipt, Sheet]) -> None:
    text = receipt_text(drawn[1])
    assert all(width(line) <= COLUMNS for line in text.splitlines())
    assert "\u00a0" not in text
    for entry in (*drawn[1].items, *drawn[1].sums, drawn[1].total, *drawn[1].payments):
        amount = re.sub("[\u00a0\u202f]", " ", entry.amount)
        assert any(width(line) == COLUMNS and line.endswith(f" {amount}") for line in text.split("\n"))


@ANY
@given(sheets())
def test_what_is_written_adds_up_to_the_total_that_is_written(drawn: tuple[Receipt, Sheet]) -> None:
    receipt, sheet = drawn
    bill = bill_of(receipt.order)
    assert minor([sheet.total]) == bill.total.minor
    assert minor([*sheet.items, *sheet.sums[1:]]) == bill.total.minor
    if sheet.sums:
        assert minor(sheet.items) == minor(sheet.sums[:1])
    assert minor([sheet.due] if sheet.due else []) == bill.due.minor


@given(st.text(max_size=60), st.integers(2, COLUMNS))
def test_nothing_is_lost_where_text_is_wrapped(text: str, columns: int) -> None:
    lines = wrapped(text, columns)
    assert all(width(each) <= columns for each in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert "".join(graphemes(text)) == text
