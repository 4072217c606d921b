"""Splitting and merging: what was ordered is in one order or the other, once, and stays the sale that it was."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from uuid import UUID

import pytest

from domain.kernel.caller import Role
from domain.kernel.errors import DomainError
from domain.kernel.ids import LineId, OrderId
from domain.ordering.chart import Command, LineStatus, OrderStatus
from domain.ordering.dividing import NewLine, merged, split
from domain.ordering.line import Line
from domain.ordering.numbers import MOST_GUESTS, Guests, Quantity
from domain.ordering.order import MOST_LINES, Order, TooManyLines
from domain.ordering.refusals import (
    LineNamedTwice,
    LineUnknown,
    MergedWithItself,
    MoreThanStands,
    NothingStays,
    OrderNotOpen,
)
from tests.domain.ordering.test_chart import LATER, a_line, an_order, void

WAITER = Role.WAITER.acts_as


def ids() -> NewLine:
    numbers = count(100)
    return lambda: LineId(UUID(int=next(numbers)))


def another(*lines: Line) -> Order:
    return replace(an_order(*lines), id=OrderId(UUID(int=7)))


def test_a_part_of_a_line_and_a_whole_one_become_anothers() -> None:
    held, started = a_line(1, LineStatus.HELD, quantity=3), a_line(2, LineStatus.STARTED)
    order = an_order(held, started, a_line(3))
    after, moved = split(order, [(started.id, None), (held.id, Quantity(1))], WAITER, ids())
    assert [(line.here, line.standing, line.status) for line in after.lines] == [
        (2, 2, "held"), (0, 0, "voided"), (2, 2, "sent"),
    ]  # fmt: skip
    assert (after.version, after.total.minor + sum(line.total.minor for line in moved)) == (2, order.total.minor)
    assert [(line.quantity, line.status, line.moved_from, line.sale) for line in moved] == [
        (1, "held", held.id, order.sale), (2, "started", started.id, order.sale),
    ]  # fmt: skip
    assert {line.ordered_at for line in moved} == {order.placed_at}
    assert [line.progress for line in moved] == [held.progress, started.progress]


def test_what_is_elsewhere_is_no_line_of_the_order_any_more() -> None:
    order = an_order(a_line(1), a_line(2))
    after, _ = split(order, [(order.lines[0].id, None)], WAITER, ids())
    assert [line.id for line in after.here] == [order.lines[1].id]
    for step in (
        lambda: after.moved(Command.SERVE, [order.lines[0].id], WAITER, LATER),
        lambda: after.without([(order.lines[0].id, None)], Role.MANAGER.acts_as, void),
        lambda: split(after, [(order.lines[0].id, None)], WAITER, ids()),
    ):
        with pytest.raises(LineUnknown):
            _ = step()
    served = after.moved(Command.SERVE, None, WAITER, LATER)
    assert [line.status for line in served.lines] == ["voided", "served"]


def test_a_void_stays_where_it_was_made_and_the_rest_moves() -> None:
    order = an_order(a_line(1, quantity=3), a_line(2))
    less, _ = order.without([(order.lines[0].id, Quantity(1))], Role.MANAGER.acts_as, void)
    after, (line,) = split(less, [(order.lines[0].id, None)], WAITER, ids())
    assert (line.quantity, line.voided) == (2, 0)
    assert (after.lines[0].here, after.lines[0].voided, after.lines[0].status) == (1, 1, "voided")


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [
        ([(1, 3)], MoreThanStands),
        ([(1, 1), (1, 1)], LineNamedTwice),
        ([(9, 1)], LineUnknown),
        ([(3, None)], MoreThanStands),
        ([(1, None), (2, None)], NothingStays),
        ([(1, 2), (2, 2)], NothingStays),
    ],
)
def test_what_cannot_be_split_off_is_refused(wanted: list[tuple[int, int | None]], refusal: type[DomainError]) -> None:
    order = an_order(a_line(1), a_line(2), a_line(3, LineStatus.VOIDED))
    lines = [(LineId(UUID(int=line)), None if number is None else Quantity(number)) for line, number in wanted]
    with pytest.raises(refusal):
        _ = split(order, lines, WAITER, ids())


def test_merged_the_others_lines_come_over_and_it_is_voided() -> None:
    order = replace(an_order(a_line(1)), guests=Guests(2))
    other = replace(another(a_line(2, LineStatus.READY), a_line(3, LineStatus.VOIDED)), guests=Guests(3))
    after, gone = merged(order, other, WAITER, ids())
    assert [(line.standing, line.status, line.moved_from) for line in after.lines] == [
        (2, "sent", None), (2, "ready", other.lines[0].id),
    ]  # fmt: skip
    assert (after.total.minor, gone.total.minor, gone.status, after.guests) == (400, 0, OrderStatus.VOIDED, 5)
    assert (after.version, gone.version) == (2, 2)
    assert [line.here for line in gone.lines] == [0, 2]
    many = replace(order, guests=Guests(MOST_GUESTS))
    assert merged(many, other, WAITER, ids())[0].guests == MOST_GUESTS
    assert merged(replace(order, guests=None), replace(other, guests=None), WAITER, ids())[0].guests is None


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (lambda order: replace(order, id=OrderId(UUID(int=3))), MergedWithItself),
        (lambda order: replace(order, status=OrderStatus.CLOSED), OrderNotOpen),
        (lambda order: replace(order, lines=order.lines * MOST_LINES), TooManyLines),
    ],
)
def test_what_cannot_be_merged_is_refused(change: Callable[[Order], Order], refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        _ = merged(an_order(a_line(1)), change(another(a_line(2))), WAITER, ids())
