"""The contract of `Receipts`."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.kernel.ids import OrderId
from domain.ordering.chart import OrderStatus
from domain.ordering.order import Order, OrderNotFound
from tests.contracts.things import NOON, a_line, a_product, a_waiter, an_order, keep, new_id
from tests.contracts.worlds import NEXT_DOOR, OURS, Room, World


async def some_orders(room: Room, many: int) -> list[Order]:
    """Keep so many open orders in a room, and return them."""
    ann, soup = a_waiter(), a_product()
    orders = [an_order(ann, a_line(soup)) for _ in range(many)]
    await keep(room, ann, soup, *orders)
    return orders


async def close(room: Room, order: Order, minutes: int = 0) -> Order:
    """Close an order so many minutes after noon."""
    after = replace(
        order, status=OrderStatus.CLOSED, closed_at=NOON + timedelta(minutes=minutes), version=order.version + 1
    )
    return await room.work.commit(after, room.orders.change(order, after))


async def reopen(room: Room, order: Order) -> Order:
    """Open an order again."""
    after = replace(order, status=OrderStatus.OPEN, closed_at=None, version=order.version + 1)
    return await room.work.commit(after, room.orders.change(order, after))


async def numbers(room: Room, *orders: Order) -> list[int | None]:
    """Return the numbers of these orders' receipts."""
    return [await room.receipts.number_of(each.id) for each in orders]


async def test_receipts_are_numbered_as_their_orders_were_closed(world: World) -> None:
    room = world.room()
    first, second, third, opened = await some_orders(room, 4)
    _ = await close(room, third, 3), await close(room, first, 1), await close(room, second, 2)
    assert await numbers(room, first, second, third, opened) == [None] * 4
    assert [await room.receipts.number(most=2), await room.receipts.number(most=2)] == [2, 1]
    assert await numbers(room, first, second, third, opened) == [1, 2, 3, None]
    assert await room.receipts.number(most=2) == 0


async def test_an_order_keeps_its_number_however_often_it_is_closed(world: World) -> None:
    room = world.room()
    first, second = await some_orders(room, 2)
    first = await close(room, await reopen(room, await close(room, first, 1)), 4)
    assert await room.receipts.number(most=9) == 1
    first = await close(room, await reopen(room, first), 5)
    _ = await close(room, second, 6)
    assert await room.receipts.number(most=9) == 1
    assert await numbers(room, first, second) == [1, 2]
    assert await room.receipts.number(most=9) == 0


async def test_a_number_is_given_to_whoever_asks_for_it(world: World) -> None:
    room = world.room()
    first, second, third = await some_orders(room, 3)
    _ = await close(room, first), await close(room, second), await close(room, third)
    assert [await room.receipts.give(each.id) for each in (third, third, first)] == [1, 1, 2]
    assert await room.receipts.number(most=9) == 1
    assert await numbers(room, first, second, third) == [2, 3, 1]
    with pytest.raises(OrderNotFound):
        _ = await room.receipts.give(OrderId(new_id()))


async def test_each_restaurant_counts_its_own(world: World) -> None:
    theirs, ours = world.room(NEXT_DOOR), world.room(OURS)
    (next_door,), (first,) = await some_orders(theirs, 1), await some_orders(ours, 1)
    _ = await close(theirs, next_door), await close(ours, first)
    assert await theirs.receipts.number(most=9) == 1
    assert await numbers(ours, first, next_door) == [None, None]
    assert await ours.receipts.give(first.id) == 1
    assert await numbers(theirs, next_door) == [1]
    with pytest.raises(OrderNotFound):
        _ = await ours.receipts.give(next_door.id)
