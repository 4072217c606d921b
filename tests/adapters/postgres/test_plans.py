"""How PostgreSQL goes about lists and reports once there is much: by an index, never by reading everything."""

import asyncio
from datetime import UTC, date, datetime
from hashlib import md5
from typing import Any
from uuid import UUID

import pytest

from application.kernel.answers import Sent
from application.kernel.pages import PageRequest
from application.ordering.ports import OrderFilter, OrderPlace
from application.reporting.ports import GroupedQuestion, SalesQuestion
from domain.kernel.ids import OrderId, StationId
from domain.kernel.period import Period
from domain.ordering.chart import LineStatus, OrderStatus
from domain.ordering.ticket import TicketStatus
from domain.reporting.sales import GroupBy
from tests.adapters.postgres.plans import ANN, MARCH, SEVEN, how
from tests.contracts.things import new_id
from tests.contracts.worlds import OnPostgres, Room
from tests.database import ask

WATCHED = ("orders", "order_products", "sales_by_product", "sales_by_hour")
TODAY = datetime(2025, 10, 20, 1, tzinfo=UTC)
END = datetime(2027, 1, 1, tzinfo=UTC)
LAST = OrderPlace(date(2025, 6, 1), OrderId(new_id()))
PAGE = PageRequest(number=2, size=10)
FIRST_PAGE = PageRequest(number=1, size=10)
FILTERS = [
    OrderFilter(),
    OrderFilter(waiter=ANN),
    OrderFilter(period=MARCH),
    OrderFilter(waiter=ANN, period=MARCH),
    OrderFilter(waiter=ANN, period=MARCH, customer_part="7"),
]
OF_SEVEN = OrderFilter(table=SEVEN)
NUMBER_7 = OrderFilter(number=7, period=Period(start=date(2025, 6, 1), end=date(2025, 6, 1)))
STARTED = OrderFilter(kitchen=LineStatus.STARTED, period=NUMBER_7.period)
CLOSED = OrderFilter(status=OrderStatus.CLOSED)
FLOOR = [
    (lambda room: room.orders.page(where=OF_SEVEN, page=PAGE), "orders_of_a_table_by_day_idx"),
    (lambda room: room.orders.after(where=OF_SEVEN, place=LAST, most=10), "orders_of_a_table_by_day_idx"),
    (lambda room: room.order_counts.count(OF_SEVEN), "orders_of_a_table_by_day_idx"),
    (lambda room: room.orders.page(where=CLOSED, page=PAGE), "orders_by_status_idx"),
    (lambda room: room.orders.after(where=CLOSED, place=LAST, most=10), "orders_by_status_idx"),
    (lambda room: room.order_counts.count(CLOSED), "orders_by_status_idx"),
    (lambda room: room.orders.page(where=NUMBER_7, page=FIRST_PAGE), "orders_by_day_idx"),
    (lambda room: room.order_counts.count(NUMBER_7), "orders_by_day_idx"),
    (lambda room: room.orders.page(where=STARTED, page=FIRST_PAGE), "order_products_pkey"),
    (lambda room: room.order_counts.count(STARTED), "order_products_pkey"),
    (lambda room: room.order_numbers.next(date(2025, 6, 1)), "orders_by_day_idx"),
    (lambda room: room.seatings.at([SEVEN]), "orders_open_at_a_table_idx"),
]
RARE = OrderFilter(customer_part="ZOË")
SEARCHES = [
    (lambda room: room.orders.page(where=RARE, page=PAGE), "orders_by_part_of_customer_idx"),
    (lambda room: room.orders.after(where=RARE, place=LAST, most=10), "orders_by_part_of_customer_idx"),
    (lambda room: room.order_counts.count(RARE), "orders_by_part_of_customer_idx"),
    (lambda room: room.products.page(name_part="oup 777", page=PAGE), "products_by_part_of_name_idx"),
    (lambda room: room.products.after(name_part="oup 777", name="A", most=10), "products_by_part_of_name_idx"),
    (lambda room: room.product_counts.count(name_part="oup 777"), "products_by_part_of_name_idx"),
]


async def since(room: Room, each: OrderFilter) -> object:
    moment = datetime(2025, 6, 1, tzinfo=UTC)
    return await room.orders.since(where=each, moment=moment, until=END, settled=None, place=None, most=10)


READS = [
    *((lambda room, each=each: room.orders.page(where=each, page=PAGE)) for each in FILTERS),
    *((lambda room, each=each: room.orders.after(where=each, place=LAST, most=10)) for each in FILTERS),
    *((lambda room, each=each: room.order_counts.count(each)) for each in FILTERS[:4]),
    *((lambda room, each=each: since(room, each)) for each in FILTERS[:4]),
    lambda room: room.sales.by_product(SalesQuestion(period=Period(start=date(2025, 1, 1), end=date(2025, 10, 27)))),
    lambda room: room.sales.by_product(SalesQuestion(period=MARCH, waiter=ANN)),
    lambda room: room.sales.by_product(SalesQuestion(period=MARCH, category="Soups 7")),
    *(
        (lambda room, asked=asked: room.sales.grouped(asked))
        for by in GroupBy
        for asked in (GroupedQuestion(group_by=by, period=MARCH), GroupedQuestion(group_by=by, waiter=ANN))
    ),
]
STATIONS = (None, StationId(UUID(md5(b"s2", usedforsecurity=False).hexdigest())))
BOARDS = [
    *(
        (
            lambda room, station=station, status=status: room.board.tickets(station=station, status=status, now=TODAY),
            index,
        )
        for station in STATIONS
        for status, index in {
            None: "order_products_to_make_idx",
            TicketStatus.SENT: "order_products_to_make_idx",
            TicketStatus.STARTED: "order_products_to_make_idx",
            TicketStatus.READY: "order_products_ready_idx",
        }.items()
    ),
    *(
        (lambda room, station=station: room.board.all_day(station=station, now=TODAY), "order_products_to_make_idx")
        for station in STATIONS
    ),
]
CATALOGUE = [
    (lambda room: room.products.page(name_part="", page=PAGE), "products_by_name_idx"),
    (lambda room: room.products.after(name_part="", name="Soup 2", most=10), "products_by_name_idx"),
    (lambda room: room.products.page(name_part="", category="Soups 7", page=PAGE), "products_by_category_idx"),
    (
        lambda room: room.products.after(name_part="", category="Soups 7", name="Soup 2", most=10),
        "products_by_category_idx",
    ),
]


async def scans_of(database_url: str, index: str) -> int:
    """Return how often an index was scanned, by what every session has reported: each does when it ends."""
    statement = "SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = $1"
    return (await ask(database_url, statement, index))[0][0]


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
    key = Sent(waiter=ANN, route="POST /api/orders", key="key 7", fingerprint=bytes(32))
    plan = await how(filled, lambda room: room.answers.find(key))
    assert "using idempotency_keys_pkey" in plan, plan
    (condition,) = [line for line in plan.splitlines() if "Index Cond" in line]
    assert all(column in condition for column in ("restaurant_id", "user_id", "route", "key")), plan


@pytest.mark.parametrize(("read", "index"), CATALOGUE)
async def test_the_catalogue_is_walked_by_an_index_in_its_order(filled: str, read: Any, index: str) -> None:  # noqa: ANN401
    plan = await how(filled, read)
    assert f"Index Scan using {index}" in plan, plan
    assert "Sort" not in plan, plan


@pytest.mark.parametrize(("read", "index"), FLOOR)
async def test_orders_of_a_table_and_in_a_status_are_found_by_an_index(filled: str, read: Any, index: str) -> None:  # noqa: ANN401
    plan = await how(filled, read)
    assert index in plan, plan
    assert "Seq Scan on orders" not in plan, plan


@pytest.mark.parametrize(("read", "index"), BOARDS)
async def test_a_board_is_read_by_its_index_whatever_nobody_ever_bumped(filled: str, read: Any, index: str) -> None:  # noqa: ANN401
    """Only what the board looks back at: by restaurant, station and time, and the stations one by one."""
    plan = await how(filled, read)
    lines = [line.strip(" ->") for line in plan.splitlines() if "order_products" in line and "Cond" not in line]
    assert all(f"{index} on order_products" in line for line in lines if " Scan " in line), plan
    conditions = [
        line for line in plan.splitlines() if "Index Cond" in line and ("sent_at" in line or "ready_at" in line)
    ]
    assert sum("station_id" in line and ">" in line for line in conditions) >= 2, plan


@pytest.mark.parametrize(("search", "index"), SEARCHES)
async def test_what_is_rare_is_found_by_an_index_of_parts(filled: str, search: Any, index: str) -> None:  # noqa: ANN401
    plan = await how(filled, search)
    assert f"Bitmap Index Scan on {index}" in plan, plan


async def test_the_names_of_a_menu_are_not_looked_up_one_by_one(filled: str) -> None:
    plan = await how(filled, lambda room: room.products.alike(["Soup 7", "SOUP 777", "Fish 1"]))
    assert "products_by_part_of_name_idx" not in plan, plan
    assert "SubPlan" in plan, plan


async def test_what_is_frequent_is_found_on_the_way_through_the_list(filled: str) -> None:
    frequent = OrderFilter(customer_part="Table")
    plan = await how(filled, lambda room: room.orders.page(where=frequent, page=PAGE))
    assert "Index Scan Backward using orders_by_day_idx" in plan, plan


async def test_after_many_searches_for_what_is_frequent_what_is_rare_is_still_found_by_its_index(filled: str) -> None:
    """A plan that PostgreSQL keeps for any part would walk through all orders for it."""
    world = OnPostgres(filled)
    before = await scans_of(filled, "orders_by_part_of_customer_idx")
    for part in ("Table",) * 10 + ("ZOË",):
        _ = await world.room().orders.page(where=OrderFilter(customer_part=part), page=PAGE)
    await world.close()
    async with asyncio.timeout(5):
        while (after := await scans_of(filled, "orders_by_part_of_customer_idx")) == before:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.1)
    assert after == before + 1


async def test_nobody_counts_the_catalogue_to_say_how_many_products_there_are(filled: str) -> None:
    plan = await how(filled, lambda room: room.product_counts.count(name_part=""))
    assert "products_to_count" in plan
    assert " on products " not in plan, plan


async def test_the_products_of_a_category_are_counted_by_its_index(filled: str) -> None:
    plan = await how(filled, lambda room: room.product_counts.count(name_part="", category="Soups 7"))
    assert "products_by_category_idx" in plan, plan
