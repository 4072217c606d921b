"""A report is what GROUP BY says of the lines at the same moment, on both adapters, while orders are being placed.

Waiters place orders in any zone, around changes of its clocks, while sums are rolled up and made anew. Every question
is asked in one snapshot with the plain sum over the lines: whatever stands in between, the two are equal.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
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
from application.ordering.place_order import PlaceOrder
from application.ordering.ports import OrderCounts, OrderFilter
from application.reporting.ports import GroupedQuestion, Sales, SalesQuestion
from domain.kernel.errors import Busy
from domain.kernel.money import Money
from domain.kernel.period import Period
from domain.ordering.order import Wanted
from domain.people.waiter import Waiter
from domain.reporting.sales import GroupBy, month_of, week_of
from domain.restaurant.restaurant import Restaurant
from tests.contracts.things import a_waiter, keep
from tests.contracts.worlds import OURS, InMemory, OnPostgres, World, open_both
from tests.database import ask
from tests.properties.test_business_day import RESTAURANTS, clock_changes

Sums = tuple[int, int, int]
"""Quantity, revenue and orders."""
Plain = Callable[[GroupBy, OrderFilter], Awaitable[Mapping[str, Sums]]]


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


KEYS: Final[Mapping[GroupBy, str]] = {
    GroupBy.DAY: "business_date",
    GroupBy.WEEK: "to_char(business_date, 'IYYY-\"W\"IW')",
    GroupBy.MONTH: "to_char(business_date, 'YYYY-MM')",
    GroupBy.HOUR: "local_hour",
    GroupBy.WEEKDAY: "extract(isodow FROM business_date)::int",
    GroupBy.WAITER: "user_id",
    GroupBy.PRODUCT: "product_id",
}


@asynccontextmanager
async def one_moment(world: World) -> AsyncGenerator[tuple[Sales, OrderCounts, Plain]]:
    """Lend reports, counts, and the plain GROUP BY over the lines, all of the same moment."""
    if not isinstance(world, OnPostgres):
        room = world.room()
        yield room.sales, room.order_counts, lambda by, wanted: in_python(world, by, wanted)
        return
    async with world.database.transaction() as connection:
        _ = await connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        snapshot = Snapshot("postgresql://", connection)

        async def in_sql(by: GroupBy, wanted: OrderFilter) -> Mapping[str, Sums]:
            start, end = wanted.period.start or date.min, wanted.period.end or date.max
            rows = await connection.fetch(
                text(
                    f"SELECT ({KEYS[by]})::text, sum(quantity), sum(quantity * unit_price), count(DISTINCT o.id)"  # noqa: S608 - the keys above
                    " FROM orders o JOIN order_products l ON l.restaurant_id = o.restaurant_id AND l.order_id = o.id"
                    f" WHERE o.restaurant_id = '{OURS}' AND user_id::text LIKE '{wanted.waiter or '%'}'"
                    f" AND business_date BETWEEN '{start}' AND '{end}'"
                    " GROUP BY 1"
                )
            )
            return {key: (int(quantity), int(revenue), orders) for key, quantity, revenue, orders in rows}

        yield PostgresSales(snapshot, OURS), PostgresOrderCounts(snapshot, OURS), in_sql


async def in_python(world: World, by: GroupBy, wanted: OrderFilter) -> Mapping[str, Sums]:
    groups: dict[str, Sums] = {}
    for order in await world.room().orders.page(wanted=wanted, page=PageRequest(1, 10**6)):
        key = {
            GroupBy.DAY: str(order.business_date),
            GroupBy.WEEK: week_of(order.business_date),
            GroupBy.MONTH: month_of(order.business_date),
            GroupBy.HOUR: str(order.local_hour),
            GroupBy.WEEKDAY: str(order.business_date.isoweekday()),
            GroupBy.WAITER: str(order.waiter),
        }.get(by)
        met = set[str]()
        for line in order.lines:
            own = key or str(line.product)
            quantity, revenue, orders = groups.get(own, (0, 0, 0))
            groups[own] = quantity + line.quantity, revenue + line.total.minor, orders + (own not in met)
            met.add(own)
    return groups


async def compare(world: World, wanted: OrderFilter) -> None:
    async with one_moment(world) as (sales, counts, plain):
        for by in GroupBy:
            lines = await plain(by, wanted)
            (grouped,) = await sales.grouped(GroupedQuestion(group_by=by, waiter=wanted.waiter, period=wanted.period))
            sums = ((each.key, each.sold) for each in grouped.groups)
            found = {str(key): (sold.quantity, sold.revenue.minor, sold.orders) for key, sold in sums}
            assert found == lines
            if by is GroupBy.PRODUCT:
                products = await sales.by_product(SalesQuestion(waiter=wanted.waiter, period=wanted.period))
                assert {str(each.product): (each.quantity, each.revenue.minor) for each in products} == {
                    key: sums[:2] for key, sums in lines.items()
                }
            else:
                assert await counts.count(wanted) == sum(orders for _, _, orders in lines.values())


async def serve(world: World, service: Service, waiter: Waiter, sales: Sequence[Sale]) -> None:
    for sale in sales:
        room, clock = world.room(), At(service.moment + sale.after)
        place = PlaceOrder(
            room.catalogue,
            room.orders,
            service.restaurant,
            room.audit,
            Rights(everybody_is_trusted=True),
            clock,
            TimeOrderedIds(),
            room.work,
        )
        wanted = [Wanted(name=name, price=Money(price), quantity=many) for name, many, price in sale.lines]
        _ = await place(waiter=waiter.id, customer="Bob", wanted=wanted)
        await asyncio.sleep(0)


async def play(world: World, service: Service) -> None:
    waiters = [replace(a_waiter(f"{number}@example.com"), name=str(number)) for number in range(3)]
    _ = await open_both(world)
    await keep(world.room(), *waiters)

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
        for wanted in cycle(questions):
            await compare(world, wanted)
            await asyncio.sleep(0)
            if placing.done():
                break
        await placing
    finally:
        for task in (placing, *beside):
            _ = task.cancel()
        outcomes = await asyncio.gather(*beside, return_exceptions=True)
    assert all(isinstance(outcome, asyncio.CancelledError) for outcome in outcomes), outcomes
    for wanted in questions:
        await compare(world, wanted)
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
