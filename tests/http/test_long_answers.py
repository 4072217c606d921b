"""Long answers: nobody else of a worker waits for all of one, and who does not read holds nothing for long."""

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar.types import Message

from application.reporting.ports import GroupedQuestion, GroupedSales
from domain.kernel.errors import Unavailable
from domain.kernel.ids import ProductId
from domain.kernel.money import Currency, Money
from domain.kernel.period import ALWAYS
from domain.reporting.product_sales import ProductSales
from domain.reporting.sales import GroupBy, SalesGroup, Sold
from entrypoints.http.kernel.answers import as_json
from entrypoints.http.kernel.long_answers import LongAnswer, Turns, Written, json_pieces
from entrypoints.http.reporting.formats import Form, Format, represented
from entrypoints.http.reporting.sales import SalesReported
from entrypoints.http.reporting.schemas import ProductSalesReported, ProductSalesRow, ProductSalesView
from tests.contracts.things import new_id

MANY: Final = 50_000
DOLLARS: Final = Currency.of("USD")
SALES: Final = [
    ProductSales(product=ProductId(new_id()), product_name=f"Product {number}", quantity=number, revenue=Money(number))
    for number in range(MANY)
]
GROUPS: Final = [
    SalesGroup(key=str(each.product), name=each.product_name, sold=Sold(quantity=1, revenue=each.revenue, orders=1))
    for each in SALES
]


@dataclass
class Turn:
    """How long the loop was held, in seconds of its own thread: what else the machine does is not counted."""

    longest: float = 0.0
    together: float = 0.0

    async def watch(self) -> None:
        while True:
            before = time.thread_time()
            await asyncio.sleep(0)
            took = time.thread_time() - before
            self.longest, self.together = max(self.longest, took), self.together + took


async def watched(work: Awaitable[object]) -> Turn:
    turn = Turn()
    gc.disable()  # what thousands of tests left behind is not a worker's to look through
    try:
        watching = asyncio.create_task(turn.watch())
        await asyncio.sleep(0)
        _ = await work
    finally:
        gc.enable()
    _ = watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching
    return turn


async def a_report(form: Format) -> None:
    shown = await ProductSalesReported.of(SALES, ALWAYS, DOLLARS)
    answer = await represented(
        shown, lambda: shown.as_table(DOLLARS), Form(format=form, separator=",", bom=False), None
    )
    assert isinstance(answer, LongAnswer)
    answer.written.file.close()


async def grouped(groups: Sequence[SalesGroup]) -> None:
    question = GroupedQuestion(group_by=GroupBy.PRODUCT)
    _ = await SalesReported.of([(question, GroupedSales(groups, Sold()))], DOLLARS)


async def test_groups_are_shown_a_few_milliseconds_at_a_time() -> None:
    turn = await watched(grouped(GROUPS))
    assert turn.longest < turn.together / 8


@pytest.mark.parametrize("form", Format)
async def test_a_report_of_fifty_thousand_products_is_made_a_few_milliseconds_at_a_time(form: Format) -> None:
    turn = await watched(a_report(form))
    assert turn.together > 0.01
    assert turn.longest < turn.together / 8


@given(st.integers(0, 600), st.dates() | st.none())
def test_json_in_pieces_is_the_json_of_the_whole(rows: int, day: date | None) -> None:
    products = [ProductSalesRow(f"Soup {number}", number, *[Decimal(number) / 100] * 4) for number in range(rows)]
    shown = ProductSalesReported(ProductSalesView(day, None, products))
    pieces = list(json_pieces(shown))
    assert b"".join(pieces) == as_json(shown)
    assert max(map(len, pieces)) < 32 * 1024


async def test_few_take_their_turn_at_once_and_nobody_waits_for_ever() -> None:
    turns = Turns(within_seconds=0.05)
    async with turns.turn(), turns.turn():
        with pytest.raises(Unavailable):
            async with turns.turn():
                pytest.fail("there were two already")
    async with turns.turn():
        """There is room again."""


async def written(size: int) -> Written:
    made = Written()
    await made.write([b"x" * size])
    return made


async def test_an_answer_goes_out_whole_and_its_length_is_told_before() -> None:
    sent = await sent_to(_takes_all, await written(1_000_000))
    assert dict(sent[0]["headers"])[b"content-length"] == b"1000000"
    assert b"".join(each.get("body", b"") for each in sent[1:]) == b"x" * 1_000_000
    assert sent[-1]["more_body"] is False


async def test_who_does_not_read_on_is_let_go_and_what_was_written_is_forgotten() -> None:
    made = await written(1_000_000)
    sent = await sent_to(_takes_three, made, read_within_seconds=0.05)
    assert len(sent) == 3
    assert made.file.closed


async def sent_to(
    takes: Callable[[list[Message]], Awaitable[None]], what: Written, *, read_within_seconds: float = 30.0
) -> list[Any]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        await takes(sent)
        sent.append(message)

    async def receive() -> Any:  # noqa: ANN401 - nothing comes
        _ = await asyncio.Event().wait()

    answer = LongAnswer(what, media_type="text/plain", headers={}, read_within_seconds=read_within_seconds)
    await answer.to_asgi_response(None, None)({}, receive, send)  # pyright: ignore[reportArgumentType]
    return sent


async def _takes_all(_: list[Message]) -> None:
    """Read on."""


async def _takes_three(sent: list[Message]) -> None:
    if len(sent) == 3:
        _ = await asyncio.Event().wait()
