"""The chart of an order's life, as data: which command makes what of what, and who may give it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
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
    DISCOUNT = "discount"
    REMOVE_DISCOUNT = "remove_discount"
    SERVICE_CHARGE = "service_charge"
    PAY = "pay"
    REFUND = "refund"


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


@dataclass(frozen=True, slots=True)
class BillCommand:
    """A command to an order's bill, in one of these statuses of the order.

    With the approval of `approvers` a waiter may give it as they may.
    """

    orders: frozenset[OrderStatus]
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

BILL_COMMANDS: Final[Mapping[Command, BillCommand]] = {
    Command.DISCOUNT: BillCommand(_OPEN, _FLOOR, approvers=_OFFICE),
    Command.REMOVE_DISCOUNT: BillCommand(_OPEN, _FLOOR),
    Command.SERVICE_CHARGE: BillCommand(_OPEN, _FLOOR),
    Command.PAY: BillCommand(_OPEN | {OrderStatus.CLOSED}, _FLOOR),
    Command.REFUND: BillCommand(_OPEN | {OrderStatus.CLOSED}, _OFFICE, approvers=_OFFICE),
}
"""Of a discount, waiters may give so much alone, and the rest with an approval.

What was given back of a closed order can be paid again.
"""

Commands = frozenset[Command]
NO_COMMANDS: Final = Commands()
CHARGING: Final = Commands(
    {
        Command.ADD,
        Command.VOID,
        Command.REOPEN,
        Command.SPLIT,
        Command.MERGE,
        Command.DISCOUNT,
        Command.REMOVE_DISCOUNT,
        Command.SERVICE_CHARGE,
    }
)
"""What changes what an order comes to, and so is refused once its day is closed."""
ON_ITS_DAY: Final = Commands({Command.REOPEN})
"""What is refused once the day of the order is over."""
