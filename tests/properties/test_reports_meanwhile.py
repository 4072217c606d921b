"""A report is what the orders that are there at its moment add up to, on both adapters, while more are being placed.

Waiters place orders in any zone, around changes of its clocks, while sums are rolled up and made anew. Every question
is asked in one snapshot with which orders are there. What those add up to is known from what the waiters were told to
place.
"""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import cycle
from typing import Final

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Executable, text

from adapters.postgres.kernel.connection import Connection, Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.statements import NOTHING, Parameters
from adapters.postgres.reporting.order_counts import PostgresOrderCounts
from adapters.postgres.reporting.sales import PostgresSales
from adapters.system.ids import TimeOrderedIds
from application.kernel.access import Rights
from application.kernel.clock import Clock
from application.kernel.pages import PageRequest
from application.ordering.keep_stock import KeepStock
from application.ordering.place_order import PlaceOrder
from application.ordering.ports import OrderCounts, OrderFilter
from application.ordering.quote_order import QuoteOrder
from application.ordering.take_down import TakeDown
from application.ordering.tell_order import TellOrder
from application.reporting.ports import GroupedQuestion, Sales, SalesQuestion
from domain.billing.rules import BillingRules
from domain.kernel.errors import Busy
from domain.kernel.money import Currency, Price
from domain.kernel.names import Name
from domain.kernel.period import Period
from domain.ordering.line import Wanted
from domain.ordering.numbers import Quantity
from domain.people.waiter import Waiter
from domain.reporting.sales import GroupBy
from domain.restaurant.restaurant import Restaurant
from tests.contracts.things import a_waiter, keep
from tests.contracts.worlds import OURS, InMemory, OnPostgres, World, open_both, open_days
from tests.database import ask
from tests.properties.sums import Placed, said_of_each, sums_of
from tests.properties.test_business_day import RESTAURANTS, clock_changes

THERE: Final = text(f"SELECT customer_name FROM orders WHERE restaurant_id = '{OURS}'")  # noqa: S608 - the id is our own
Book = Mapping[str, Placed]
"""Every order that is ever placed, by its customer."""


@dataclass(frozen=True)
class Sale:
    """An order to be: how long after the first moment, and its lines as product, quantity and price."""

    after: timedelta
    lines: Sequence[tuple[str, int, int]]


@dataclass(frozen=True)
class Service:
    """A restaurant, a moment near a change of its clocks, what each waiter sells from then on, and what is asked."""

    restaurant: Restaurant
    moment: datetime
    sales: Sequence[Sequence[Sale]]
    questions: Sequence[tuple[int | None, Period]]


@st.composite
def services(draw: st.DrawFn) -> Service:
    restaurant = draw(RESTAURANTS)
    moment = draw(st.sampled_from(clock_changes(restaurant.time_zone)[-40:])) - timedelta(days=1)
    first = moment.date()
    days = st.none() | st.integers(-2, 40).map(lambda number: first + timedelta(days=number))
    minutes = st.integers(0, 60 * 48) | st.integers(0, 60 * 24 * 38)
    lines = st.lists(
        st.tuples(st.sampled_from("abcd"), st.integers(1, 9), st.integers(1, 2000)), min_size=1, max_size=4
    )
    sales = st.builds(Sale, after=minutes.map(lambda number: timedelta(minutes=number)), lines=lines)
    asked = st.tuples(st.none() | st.integers(0, 2), st.builds(Period, start=days, end=days))
    return Service(
        restaurant,
        moment,
        draw(st.lists(st.lists(sales, min_size=1, max_size=8), min_size=3, max_size=3)),
        [(None, Period()), *draw(st.lists(asked, min_size=3, max_size=6))],
    )


@dataclass(frozen=True)
class At(Clock):
    """A clock that stands."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


class Snapshot(Database):
    """Reads in one transaction of one snapshot, whatever happens meanwhile."""

    def __init__(self, database_url: str, connection: Connection) -> None:
        super().__init__(database_url)
        self._connection = connection

    async def fetch(
        self, statement: Executable, parameters: Parameters = NOTHING, *, custom_plan: bool = False
    ) -> Sequence[Row]:
        _ = custom_plan
        return await self._connection.fetch(statement, parameters)


@asynccontextmanager
async def one_moment(world: World) -> AsyncGenerator[tuple[Sales, OrderCounts, list[str]]]:
    """Lend reports, counts, and the customers of all orders, of the same moment."""
    if not isinstance(world, OnPostgres):
        room = world.room()
        orders = await room.orders.page(where=OrderFilter(), page=PageRequest(1, 10**6))
        yield room.sales, room.order_counts, [order.customer for order in orders]
        return
    async with world.database.transaction() as connection:
        _ = await connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        snapshot = Snapshot("postgresql://", connection)
        there = [row.customer_name for row in await connection.fetch(THERE)]
        yield PostgresSales(snapshot, OURS), PostgresOrderCounts(snapshot, OURS), there


async def compare(world: World, book: Book, where: OrderFilter) -> None:
    async with one_moment(world) as (sales, counts, there):
        placed = [book[each] for each in there if book[each].is_of(where.waiter, where.period)]
        assert await counts.count(where) == len(placed)
        for by in GroupBy:
            (grouped,) = await sales.grouped(GroupedQuestion(group_by=by, waiter=where.waiter, period=where.period))
            assert said_of_each(grouped.groups, by) == sums_of(placed, by)
        products = await sales.by_product(SalesQuestion(waiter=where.waiter, period=where.period))
        assert {each.product_name: (each.quantity, each.revenue.minor) for each in products} == {
            name: (quantity, revenue) for name, (quantity, revenue, _) in sums_of(placed, GroupBy.PRODUCT).items()
        }


def customer_of(waiter: Waiter, number: int) -> str:
    return f"{waiter.name}/{number}"


def written_down(service: Service, waiters: Sequence[Waiter]) -> Book:
    restaurant = service.restaurant
    return {
        customer_of(waiter, number): Placed(
            waiter.id,
            restaurant.business_date(service.moment + sale.after),
            (service.moment + sale.after).astimezone(restaurant.time_zone).hour,
            sale.lines,
        )
        for waiter, sales in zip(waiters, service.sales, strict=True)
        for number, sale in enumerate(sales)
    }


RULES = BillingRules()


async def serve(world: World, service: Service, waiter: Waiter, sales: Sequence[Sale]) -> None:
    for number, sale in enumerate(sales):
        room, clock, ids = world.room(), At(service.moment + sale.after), TimeOrderedIds()
        tell = TellOrder(room.outbox, Currency.of("USD"), ids)
        keep_stock = KeepStock(room.catalogue, room.outbox, Currency.of("USD"), ids)
        take_down = TakeDown(
            room.catalogue,
            room.tax_rates,
            keep_stock,
            room.audit,
            Rights(everybody_is_trusted=True),
            Currency.of("USD"),
            ids,
        )
        place = PlaceOrder(
            take_down,
            world.use(QuoteOrder),
            room.orders,
            tell,
            room.answers,
            open_days(room, service.restaurant),
            room.order_numbers,
            BillingRules(),
            clock,
            ids,
            room.work,
        )
        wanted = [
            Wanted(name=Name(name), price=Price(price), quantity=Quantity(many)) for name, many, price in sale.lines
        ]
        _ = await place(caller=waiter.caller, customer=Name(customer_of(waiter, number)), wanted=wanted)
        await asyncio.sleep(0)


async def play(world: World, service: Service) -> None:
    waiters = [replace(a_waiter(f"{number}@example.com"), name=str(number)) for number in range(3)]
    _ = await open_both(world)
    await keep(world.room(), *waiters)
    book = written_down(service, waiters)

    async def roll_up() -> None:
        for most in cycle((1, 2, 3)):
            _ = await world.room().rollups.roll_up(most=most)
            await asyncio.sleep(0)

    async def rebuild() -> None:
        while True:
            await asyncio.sleep(0.01)
            with suppress(Busy):
                await world.room().rollups.rebuild()

    questions = [
        OrderFilter(waiter=None if who is None else waiters[who].id, period=period) for who, period in service.questions
    ]
    placing = asyncio.gather(*(serve(world, service, *each) for each in zip(waiters, service.sales, strict=True)))
    beside = [asyncio.create_task(roll_up()), asyncio.create_task(rebuild())]
    try:
        for where in cycle(questions):
            await compare(world, book, where)
            await asyncio.sleep(0)
            if placing.done():
                break
        await placing
    finally:
        for task in (placing, *beside):
            _ = task.cancel()
        outcomes = await asyncio.gather(*beside, return_exceptions=True)
    assert all(isinstance(outcome, asyncio.CancelledError) for outcome in outcomes), outcomes
    for where in questions:
        await compare(world, book, where)
    assert await world.room().rollups.differences() == 0


@given(services())
def test_in_memory(service: Service) -> None:
    asyncio.run(play(InMemory(), service))


@given(services())
@settings(max_examples=25, phases=[Phase.generate])  # what races does not shrink
def test_on_postgres(postgres_url: str, service: Service) -> None:
    async def run() -> None:
        _ = await ask(postgres_url, "TRUNCATE restaurants CASCADE")
        world = OnPostgres(postgres_url)
        try:
            await play(world, service)
        finally:
            await world.close()

    asyncio.run(run())
