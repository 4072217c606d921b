"""Reports by the plan that PostgreSQL keeps after five calls, made for values it does not know."""

from typing import Any

import pytest

from application.ordering.ports import OrderFilter
from application.reporting.ports import GroupedQuestion, SalesQuestion
from domain.reporting.sales import GroupBy
from tests.adapters.postgres.plans import MARCH, plan_for_any_values
from tests.database import ask


async def test_a_plan_made_for_any_values_adds_up_once(filled: str) -> None:
    """It takes many rows for few."""
    plan = await plan_for_any_values(filled, lambda room: room.sales.by_product(SalesQuestion(period=MARCH)))
    scans = [line for line in plan if "using sales_by_product" in line]
    assert scans
    assert all("loops=1)" in line for line in scans), scans


WAIT = """
    INSERT INTO orders_to_roll_up
    SELECT restaurant_id, id, user_id, business_date, local_hour, created_at, 1, 3, 300 FROM orders LIMIT 3000
"""
REPORTS = [
    lambda room: room.sales.by_product(SalesQuestion(period=MARCH)),
    lambda room: room.sales.by_product(SalesQuestion(period=MARCH, category="Soups 7")),
    *((lambda room, by=by: room.sales.grouped(GroupedQuestion(group_by=by, period=MARCH))) for by in GroupBy),
    lambda room: room.order_counts.count(OrderFilter(period=MARCH)),
]


@pytest.mark.parametrize("read", REPORTS)
async def test_orders_that_wait_say_what_they_came_to_and_only_their_own_lines_are_looked_up(
    filled: str,
    read: Any,  # noqa: ANN401 - a report
) -> None:
    """However few PostgreSQL believes a range has, it reads neither its orders nor all lines for those that wait."""
    _ = await ask(filled, WAIT)
    _ = await ask(filled, "ANALYZE orders_to_roll_up")
    try:
        plan = "\n".join(await plan_for_any_values(filled, read))
    finally:
        _ = await ask(filled, "DELETE FROM orders_to_roll_up")
        _ = await ask(filled, "VACUUM ANALYZE orders_to_roll_up")
    assert " on orders " not in plan, plan
    assert "Seq Scan on order_products " not in plan, plan
