"""The chart: every command, given by every role, to lines in every status of orders in every status."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Final
from uuid import UUID

import pytest

from domain.kernel.caller import Role
from domain.kernel.errors import DomainError
from domain.kernel.ids import LineId, OrderId, ProductId, VoidId, WaiterId
from domain.kernel.money import Price
from domain.kernel.names import Name, Note
from domain.ordering.chart import BILL_COMMANDS, LINE_COMMANDS, ORDER_COMMANDS, Command, LineStatus, OrderStatus, Roles
from domain.ordering.dividing import merged, split
from domain.ordering.heading import headed
from domain.ordering.line import Line, Progress, Void
from domain.ordering.numbers import Course, Guests, Quantity
from domain.ordering.order import Order
from domain.ordering.refusals import (
    CommandNotAllowed,
    LineNamedTwice,
    LinesNotMovable,
    LineUnknown,
    MoreThanStands,
    OrderNotOpen,
)
from domain.ordering.rights import APPROVABLE, with_approval

NOON: Final = datetime(2026, 5, 1, 12, tzinfo=UTC)
LATER: Final = NOON + timedelta(minutes=5)
ANN: Final = WaiterId(UUID(int=4))

MOVES: Final = """
    fire    held     sent     waiter kitchen* manager
    start   sent     started  kitchen manager
    ready   sent     ready    kitchen manager
    ready   started  ready    kitchen manager
    recall  ready    started  waiter kitchen manager
    recall  served   ready    waiter kitchen manager
    serve   sent     served   waiter kitchen manager
    serve   started  served   waiter kitchen manager
    serve   ready    served   waiter kitchen manager
    void    held     voided   waiter manager
    void    sent     voided   manager
    void    started  voided   manager
    void    ready    voided   manager
    void    served   voided   manager
"""
"""What is specified, beside what the program has as data: command, from, to, by whom; with a star, for a course."""
APPROVED: Final = {"void": {"waiter"}, "reopen": {"waiter"}, "discount": {"waiter"}, "refund": {"waiter"}}
"""Who may do as a manager what a manager approved."""
DONE: Final = """
    fire    sent started ready served
    start   started ready served
    ready   ready served
    recall  started
    serve   served
    void    voided
"""
SPECIFIED: Final = {(words[0], words[1]): (words[2], {*words[3:]}) for words in map(str.split, MOVES.split("\n")[1:-1])}
FOUND_DONE: Final = {words[0]: {*words[1:]} for words in map(str.split, DONE.split("\n")[1:-1])}
BY: Final = {
    command: {who.rstrip("*") for (each, _), (_, by) in SPECIFIED.items() if each == command for who in by}
    for command in FOUND_DONE
}


def a_line(number: int, status: LineStatus = LineStatus.SENT, *, quantity: int = 2, course: int | None = None) -> Line:
    voided = quantity if status is LineStatus.VOIDED else 0
    in_round = None if status is LineStatus.HELD else 1
    return Line(
        id=LineId(UUID(int=number)),
        product=ProductId(UUID(int=2)),
        product_name=Name("Coffee"),
        quantity=Quantity(quantity),
        unit_price=Price(100),
        course=None if course is None else Course(course),
        progress=Progress(status=status, round=in_round),
        voided=voided,
    )


def an_order(*lines: Line, status: OrderStatus = OrderStatus.OPEN) -> Order:
    return Order(
        id=OrderId(UUID(int=3)),
        waiter=ANN,
        customer=Name("Ana"),
        placed_at=NOON,
        business_date=date(2026, 5, 1),
        local_hour=12,
        lines=lines,
        status=status,
    )


def void(line: LineId, quantity: Quantity) -> Void:
    return Void(id=VoidId(UUID(int=9)), line=line, quantity=quantity, reason=Note("spilt"), by=ANN, at=LATER)


def give(command: Command, order: Order, roles: Roles, named: list[LineId] | None) -> Order:
    if command is Command.VOID:
        wanted = None if named is None else [(line, None) for line in named]
        return order.without(wanted, roles, void)[0]
    return order.moved(command, named, roles, LATER)


def acting(command: Command, role: Role, *, approved: bool) -> tuple[Roles, Role]:
    """Return in which roles somebody gives a command, and as who that is: as a manager, where one approved it."""
    roles = with_approval(command, role.acts_as) if approved else role.acts_as
    return roles, Role.MANAGER if approved and role.value in APPROVED.get(command, set()) else role


@pytest.mark.parametrize("course", [None, 2], ids=["at once", "of a course"])
@pytest.mark.parametrize("approved", [True, False], ids=["approved", "alone"])
@pytest.mark.parametrize("named", [True, False], ids=["named", "all"])
@pytest.mark.parametrize(
    ("command", "status", "of_order", "role"),
    [*product(LINE_COMMANDS, LineStatus, OrderStatus, Role)],
)
def test_a_command_to_a_line_does_what_the_chart_says_or_is_refused_by_the_one_problem(
    command: Command,
    status: LineStatus,
    of_order: OrderStatus,
    role: Role,
    *,
    named: bool,
    approved: bool,
    course: int | None,
) -> None:
    roles, role = acting(command, role, approved=approved)
    line = a_line(1, status, course=course)
    order = an_order(line, status=of_order)

    def given() -> Order:
        return give(command, order, roles, [line.id] if named else None)

    target, by = SPECIFIED.get((command, status), ("", set[str]()))
    may_at_all = role in BY[command]
    in_time = of_order is OrderStatus.OPEN or command is not Command.VOID
    expected: type[DomainError] | None = None
    if not may_at_all:
        expected = CommandNotAllowed
    elif status in FOUND_DONE[command]:
        assert given() is order
        return
    elif not in_time:
        expected = OrderNotOpen
    elif not target:
        expected = LinesNotMovable
    elif role not in by and not (course and f"{role}*" in by):
        expected = CommandNotAllowed

    allowed = order.allowed(roles).get(command)
    if expected is None:
        after = given()
        assert after.lines[0].status == target
        assert after.version == order.version + 1
        assert allowed == [line.id]
    else:
        with pytest.raises(expected):
            _ = given()
        assert allowed is None


@pytest.mark.parametrize("approved", [True, False], ids=["approved", "alone"])
@pytest.mark.parametrize(("command", "of_order", "role"), [*product(ORDER_COMMANDS, OrderStatus, Role)])
def test_a_command_to_an_order_does_what_the_chart_says_or_is_refused(
    command: Command, of_order: OrderStatus, role: Role, *, approved: bool
) -> None:
    roles, role = acting(command, role, approved=approved)
    order, more = an_order(a_line(1), status=of_order), a_line(2)
    may = {
        Command.ADD: {Role.WAITER, Role.MANAGER},
        Command.CHANGE: {Role.WAITER, Role.MANAGER},
        Command.CLOSE: {Role.WAITER, Role.MANAGER},
        Command.SPLIT: {Role.WAITER, Role.MANAGER},
        Command.MERGE: {Role.WAITER, Role.MANAGER},
        Command.REOPEN: {Role.MANAGER},
    }
    source, target = {
        Command.ADD: (OrderStatus.OPEN, OrderStatus.OPEN),
        Command.CHANGE: (OrderStatus.OPEN, OrderStatus.OPEN),
        Command.SPLIT: (OrderStatus.OPEN, OrderStatus.OPEN),
        Command.MERGE: (OrderStatus.OPEN, OrderStatus.OPEN),
        Command.CLOSE: (OrderStatus.OPEN, OrderStatus.CLOSED),
        Command.REOPEN: (OrderStatus.CLOSED, OrderStatus.OPEN),
    }[command]

    def given() -> Order:
        if command is Command.ADD:
            return order.with_more([more], roles)
        if command is Command.CHANGE:
            return headed(order, roles, guests=Guests(3))
        if command is Command.SPLIT:
            return split(order, [(order.lines[0].id, Quantity(1))], roles, lambda: more.id)[0]
        if command is Command.MERGE:
            return merged(
                order, replace(order, id=OrderId(UUID(int=8)), status=OrderStatus.OPEN), roles, lambda: more.id
            )[0]
        return order.settled(command, roles, LATER)

    assert (command in order.allowed(roles)) is (role in may[command] and of_order is source)
    if role not in may[command]:
        with pytest.raises(CommandNotAllowed):
            _ = given()
    elif of_order is source:
        after = given()
        assert (after.status, after.version) == (target, order.version + 1)
        assert len(after.lines) == (2 if command in {Command.ADD, Command.MERGE} else 1)
        assert after.closed_at == (LATER if target is OrderStatus.CLOSED else None)
    elif source is not target and of_order is target:
        assert given() is order
    else:
        with pytest.raises(OrderNotOpen, match=f"The order is {of_order}"):
            _ = given()


@pytest.mark.parametrize(
    ("command", "status", "of_order", "role"),
    [*product([each for each in APPROVABLE if each not in BILL_COMMANDS], LineStatus, OrderStatus, Role)],
)
def test_what_needs_an_approval_is_what_is_refused_without_one_and_done_with_it(
    command: Command, status: LineStatus, of_order: OrderStatus, role: Role
) -> None:
    order = an_order(a_line(1, status), status=of_order)

    def is_done(roles: Roles) -> bool:
        try:
            given = give if command in LINE_COMMANDS else lambda *_: order.settled(command, roles, LATER)
            return given(command, order, roles, None) is not order
        except DomainError:
            return False

    needs = is_done(with_approval(command, role.acts_as)) and not is_done(role.acts_as)
    lines = [order.lines[0].id] if command in LINE_COMMANDS else []
    assert order.needing_approval(role.acts_as).get(command) == (lines if needs else None)


def test_the_chart_has_no_other_moves() -> None:
    assert {*APPROVABLE} == APPROVED.keys()
    moves = {
        (command, move.source): (move.target, move.by) for command, rule in LINE_COMMANDS.items() for move in rule.moves
    }
    assert {key: value[0] for key, value in moves.items()} == {key: value[0] for key, value in SPECIFIED.items()}


def test_all_that_can_be_is_moved_and_what_is_done_is_left() -> None:
    held, sent, served = a_line(1, LineStatus.HELD), a_line(2), a_line(3, LineStatus.SERVED)
    order = an_order(held, sent, served)
    fired = order.moved(Command.FIRE, None, Role.WAITER.acts_as, LATER)
    assert [line.status for line in fired.lines] == ["sent", "sent", "served"]
    assert fired.lines[0].progress == Progress(round=2, sent_at=LATER)
    assert fired.lines[1:] == order.lines[1:]
    again = fired.moved(Command.FIRE, [held.id, sent.id], Role.WAITER.acts_as, LATER)
    assert again is fired


def test_lines_that_are_named_and_cannot_be_moved_are_named_and_none_is_moved() -> None:
    order = an_order(a_line(1, LineStatus.HELD), a_line(2), a_line(3, LineStatus.VOIDED))
    with pytest.raises(LinesNotMovable) as refused:
        _ = order.moved(Command.SERVE, [line.id for line in order.lines], Role.WAITER.acts_as, LATER)
    held, _, voided = order.lines
    assert str(refused.value) == f"Not to serve: Coffee ({held.id}) is held, Coffee ({voided.id}) is voided"


def test_a_course_is_fired_together() -> None:
    order = an_order(*(a_line(n, LineStatus.HELD, course=n % 2 + 1) for n in range(4)))
    fired = order.moved(Command.FIRE, None, Role.KITCHEN.acts_as, LATER, course=Course(2))
    assert [line.status for line in fired.lines] == ["held", "sent", "held", "sent"]
    with pytest.raises(LinesNotMovable, match="no line is of this course"):
        _ = order.moved(Command.FIRE, None, Role.KITCHEN.acts_as, LATER, course=Course(3))


def test_unknown_lines_are_told_by_their_place() -> None:
    order = an_order(a_line(1))
    for give_it in (
        lambda: order.moved(Command.SERVE, [LineId(UUID(int=1)), LineId(UUID(int=7))], Role.WAITER.acts_as, LATER),
        lambda: order.without([(LineId(UUID(int=1)), None), (LineId(UUID(int=7)), None)], Role.MANAGER.acts_as, void),
    ):
        with pytest.raises(LineUnknown) as refused:
            _ = give_it()
        assert refused.value.field == ("lines", 1)


def test_a_part_is_voided_and_the_rest_stands() -> None:
    order = an_order(a_line(1, quantity=3), a_line(2))
    after, voids = order.without([(LineId(UUID(int=1)), Quantity(2))], Role.MANAGER.acts_as, void)
    assert (after.lines[0].standing, after.lines[0].status, after.lines[0].quantity) == (1, "sent", 3)
    assert (after.total.minor, order.total.minor) == (300, 500)
    assert [(each.line, each.quantity) for each in voids] == [(LineId(UUID(int=1)), 2)]
    assert after.status is OrderStatus.OPEN
    with pytest.raises(MoreThanStands, match="1 are left, not 2"):
        _ = after.without([(LineId(UUID(int=1)), Quantity(2))], Role.MANAGER.acts_as, void)
    with pytest.raises(LineNamedTwice):
        _ = after.without([(LineId(UUID(int=1)), None)] * 2, Role.MANAGER.acts_as, void)


def test_an_order_of_which_nothing_is_left_is_voided_and_stays_so() -> None:
    order = an_order(a_line(1, quantity=3), a_line(2))
    after, voids = order.without(None, Role.MANAGER.acts_as, void)
    assert (after.status, after.total.minor, [each.quantity for each in voids]) == (OrderStatus.VOIDED, 0, [3, 2])
    assert after.without(None, Role.MANAGER.acts_as, void) == (after, [])
    with pytest.raises(OrderNotOpen):
        _ = after.with_more([a_line(5)], Role.WAITER.acts_as)


def test_a_waiter_who_may_not_void_all_of_it_voids_nothing() -> None:
    order = an_order(a_line(1, LineStatus.HELD), a_line(2))
    with pytest.raises(CommandNotAllowed):
        _ = order.without(None, Role.WAITER.acts_as, void)
    after, _ = order.without([(order.lines[0].id, None)], Role.WAITER.acts_as, void)
    assert [line.status for line in after.lines] == ["voided", "sent"]


def test_times_are_of_the_way_that_was_taken() -> None:
    order = an_order(a_line(1))
    kitchen = Role.KITCHEN.acts_as

    def at(minutes: int, command: Command, of: Order) -> Order:
        return of.moved(command, None, kitchen, NOON + timedelta(minutes=minutes))

    ready = at(2, Command.READY, at(1, Command.START, order))
    back = at(3, Command.RECALL, ready)
    assert (back.lines[0].status, back.lines[0].progress.ready_at) == (LineStatus.STARTED, None)
    served = at(5, Command.SERVE, at(4, Command.READY, back))
    progress = served.lines[0].progress
    assert (progress.started_at, progress.ready_at, progress.served_at) == (
        NOON + timedelta(minutes=1),
        NOON + timedelta(minutes=4),
        NOON + timedelta(minutes=5),
    )
    again = at(6, Command.RECALL, served).lines[0].progress
    assert again == replace(progress, status=LineStatus.READY, served_at=None)
