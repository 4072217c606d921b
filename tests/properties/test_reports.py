"""A report is the sum over the lines, whatever was sold when, and whatever has been rolled up, on both adapters."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from application.reporting.ports import GroupedQuestion, SalesQuestion
from domain.catalogue.product import Product
from domain.kernel.ids import OrderId
from domain.kernel.money import HIGHEST_PRICE, Money
from domain.kernel.names import Name
from domain.kernel.period import Period
from domain.ordering.numbers import HIGHEST_QUANTITY
from domain.ordering.order import Order
from domain.people.waiter import Waiter
from domain.reporting.product_sales import ProductSales, SortBy
from domain.reporting.sales import GroupBy
from tests.contracts.things import NOON, a_line, a_product, a_waiter, keep, new_id
from tests.contracts.worlds import InMemory, OnPostgres, Room, World, open_both
from tests.database import ask
from tests.properties.sums import Placed, said_of, said_of_each, sums_of, total_of

FIRST = date(2023, 12, 20)
DAYS = st.integers(0, 80).map(lambda days: FIRST + timedelta(days=days))
PERIODS = st.builds(Period, start=st.none() | DAYS, end=st.none() | DAYS)
NAMES = ("Soup", "Tea", "Crème", "tea with milk")


@dataclass(frozen=True)
class Sale:
    """An order to be: whose, when, its lines as product, quantity and price, and whether it comes in after its hour."""

    waiter: int
    day: date
    hour: int
    lines: Sequence[tuple[int, int, int]]
    late: bool


@dataclass(frozen=True)
class Asked:
    """A question to be."""

    waiter: int | None
    product: int | None
    question: SalesQuestion


Step = Sale | Asked | int | str
"""An order, a question, how many to roll up, or `rebuild`."""
PRICES = st.integers(1, 2000) | st.just(HIGHEST_PRICE)
QUANTITIES = st.integers(1, 5) | st.just(HIGHEST_QUANTITY)
LINES = st.lists(st.tuples(st.integers(0, 3), QUANTITIES, PRICES), min_size=1, max_size=4)
SALES = st.builds(Sale, waiter=st.integers(0, 2), day=DAYS, hour=st.integers(0, 23), lines=LINES, late=st.booleans())
QUESTIONS = st.builds(
    Asked,
    waiter=st.none() | st.integers(0, 2),
    product=st.none() | st.integers(0, 3),
    question=st.builds(
        SalesQuestion,
        period=PERIODS,
        name_part=st.sampled_from(["", "tea", "CRÈME"]),
        sort_by=st.sampled_from(SortBy),
        descending=st.booleans(),
        limit=st.none() | st.integers(1, 3),
    ),
)
ROLL_UPS = st.integers(1, 4)
STEPS = st.lists(SALES | SALES | QUESTIONS | ROLL_UPS | st.just("rebuild"), min_size=1, max_size=25)
LAST = st.lists(QUESTIONS, min_size=5, max_size=5)


SORTED_BY = {SortBy.QUANTITY: "quantity", SortBy.REVENUE: "revenue", SortBy.NAME: "product_name"}


def plain(placed: Sequence[Placed], products: Sequence[Product], question: SalesQuestion) -> list[ProductSales]:
    """Return what the report of this question must be."""
    asked = (each for each in placed if each.is_of(question.waiter, question.period))
    sums = sums_of(asked, GroupBy.PRODUCT)
    sold = [
        ProductSales(
            product=each.id, product_name=each.name, quantity=sums[each.name][0], revenue=Money(sums[each.name][1])
        )
        for each in products
        if each.name in sums and question.product in {None, each.id} and question.name_part.lower() in each.name.lower()
    ]
    sold.sort(key=lambda each: (each.product_name, each.product))
    sold.sort(key=lambda each: getattr(each, SORTED_BY[question.sort_by]), reverse=question.descending)
    return sold[: question.limit]


def placed_by(sale: Sale, waiter: Waiter) -> Placed:
    lines = [(NAMES[number], quantity, price) for number, quantity, price in sale.lines]
    return Placed(waiter.id, sale.day, sale.hour, lines)


def an_order_of(sale: Sale, waiter: Waiter, products: Sequence[Product]) -> Order:
    return Order(
        id=OrderId(new_id()),
        waiter=waiter.id,
        customer=Name("Bob"),
        placed_at=NOON,
        business_date=sale.day,
        local_hour=sale.hour,
        lines=tuple(a_line(products[number], quantity, price=price) for number, quantity, price in sale.lines),
        received_at=NOON + timedelta(hours=9) if sale.late else None,
    )


async def play(world: World, steps: Sequence[Step], last: Sequence[Asked]) -> None:
    waiters = [a_waiter(f"{new_id()}@example.com") for _ in range(3)]
    products = [a_product(name) for name in NAMES]
    _ = await open_both(world)
    await keep(world.room(), *waiters, *products)
    placed: list[Placed] = []
    for step in steps:
        room = world.room()
        match step:
            case Sale():
                await keep(room, an_order_of(step, waiters[step.waiter], products))
                placed.append(placed_by(step, waiters[step.waiter]))
            case Asked():
                await ask_both_ways(room, step, placed, waiters, products)
            case int():
                _ = await room.rollups.roll_up(most=step)
            case _:
                await room.rollups.rebuild()
    _ = await world.room().rollups.roll_up(most=1000)
    for asked in (Asked(None, None, SalesQuestion()), *last):
        await ask_both_ways(world.room(), asked, placed, waiters, products)
    assert await world.room().rollups.differences() == 0


async def ask_both_ways(
    room: Room, asked: Asked, placed: Sequence[Placed], waiters: Sequence[Waiter], products: Sequence[Product]
) -> None:
    question = SalesQuestion(
        waiter=None if asked.waiter is None else waiters[asked.waiter].id,
        product=None if asked.product is None else products[asked.product].id,
        period=asked.question.period,
        name_part=asked.question.name_part,
        sort_by=asked.question.sort_by,
        descending=asked.question.descending,
        limit=asked.question.limit,
    )
    assert list(await room.sales.by_product(question)) == plain(placed, products, question)
    asked_of = [each for each in placed if each.is_of(question.waiter, question.period)]
    for by in GroupBy:
        (grouped,) = await room.sales.grouped(
            GroupedQuestion(group_by=by, waiter=question.waiter, period=question.period)
        )
        assert said_of_each(grouped.groups, by) == sums_of(asked_of, by)
        assert said_of(grouped.total) == total_of(asked_of)


@given(STEPS, LAST)
def test_in_memory(steps: Sequence[Step], last: Sequence[Asked]) -> None:
    asyncio.run(play(InMemory(), steps, last))


@given(STEPS, LAST)
@settings(max_examples=60)
def test_on_postgres(postgres_url: str, steps: Sequence[Step], last: Sequence[Asked]) -> None:
    async def run() -> None:
        _ = await ask(postgres_url, "TRUNCATE restaurants CASCADE")
        world = OnPostgres(postgres_url)
        try:
            await play(world, steps, last)
        finally:
            await world.close()

    asyncio.run(run())
