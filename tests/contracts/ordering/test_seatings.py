"""The contract of `Seatings`."""

from dataclasses import replace
from datetime import timedelta

from domain.floor.seating import Seating
from domain.floor.table import Table
from domain.kernel.caller import Role
from domain.ordering.chart import Command
from domain.ordering.numbers import Guests
from domain.ordering.order import Order
from domain.people.waiter import Waiter
from tests.contracts.things import NOON, a_line, a_product, a_table, a_waiter, an_order, keep, kept
from tests.contracts.worlds import NEXT_DOOR, World

MANAGER = Role.MANAGER.acts_as
SOUP = a_product()


def at(table: Table | None, waiter: Waiter, *, guests: int | None = None, hour: int = 12) -> Order:
    order = an_order(waiter, a_line(SOUP), hour=hour)
    return replace(order, table=table and table.id, guests=None if guests is None else Guests(guests))


async def test_open_orders_say_who_sits_at_a_table_since_when_and_how_many(world: World) -> None:
    ann, seven, eight, empty = a_waiter(), a_table("7"), a_table("8"), a_table("9")
    late, early, nobody_said = at(seven, ann, guests=3, hour=14), at(seven, ann, guests=2), at(eight, ann, hour=13)
    room = await kept(world, ann, SOUP, seven, eight, empty, late, early, nobody_said, at(None, ann, guests=5))
    found = await room.seatings.at([seven.id, eight.id, empty.id])
    assert found == {
        seven.id: Seating(orders=(early.id, late.id), since=NOON, guests=5),
        eight.id: Seating(orders=(nobody_said.id,), since=NOON + timedelta(hours=1), guests=0),
    }
    assert [*await room.seatings.at([eight.id])] == [eight.id]
    assert await room.seatings.at([]) == {}


async def test_a_closed_order_leaves_its_table(world: World) -> None:
    ann, seven = a_waiter(), a_table("7")
    order = at(seven, ann, guests=2)
    room = await kept(world, ann, SOUP, seven, order)
    closed = order.settled(Command.CLOSE, MANAGER, NOON)
    await room.work.commit(None, room.orders.change(order, closed))
    assert await room.seatings.at([seven.id]) == {}
    await room.work.commit(None, room.orders.change(closed, closed.settled(Command.REOPEN, MANAGER, NOON)))
    assert [*await room.seatings.at([seven.id])] == [seven.id]


async def test_who_sits_next_door_is_not_seen(world: World) -> None:
    ann, seven = a_waiter(), a_table("7")
    await keep(world.room(NEXT_DOOR), ann, SOUP, seven, at(seven, ann))
    assert await world.room().seatings.at([seven.id]) == {}
