"""A month's sums by product lie together once it is over, whatever came in between them."""

from dataclasses import replace
from datetime import date
from typing import Final

import pytest
from sqlalchemy import text

from application.reporting.ports import RolledUp, SalesQuestion
from application.reporting.roll_up_sales import RollUpSales
from domain.ordering.order import Order
from domain.people.waiter import Waiter
from tests.contracts.things import a_line, a_product, a_waiter, an_order, keep, kept
from tests.contracts.worlds import NEXT_DOOR, OURS, OnPostgres, Room
from tests.database import ask

PRODUCTS: Final = 40
THEIRS: Final = f"""
    INSERT INTO sales_by_product
    SELECT '{NEXT_DOOR}', gen_random_uuid(), 'day', '2026-05-01', gen_random_uuid(), 1, 1, 1 FROM generate_series(1, 90)
"""  # noqa: S608 - our own id
PAGES: Final = f"""
    SELECT starts_on, count(DISTINCT (ctid::text::point)[0]), count(*) FROM sales_by_product
    WHERE restaurant_id = '{OURS}' AND user_id = '00000000-0000-0000-0000-000000000000' AND span = 'month'
    GROUP BY 1 ORDER BY 1
"""  # noqa: S608 - our own id
A_ROW_OF_MAY: Final = text("SELECT FROM sales_by_product WHERE span = 'month' AND restaurant_id = :ours FOR UPDATE")
MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


def in_june(order: Order) -> Order:
    """Return the same order, a month later."""
    return replace(order, business_date=order.business_date.replace(month=6))


@pytest.fixture
async def room(world: OnPostgres, clean_database: str) -> Room:
    """May's products, each first sold when ninety rows of the restaurant next door had come in."""
    ann = a_waiter()
    room = await kept(world, ann)
    for number in range(PRODUCTS):
        dish = a_product(f"Dish {number}")
        await keep(room, dish, an_order(ann, a_line(dish)))
        assert await RollUpSales(room.rollups)() == 1
        _ = await ask(clean_database, THEIRS)
    ((month, pages, rows),) = await ask(clean_database, PAGES)
    assert (month, rows) == (MAY, PRODUCTS)
    assert pages > 2, "each lies on a page of its own, but where an earlier one was vacuumed meanwhile"
    return room


async def june(room: Room) -> tuple[Waiter, Order]:
    """Return an order of June that nobody has placed yet, and who takes it."""
    ann, soup = a_waiter("ann@june.example"), a_product("Soup of June")
    await keep(room, ann, soup)
    return ann, in_june(an_order(ann, a_line(soup)))


async def test_the_first_order_of_a_month_has_the_sums_of_the_one_before_lie_together(
    room: Room, world: OnPostgres, clean_database: str
) -> None:
    before, theirs = await room.sales.by_product(SalesQuestion()), await world.everything_of(NEXT_DOOR)
    _, order = await june(room)
    await keep(room, order)
    assert await room.rollups.roll_up(most=10) == RolledUp(1, more=False)

    (_, pages, rows), (month, *_) = await ask(clean_database, PAGES)
    assert (rows, month) == (PRODUCTS, JUNE)
    assert pages <= 2
    assert set(before) < set(await room.sales.by_product(SalesQuestion()))
    assert await room.rollups.differences() == 0
    assert await world.everything_of(NEXT_DOOR) == theirs


async def test_a_late_order_of_the_month_before_counts_and_moves_nothing(room: Room, clean_database: str) -> None:
    ann, order = await june(room)
    await keep(room, order)
    _ = await room.rollups.roll_up(most=10)
    together = await ask(clean_database, PAGES)
    late = a_product("Late")
    await keep(room, late, an_order(ann, a_line(late)), in_june(an_order(ann, a_line(late))))
    assert await room.rollups.roll_up(most=10) == RolledUp(2, more=False)

    (_, pages, rows), _ = await ask(clean_database, PAGES)
    assert rows == PRODUCTS + 1
    assert pages <= together[0][1] + 1
    assert await room.rollups.differences() == 0


async def test_an_order_is_in_the_sums_though_those_of_the_month_before_cannot_be_moved(
    room: Room, world: OnPostgres, clean_database: str
) -> None:
    _, order = await june(room)
    await keep(room, order)
    async with world.database.transaction() as other:
        _ = await other.fetch(A_ROW_OF_MAY, {"ours": OURS})
        assert await room.rollups.roll_up(most=10) == RolledUp(1, more=False)
    assert [pages for _, pages, _ in await ask(clean_database, PAGES)] == [PRODUCTS, 1]
    assert await room.rollups.differences() == 0
