"""Commands that come at the same time go to the database together: what they look up, and what they make of it."""

import asyncio
from typing import Final

from application.ordering.close_order import CloseOrder
from application.ordering.move_lines import MoveLines
from domain.kernel.ids import OrderId
from domain.ordering.chart import Command, LineStatus, OrderStatus
from domain.ordering.order import Order
from tests.contracts.things import a_line, a_product, a_waiter, an_order, kept
from tests.contracts.worlds import OURS, OnPostgres, open_both
from tests.database import Watched

ORDERS: Final = 24
ANN, SOUP = a_waiter(), a_product()


async def test_commands_to_many_orders_at_once_are_two_statements(clean_database: str) -> None:
    watched = Watched(clean_database)
    world = OnPostgres(clean_database, database=watched)
    _ = await open_both(world)
    orders = [an_order(ANN, a_line(SOUP, 2), customer=f"Table {number}") for number in range(ORDERS)]
    room = await kept(world, ANN, SOUP, *orders)
    _ = await room.orders.get(orders[0].id)  # by now asyncpg has told who watches
    watched.sent.clear()

    async def serve(order: OrderId) -> Order:
        return await world.use(MoveLines, OURS)(caller=ANN.caller, order=order, command=Command.SERVE)

    async def close(order: OrderId) -> Order:
        return await world.use(CloseOrder, OURS)(caller=ANN.caller, order=order)

    done = await asyncio.gather(*((serve if number % 2 else close)(each.id) for number, each in enumerate(orders)))
    assert len(watched.sent) == 2, "\n----\n".join(watched.sent)  # what is looked up, and what comes of it
    assert [each.version for each in done] == [2] * ORDERS
    assert [await room.orders.get(each.id) for each in orders] == [*done]
    assert {each.status for each in done[::2]} == {OrderStatus.CLOSED}
    assert {each.lines[0].status for each in done[1::2]} == {LineStatus.SERVED}
    await world.close()
