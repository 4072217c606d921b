"""The contract of `OrderCounts`."""

from uuid import UUID

import pytest

from application.ordering.ports import OrderFilter
from application.reporting.roll_up_sales import RollUpSales
from domain.kernel.ids import WaiterId
from domain.kernel.period import Period
from tests.contracts.things import a_line, a_product, a_waiter, an_order, keep, kept, may
from tests.contracts.worlds import NEXT_DOOR, World


@pytest.mark.parametrize(
    ("start", "end", "everybodys", "hers"),
    [(None, None, 4, 3), (1, 31, 4, 3), (2, None, 3, 2), (None, 1, 1, 1), (2, 3, 2, 1), (3, 1, 0, 0), (31, 31, 1, 1)],
)
async def test_orders_are_counted_by_waiter_and_day_whatever_has_been_rolled_up(
    world: World, start: int | None, end: int | None, everybodys: int, hers: int
) -> None:
    ann, bob, soup, tea = a_waiter(), a_waiter("bob@example.com"), a_product(), a_product("Tea")
    room = await kept(
        world, ann, bob, soup, tea, an_order(ann, a_line(soup), a_line(tea)), an_order(bob, a_line(soup), day=2)
    )
    _ = await RollUpSales(room.rollups)()
    await keep(room, an_order(ann, a_line(soup), a_line(soup), day=3), an_order(ann, a_line(soup), day=31))
    await keep(world.room(NEXT_DOOR), ann, soup, an_order(ann, a_line(soup)))
    period = Period(start=may(start), end=may(end))
    for _ in range(2):
        assert await room.order_counts.count(OrderFilter(period=period)) == everybodys
        assert await room.order_counts.count(OrderFilter(period=period, waiter=ann.id)) == hers
        assert await room.order_counts.count(OrderFilter(period=period, waiter=ann.id, customer_part="BO")) == hers
        assert await room.order_counts.count(OrderFilter(period=period, customer_part="Zoe")) == 0
        _ = await RollUpSales(room.rollups)()


@pytest.mark.parametrize("number", [0, 2**128 - 1])
async def test_who_is_not_there_has_no_orders_whatever_their_id(world: World, number: int) -> None:
    ann, soup = a_waiter(), a_product()
    room = await kept(world, ann, soup, an_order(ann, a_line(soup)))
    nobody = OrderFilter(waiter=WaiterId(UUID(int=number)))
    assert await room.order_counts.count(nobody) == 0
    _ = await RollUpSales(room.rollups)()
    assert await room.order_counts.count(nobody) == 0
