"""The contract of `Board`."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.catalogue.station import Station
from domain.kernel.caller import Role
from domain.kernel.ids import LineId, VoidId
from domain.kernel.names import Name, Note
from domain.ordering.chart import Command, LineStatus
from domain.ordering.line import HELD, Line, Progress, Void
from domain.ordering.numbers import Quantity
from domain.ordering.order import Order
from domain.ordering.ticket import MOST_LINES_SHOWN, Ticket, TicketStatus
from domain.people.waiter import Waiter
from tests.contracts.things import NOON, a_line, a_product, a_station, a_table, a_waiter, an_order, kept, new_id
from tests.contracts.worlds import NEXT_DOOR, Room, World

ALL = Role.MANAGER.acts_as
ANN, SOUP, TEA = a_waiter(), a_product("Soup"), a_product("Tea")


def at(minutes: float) -> datetime:
    """Return the moment that long after noon."""
    return NOON + timedelta(minutes=minutes)


def sent(line: Line, minutes: float = 0, *, station: Station | None = None, in_round: int = 1) -> Line:
    """Return the line as it was sent then."""
    progress = Progress(round=in_round, sent_at=at(minutes))
    return replace(line, progress=progress, station=station and station.id)


def ordered(*lines: Line, waiter: Waiter = ANN) -> Order:
    return an_order(waiter, *lines)


async def move(room: Room, order: Order, command: Command, minutes: float, *lines: Line) -> Order:
    """Keep what becomes of the order, of these lines or of all."""
    after = order.moved(command, [each.id for each in lines] or None, ALL, at(minutes))
    return await room.work.commit(after, room.orders.change(order, after))


async def shown(
    room: Room, station: Station | None = None, status: TicketStatus | None = None, *, minutes: float = 10
) -> list[list[LineId]]:
    """Return the ids of the lines on the board then, ticket by ticket."""
    found = await room.board.tickets(station=station and station.id, status=status, now=at(minutes))
    return [[line.id for line in ticket.lines] for ticket in found]


async def to_make(room: Room, station: Station | None = None, *, minutes: float = 10) -> list[tuple[str, int]]:
    found = await room.board.all_day(station=station and station.id, now=at(minutes))
    return [(each.product_name, each.quantity) for each in found]


async def test_a_ticket_says_what_is_to_be_made_of_a_round_for_whom_and_by_whom(world: World) -> None:
    bar, seven = a_station("Bar"), a_table("7")
    line = replace(sent(a_line(TEA, 3), station=bar), note=Note("No sugar"))
    order = replace(ordered(line), number=12, table=seven.id, note=Note("Birthday"))
    room = await kept(world, ANN, TEA, bar, seven, order)
    (ticket,) = await room.board.tickets(station=bar.id, status=None, now=at(1))
    assert ticket == Ticket(
        order=order.id,
        number=12,
        table=seven.name,
        customer=order.customer,
        waiter=ANN.name,
        note=order.note,
        key=ticket.key,
        station=bar.name,
        since=NOON,
        lines=(line,),
    )
    assert ticket.key == (1, bar.id)


async def test_each_station_has_its_own_of_a_round_and_the_kitchens_is_on_every_board(world: World) -> None:
    bar, grill = a_station("Bar"), a_station("Grill")
    first, second = sent(a_line(TEA), station=bar), sent(a_line(SOUP), station=grill)
    third, fourth = sent(a_line(TEA), station=bar), sent(a_line(SOUP))
    later = sent(a_line(TEA), 5, station=bar, in_round=2)
    room = await kept(world, ANN, SOUP, TEA, bar, grill, ordered(first, second, third, fourth, later))
    assert await shown(room, bar) == [[first.id, third.id], [fourth.id], [later.id]]
    assert await shown(room, grill) == [[second.id], [fourth.id]]
    assert await shown(room) == [[first.id, third.id], [second.id], [fourth.id], [later.id]]
    assert await to_make(room, bar) == [("Tea", 3), ("Soup", 1)]
    assert await to_make(room) == [("Tea", 3), ("Soup", 2)]
    assert await shown(room, a_station("Elsewhere")) == [[fourth.id]]
    next_door = world.room(NEXT_DOOR)
    assert (await shown(next_door), await shown(next_door, bar), await to_make(next_door)) == ([], [], [])


async def test_what_a_station_had_to_make_is_the_kitchens_once_the_station_is_gone(world: World) -> None:
    bar, grill = a_station("Bar"), a_station("Grill")
    line, other = sent(a_line(TEA), station=bar), sent(a_line(SOUP), 1, station=grill)
    order = ordered(line)
    room = await kept(world, ANN, TEA, SOUP, bar, grill, order, ordered(other))
    await room.work.commit(None, room.stations.remove(bar))
    assert await shown(room, grill) == [[line.id], [other.id]]
    assert await to_make(room, grill) == [("Soup", 1), ("Tea", 1)]
    assert [each.station for each in await room.board.tickets(station=None, status=None, now=at(5))] == [None, "Grill"]
    after = await move(room, order, Command.READY, 2)
    assert after.line(line.id).status is LineStatus.READY
    assert await shown(room, grill) == [[other.id]]
    assert await shown(room, grill, TicketStatus.READY) == [[line.id]]


async def test_tickets_come_oldest_first(world: World) -> None:
    late, early, same = (ordered(sent(a_line(TEA), minutes)) for minutes in (3, 1, 1))
    room = await kept(world, ANN, TEA, late, early, same)
    assert await shown(room) == [[order.lines[0].id] for order in (early, same, late)]


async def test_a_line_is_on_the_board_from_when_it_is_sent_until_it_is_ready(world: World) -> None:
    held = replace(a_line(SOUP), progress=HELD)
    line, of_before = sent(a_line(TEA)), a_line(SOUP)
    order = ordered(line, held, of_before)
    room = await kept(world, ANN, SOUP, TEA, order)
    assert await shown(room) == [[line.id]]
    order = await move(room, order, Command.START, 1, line)
    assert await shown(room) == await shown(room, status=TicketStatus.STARTED) == [[line.id]]
    assert await shown(room, status=TicketStatus.SENT) == []
    order = await move(room, order, Command.FIRE, 2, held)
    assert await shown(room, status=TicketStatus.SENT) == [[held.id]]
    order = await move(room, order, Command.READY, 3, line)
    assert await shown(room) == [[held.id]]
    assert await shown(room, status=TicketStatus.READY) == [[line.id]]
    order = await move(room, order, Command.RECALL, 4, line)
    assert await shown(room) == [[line.id], [held.id]]
    order = await move(room, order, Command.SERVE, 5, line)
    assert await shown(room, status=TicketStatus.READY) == []
    order = await move(room, order, Command.RECALL, 6, line)
    assert await shown(room, status=TicketStatus.READY) == [[line.id]]
    assert await shown(room) == [[held.id]]


@pytest.mark.parametrize(("status", "last"), [(None, 24 * 60), (TicketStatus.SENT, 24 * 60), (TicketStatus.READY, 30)])
async def test_a_board_looks_a_day_back_and_half_an_hour_for_what_is_ready(
    world: World, status: TicketStatus | None, last: int
) -> None:
    order = ordered(sent(a_line(TEA)))
    room = await kept(world, ANN, TEA, order)
    if status is TicketStatus.READY:
        order = await move(room, order, Command.READY, 0)
    second = 1 / 60
    assert await shown(room, status=status, minutes=last - second) == [[order.lines[0].id]]
    assert await shown(room, status=status, minutes=last) == []
    assert await to_make(room, minutes=24 * 60) == []


async def test_what_is_taken_back_is_off_the_board_and_so_is_what_was_moved_away(world: World) -> None:
    line, gone = sent(a_line(TEA, 5)), sent(a_line(SOUP, 2))
    order = ordered(line, gone)
    room = await kept(world, ANN, SOUP, TEA, order)

    def void(which: LineId, some: Quantity) -> Void:
        return Void(id=VoidId(new_id()), line=which, quantity=some, reason=Note("Spilt"), by=ANN.id, at=NOON)

    after, voids = order.without([(line.id, Quantity(2))], ALL, void)
    _ = await room.work.commit(None, room.orders.change(order, after, *voids))
    (ticket,) = await room.board.tickets(station=None, status=None, now=at(1))
    assert [each.standing for each in ticket.lines] == [3, 2]
    assert await to_make(room) == [("Tea", 3), ("Soup", 2)]
    moved = replace(after, lines=(after.lines[0], replace(gone, moved=2)), version=after.version + 1)
    _ = await room.work.commit(None, room.orders.change(after, moved))
    assert (await shown(room), await to_make(room)) == ([[line.id]], [("Tea", 3)])


async def test_a_board_shows_the_oldest_lines_and_adds_up_all(alone: World) -> None:
    many = [ordered(*(sent(a_line(TEA), each) for _ in range(200))) for each in range(6)]
    room = await kept(alone, ANN, TEA, *many)
    found = await shown(room)
    assert sum(map(len, found)) == MOST_LINES_SHOWN
    assert found == [[line.id for line in order.lines] for order in many[:5]]
    assert await to_make(room) == [("Tea", 1_200)]


async def test_a_product_is_added_up_under_its_name_of_today(world: World) -> None:
    cake = a_product("Cake")
    room = await kept(world, ANN, TEA, SOUP, cake, ordered(*(sent(a_line(each, 2)) for each in (TEA, SOUP, cake))))
    await room.work.commit(None, room.products.change(TEA.changed(name=Name("Broth"))))
    assert await to_make(room) == [("Broth", 2), ("Cake", 2), ("Soup", 2)]
