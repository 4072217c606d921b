"""How PostgreSQL goes about lists and reports once there is much: by an index, never by reading everything."""

import asyncio
from datetime import date
from typing import Any

import asyncpg
import pytest

from adapters.postgres.kernel.engine import Database
from application.kernel.answers import RequestKey
from application.kernel.pages import PageRequest
from application.ordering.ports import OrderFilter, OrderPlace
from application.reporting.ports import GroupedQuestion, SalesQuestion
from domain.kernel.ids import OrderId, WaiterId
from domain.kernel.period import Period
from domain.reporting.sales import GroupBy
from tests.contracts.things import new_id
from tests.contracts.worlds import OURS, OnPostgres, a_restaurant
from tests.database import ask

ANN = WaiterId(new_id())
FILL = """
    INSERT INTO users VALUES ($1::uuid, $2::uuid, 'ann@example.com', 'Ann', 'waiter', true, now(), 1, 1);
    INSERT INTO users SELECT r, md5('u' || n)::uuid, n || '@example.com', 'Bob', 'waiter', true, now(), 1, 1
        FROM (SELECT $1::uuid AS r) r, generate_series(1, 9) n;
    INSERT INTO products SELECT r, md5('p' || n)::uuid, 'Soup ' || n, 100, true, now(), 1
        FROM (SELECT $1::uuid AS r) r, generate_series(1, 20000) n;
    INSERT INTO orders (restaurant_id, id, user_id, customer_name, total_price, business_date, local_hour, created_at)
        SELECT r, md5('o' || n)::uuid, CASE n % 10 WHEN 0 THEN $2::uuid ELSE md5('u' || n % 10)::uuid END,
        'Table ' || n % 40, 300, DATE '2025-01-01' + n / 100, 12, TIMESTAMPTZ '2025-01-01' + n / 100 * INTERVAL '1 day'
        FROM (SELECT $1::uuid AS r) r, generate_series(1, 30000) n;
    UPDATE orders SET customer_name = 'Zoë' WHERE id IN (md5('o7')::uuid, md5('o777')::uuid);
    INSERT INTO idempotency_keys SELECT r, $2::uuid, 'POST /api/orders', 'key ' || n, sha256(''), 201, '', now()
        FROM (SELECT $1::uuid AS r) r, generate_series(1, 30000) n;
    INSERT INTO order_products SELECT restaurant_id, id, 0, id, md5('p1')::uuid, 'Soup 1', 3, 100 FROM orders
"""
WATCHED = ("orders", "order_products", "sales_by_product", "sales_by_hour")


class Watched(Database):
    """A database that keeps what it was sent."""

    def __init__(self, database_url: str) -> None:
        super().__init__(database_url)
        self.sent: list[Any] = []

    async def connected(self, driver: Any) -> None:  # noqa: ANN401 - generic only in its stubs
        driver.add_query_logger(self.sent.append)


@pytest.fixture(scope="module")
def filled(postgres_url: str) -> str:
    """A database with 30,000 orders of 300 days and 20,000 products, rolled up and analysed."""

    async def fill() -> None:
        _ = await ask(postgres_url, "TRUNCATE restaurants CASCADE")
        world = OnPostgres(postgres_url)
        room = world.room()
        await room.restaurants.add(a_restaurant())
        await room.work.commit()
        for statement in FILL.split(";"):
            _ = await ask(postgres_url, statement.replace("$1", f"'{OURS}'").replace("$2", f"'{ANN}'"))
        await room.rollups.rebuild()
        await world.close()
        _ = await ask(postgres_url, "VACUUM ANALYZE")

    asyncio.run(fill())
    return postgres_url


MARCH = Period(start=date(2025, 3, 1), end=date(2025, 3, 31))
LAST = OrderPlace(date(2025, 6, 1), OrderId(new_id()))
PAGE = PageRequest(number=2, size=10)
FILTERS = [
    OrderFilter(),
    OrderFilter(waiter=ANN),
    OrderFilter(period=MARCH),
    OrderFilter(waiter=ANN, period=MARCH),
    OrderFilter(waiter=ANN, period=MARCH, customer_part="7"),
]
RARE = OrderFilter(customer_part="ZOË")
SEARCHES = [
    (lambda room: room.orders.page(wanted=RARE, page=PAGE), "orders_by_part_of_customer_idx"),
    (lambda room: room.orders.after(wanted=RARE, place=LAST, most=10), "orders_by_part_of_customer_idx"),
    (lambda room: room.order_counts.count(RARE), "orders_by_part_of_customer_idx"),
    (lambda room: room.products.page(name_part="oup 777", page=PAGE), "products_by_part_of_name_idx"),
    (lambda room: room.products.after(name_part="oup 777", name="A", most=10), "products_by_part_of_name_idx"),
    (lambda room: room.product_counts.count(name_part="oup 777"), "products_by_part_of_name_idx"),
]
READS = [
    *((lambda room, which=which: room.orders.page(wanted=which, page=PAGE)) for which in FILTERS),
    *((lambda room, which=which: room.orders.after(wanted=which, place=LAST, most=10)) for which in FILTERS),
    *((lambda room, which=which: room.order_counts.count(which)) for which in FILTERS[:4]),
    lambda room: room.sales.by_product(SalesQuestion(period=Period(start=date(2025, 1, 1), end=date(2025, 10, 27)))),
    lambda room: room.sales.by_product(SalesQuestion(period=MARCH, waiter=ANN)),
    *(
        (lambda room, asked=asked: room.sales.grouped(asked))
        for by in GroupBy
        for asked in (GroupedQuestion(group_by=by, period=MARCH), GroupedQuestion(group_by=by, waiter=ANN))
    ),
]
CATALOGUE = [
    lambda room: room.products.page(name_part="", page=PAGE),
    lambda room: room.products.after(name_part="", name="Soup 2", most=10),
]


async def scans_of(database_url: str, index: str) -> int:
    """Return how often an index was scanned, by what every session has reported: each does when it ends."""
    statement = "SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = $1"
    return (await ask(database_url, statement, index))[0][0]


async def how(database_url: str, read: Any) -> str:  # noqa: ANN401 - any of the above
    world = OnPostgres(database_url)
    world.database = watched = Watched(database_url)
    try:
        _ = await read(world.room())
    finally:
        await world.close()
    ours = [sent for sent in watched.sent if "typeinfo" not in sent.query]  # not what the driver asks about types
    plans = [await ask(database_url, f"EXPLAIN {sent.query}", *sent.args) for sent in ours]
    return "\n".join(line for plan in plans for (line,) in plan)


@pytest.mark.parametrize("read", READS)
async def test_nothing_is_read_from_its_beginning_to_its_end(filled: str, read: Any) -> None:  # noqa: ANN401
    plan = await how(filled, read)
    assert "Index" in plan
    for table in WATCHED:
        assert f"Seq Scan on {table} " not in plan, plan


@pytest.mark.parametrize("read", READS[:4] + READS[5:9])
async def test_a_list_comes_in_its_order_without_sorting_what_it_does_not_show(filled: str, read: Any) -> None:  # noqa: ANN401
    plan = await how(filled, read)
    assert "Backward" in plan, plan
    sorted_rows = [line for line in plan.splitlines() if "Sort  (" in line]
    assert all(int(line.partition("rows=")[2].split()[0]) <= 25 for line in sorted_rows), plan


async def test_a_kept_answer_is_found_by_its_whole_key(filled: str) -> None:
    """By a part of it, PostgreSQL would look at all that a waiter ever sent."""
    key = RequestKey(waiter=ANN, route="POST /api/orders", key="key 7")
    plan = await how(filled, lambda room: room.answers.find(key))
    assert "using idempotency_keys_pkey" in plan, plan
    (condition,) = [line for line in plan.splitlines() if "Index Cond" in line]
    assert all(column in condition for column in ("restaurant_id", "user_id", "route", "key")), plan


@pytest.mark.parametrize("read", CATALOGUE)
async def test_the_catalogue_is_walked_by_an_index_in_its_order(filled: str, read: Any) -> None:  # noqa: ANN401
    plan = await how(filled, read)
    assert "Index Scan using products_by_name_idx" in plan, plan
    assert "Sort" not in plan, plan


@pytest.mark.parametrize(("search", "index"), SEARCHES)
async def test_what_is_rare_is_found_by_an_index_of_parts(filled: str, search: Any, index: str) -> None:  # noqa: ANN401
    plan = await how(filled, search)
    assert f"Bitmap Index Scan on {index}" in plan, plan


async def test_what_is_frequent_is_found_on_the_way_through_the_list(filled: str) -> None:
    frequent = OrderFilter(customer_part="Table")
    plan = await how(filled, lambda room: room.orders.page(wanted=frequent, page=PAGE))
    assert "Index Scan Backward using orders_by_day_idx" in plan, plan


async def test_after_many_searches_for_what_is_frequent_what_is_rare_is_still_found_by_its_index(filled: str) -> None:
    """A plan that PostgreSQL keeps for any part would walk through all orders for it."""
    world = OnPostgres(filled)
    before = await scans_of(filled, "orders_by_part_of_customer_idx")
    for part in ("Table",) * 10 + ("ZOË",):
        _ = await world.room().orders.page(wanted=OrderFilter(customer_part=part), page=PAGE)
    await world.close()
    async with asyncio.timeout(5):
        while (after := await scans_of(filled, "orders_by_part_of_customer_idx")) == before:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.1)
    assert after == before + 1


async def test_nobody_counts_the_catalogue_to_say_how_many_products_there_are(filled: str) -> None:
    plan = await how(filled, lambda room: room.product_counts.count(name_part=""))
    assert "products_to_count" in plan
    assert " on products " not in plan, plan


async def plan_for_any_values(database_url: str, read: Any) -> list[str]:  # noqa: ANN401 - a report
    """Return how a report was made by the plan that PostgreSQL makes after five calls, for values it does not know."""
    world = OnPostgres(database_url)
    world.database = watched = Watched(database_url)
    _ = await read(world.room())
    await world.close()
    sent = watched.sent[-1]
    values = ", ".join("NULL" if each is None else f"'{each}'" for each in sent.args)
    connection: Any = await asyncpg.connect(database_url)
    try:
        await connection.execute("SET plan_cache_mode = force_generic_plan")
        await connection.execute(f"PREPARE report AS {sent.query}")
        return [line for (line,) in await connection.fetch(f"EXPLAIN (ANALYZE, TIMING OFF) EXECUTE report ({values})")]
    finally:
        await connection.close()


async def test_a_plan_made_for_any_values_adds_up_once(filled: str) -> None:
    """It takes many rows for few."""
    plan = await plan_for_any_values(filled, lambda room: room.sales.by_product(SalesQuestion(period=MARCH)))
    scans = [line for line in plan if "using sales_by_product" in line]
    assert scans
    assert all("loops=1)" in line for line in scans), scans


REPORTS = [
    lambda room: room.sales.by_product(SalesQuestion(period=MARCH)),
    *((lambda room, by=by: room.sales.grouped(GroupedQuestion(group_by=by, period=MARCH))) for by in GroupBy),
    lambda room: room.order_counts.count(OrderFilter(period=MARCH)),
]


@pytest.mark.parametrize("read", REPORTS)
async def test_orders_that_wait_are_looked_up_one_by_one_however_many_they_are_taken_for(
    filled: str,
    read: Any,  # noqa: ANN401 - a report
) -> None:
    """It takes few orders for the range: to read all of those seems less than to look up those that wait."""
    _ = await ask(filled, "INSERT INTO orders_to_roll_up SELECT restaurant_id, id FROM orders LIMIT 3000")
    _ = await ask(filled, "ANALYZE orders_to_roll_up")
    try:
        plan = "\n".join(await plan_for_any_values(filled, read))
    finally:
        _ = await ask(filled, "DELETE FROM orders_to_roll_up")
        _ = await ask(filled, "VACUUM ANALYZE orders_to_roll_up")
    assert "using orders_pkey on orders" in plan
    assert "day_idx" not in plan, plan
    assert "Seq Scan on orders " not in plan, plan
