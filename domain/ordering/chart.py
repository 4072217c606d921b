"""The chart of an order's life, as data: which command makes what of what, and who may give it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from domain.kernel.caller import Role


class OrderStatus(StrEnum):
    """How far the bill of an order is."""

    OPEN = "open"
    CLOSED = "closed"
    VOIDED = "voided"


class LineStatus(StrEnum):
    """How far the kitchen and the waiter are with a line."""

    HELD = "held"
    SENT = "sent"
    STARTED = "started"
    READY = "ready"
    SERVED = "served"
    VOIDED = "voided"


class Command(StrEnum):
    """What can be done to an order once it is placed."""

    ADD = "add"
    FIRE = "fire"
    START = "start"
    READY = "ready"
    RECALL = "recall"
    SERVE = "serve"
    VOID = "void"
    CHANGE = "change"
    CLOSE = "close"
    REOPEN = "reopen"
    SPLIT = "split"
    MERGE = "merge"


Roles = frozenset[Role]

_FLOOR: Final = frozenset({Role.WAITER})
_KITCHEN: Final = frozenset({Role.KITCHEN})
_BOTH: Final = _FLOOR | _KITCHEN
_OFFICE: Final = frozenset({Role.MANAGER})


@dataclass(frozen=True, slots=True)
class Move:
    """What a command makes of a line in one status, and who may give it for such a line, or for one of a course."""

    source: LineStatus
    target: LineStatus
    by: Roles
    of_courses: Roles = frozenset()

    def is_for(self, roles: Roles, *, of_a_course: bool) -> bool:
        """Tell whether somebody with these roles may have it made of such a line, which is of a course or of none."""
        return not self.by.isdisjoint(roles) or (of_a_course and not self.of_courses.isdisjoint(roles))


@dataclass(frozen=True, slots=True)
class LineCommand:
    """A command to lines.

    A line whose status is `done` is left as it is: what was asked for has been done. `orders` are the statuses of the
    order in which the command may be given. With the approval of `approvers` a waiter may give it as they may.
    """

    moves: tuple[Move, ...]
    done: frozenset[LineStatus]
    orders: frozenset[OrderStatus]
    approvers: Roles = frozenset()

    @property
    def by(self) -> Roles:
        """Return who may give it for some line."""
        return frozenset[Role]().union(*(move.by | move.of_courses for move in self.moves))

    def move_from(self, status: LineStatus) -> Move | None:
        """Return what becomes of a line in this status; None: nothing."""
        return next((move for move in self.moves if move.source is status), None)


@dataclass(frozen=True, slots=True)
class OrderCommand:
    """A command to the order as a whole: from one status of it to another, which is left as it is where it is so.

    With the approval of `approvers` a waiter may give it as they may.
    """

    source: OrderStatus
    target: OrderStatus
    by: Roles
    approvers: Roles = frozenset()


def _moves(by: Roles, targets: Mapping[LineStatus, LineStatus]) -> tuple[Move, ...]:
    return tuple(Move(source, target, by) for source, target in targets.items())


_ANY: Final = frozenset(OrderStatus)
_OPEN: Final = frozenset({OrderStatus.OPEN})
_HELD, _SENT, _STARTED, _READY, _SERVED, _VOIDED = LineStatus

LINE_COMMANDS: Final[Mapping[Command, LineCommand]] = {
    Command.FIRE: LineCommand(
        (Move(_HELD, _SENT, _FLOOR, of_courses=_KITCHEN),), frozenset({_SENT, _STARTED, _READY, _SERVED}), _ANY
    ),
    Command.START: LineCommand(_moves(_KITCHEN, {_SENT: _STARTED}), frozenset({_STARTED, _READY, _SERVED}), _ANY),
    Command.READY: LineCommand(_moves(_KITCHEN, {_SENT: _READY, _STARTED: _READY}), frozenset({_READY, _SERVED}), _ANY),
    Command.RECALL: LineCommand(_moves(_BOTH, {_READY: _STARTED, _SERVED: _READY}), frozenset({_STARTED}), _ANY),
    Command.SERVE: LineCommand(
        _moves(_BOTH, {_SENT: _SERVED, _STARTED: _SERVED, _READY: _SERVED}), frozenset({_SERVED}), _ANY
    ),
    Command.VOID: LineCommand(
        (
            *_moves(_FLOOR, {_HELD: _VOIDED}),
            *_moves(_OFFICE, {_SENT: _VOIDED, _STARTED: _VOIDED, _READY: _VOIDED, _SERVED: _VOIDED}),
        ),
        frozenset({_VOIDED}),
        _OPEN,
        approvers=_OFFICE,
    ),
}
"""Of a line that is voided, `_VOIDED` is what it becomes once nothing of its quantity is left."""

ORDER_COMMANDS: Final[Mapping[Command, OrderCommand]] = {
    Command.ADD: OrderCommand(OrderStatus.OPEN, OrderStatus.OPEN, _FLOOR),
    Command.CHANGE: OrderCommand(OrderStatus.OPEN, OrderStatus.OPEN, _FLOOR),
    Command.CLOSE: OrderCommand(OrderStatus.OPEN, OrderStatus.CLOSED, _FLOOR),
    Command.REOPEN: OrderCommand(OrderStatus.CLOSED, OrderStatus.OPEN, _OFFICE, approvers=_OFFICE),
    Command.SPLIT: OrderCommand(OrderStatus.OPEN, OrderStatus.OPEN, _FLOOR),
    Command.MERGE: OrderCommand(OrderStatus.OPEN, OrderStatus.OPEN, _FLOOR),
}


_RULES: Final[Mapping[Command, LineCommand | OrderCommand]] = {**LINE_COMMANDS, **ORDER_COMMANDS}
APPROVABLE: Final = tuple(command for command in Command if _RULES[command].approvers)
"""What a waiter may do with an approval."""


def may_give(command: Command, roles: Collection[Role]) -> bool:
    """Tell whether somebody with these roles may give the command at all."""
    return not _RULES[command].by.isdisjoint(roles)


def with_approval(command: Command, roles: Roles) -> Roles:
    """Return as who somebody with these roles may give the command once it is approved: waiters as who approved it."""
    return roles | _RULES[command].approvers if Role.WAITER in roles else roles


@cache
def given(roles: Roles, status: OrderStatus) -> Sequence[tuple[Command, frozenset[LineStatus] | None]]:
    """Return what somebody with these roles may do to an order in this status, each with those of lines it applies to.

    None is for what is done to the order as a whole.
    """
    of_order = [
        (command, None)
        for command, rule in ORDER_COMMANDS.items()
        if rule.source is status and not rule.by.isdisjoint(roles)
    ]
    of_lines = [
        (command, frozenset(move.source for move in rule.moves if move.is_for(roles, of_a_course=True)))
        for command, rule in LINE_COMMANDS.items()
        if status in rule.orders
    ]
    return [*of_order, *((command, sources) for command, sources in of_lines if sources)]


@cache
def for_courses_only(roles: Roles) -> Sequence[Command]:
    """Return what somebody with these roles may do to lines of courses, and to no others."""
    return [
        command
        for command, rule in LINE_COMMANDS.items()
        if not rule.by.isdisjoint(roles) and not any(move.is_for(roles, of_a_course=False) for move in rule.moves)
    ]
