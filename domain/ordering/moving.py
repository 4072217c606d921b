"""What commands make of lines, as the chart says, or why they are refused."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache

from domain.billing.account import Account
from domain.kernel.ids import LineId
from domain.ordering.chart import LINE_COMMANDS, Command, Commands, LineStatus, Move, OrderStatus, Roles
from domain.ordering.line import Line
from domain.ordering.numbers import Course, Quantity
from domain.ordering.refusals import CommandNotAllowed, LinesNotMovable, LineUnknown, OrderNotOpen
from domain.ordering.rights import APPROVABLE, for_courses_only, given, may_give, with_approval
from domain.ordering.ticket import TicketKey, TicketNotFound

_Given = Sequence[tuple[Command, frozenset[LineStatus] | None]]
Named = Sequence[LineId] | None
"""Lines, by what a caller named; None: all to which a command applies."""


def chosen_of(
    lines: Sequence[Line], named: Named, *, course: Course | None = None, ticket: TicketKey | None = None
) -> Sequence[Line]:
    """Return those of an order's lines that are named, or all; only of this course, or of this ticket.

    Raises `LineUnknown` where one is named that is not among them, or not on the ticket, and `TicketNotFound`.
    """
    among = {line.id: line for line in lines if ticket is None or TicketKey.of(line) == ticket}
    if ticket is not None and not among:
        raise TicketNotFound
    for place, line in enumerate(named or ()):
        if line not in among:
            raise LineUnknown(field=("lines", place))
    chosen = among.values() if named is None else [among[line] for line in named]
    return [line for line in chosen if course is None or line.course == course]


def ensure_may_give(command: Command, roles: Roles) -> None:
    """Raise `CommandNotAllowed` where the command is for none of these roles."""
    if not may_give(command, roles):
        raise CommandNotAllowed


def moves_of(
    command: Command, status: OrderStatus, chosen: Collection[Line], roles: Roles, *, are_named: bool
) -> Mapping[LineId, Move]:
    """Return what `command` makes of those of the chosen lines to which it applies; nothing where all is done.

    `status` is that of their order. Where the lines `are_named`, it has to apply to each of them, or to be done. Raises
    `CommandNotAllowed`, `OrderNotOpen` and `LinesNotMovable`.
    """
    ensure_may_give(command, roles)
    rule = LINE_COMMANDS[command]
    moves = {line.id: move for line in chosen if (move := rule.move_from(line.status))}
    stuck = [line for line in chosen if line.id not in moves and line.status not in rule.done]
    is_refused = are_named and bool(stuck)
    if not moves and not is_refused and any(line.status in rule.done for line in chosen):
        return {}
    if status not in rule.orders:
        raise OrderNotOpen.now(status)
    if not moves or is_refused:
        raise LinesNotMovable.by(command, stuck or chosen)
    of_courses = {line.id for line in chosen if line.course is not None}
    if not all(move.is_for(roles, of_a_course=line in of_courses) for line, move in moves.items()):
        raise CommandNotAllowed
    return moves


def allowed(
    status: OrderStatus, here: Sequence[Line], roles: Roles, account: Account, refused: Commands
) -> Mapping[Command, Sequence[LineId]]:
    """Return what somebody with these roles may do to an order in this status, with these lines, as `Order.allowed`."""
    may = _with_reason(_applying(given(roles, status), here), status, account, refused)
    for command in for_courses_only(roles):
        of_courses = {line.id for line in here if line.course is not None}
        if lines := [line for line in may.pop(command, ()) if line in of_courses]:
            may[command] = lines
    return may


def needing_approval(
    status: OrderStatus, here: Sequence[Line], roles: Roles, account: Account, refused: Commands
) -> Mapping[Command, Sequence[LineId]]:
    """Return what somebody with these roles may do with an approval only, as `Order.needing_approval`."""
    return _with_reason(_applying(_given_if_approved(roles, status), here), status, account, refused)


def takes_payments(status: OrderStatus, account: Account) -> bool:
    """Tell whether there may be something to pay: of an order that was closed, only what was given back."""
    return status is OrderStatus.OPEN or bool(account.refunds)


def _with_reason(
    may: dict[Command, Sequence[LineId]], status: OrderStatus, account: Account, refused: Commands
) -> dict[Command, Sequence[LineId]]:
    """Return what is left of `may` without what there is nothing to do it to, and what is refused."""
    if refused:
        may = {command: lines for command, lines in may.items() if command not in refused}
    if not account.discounts:
        _ = may.pop(Command.REMOVE_DISCOUNT, None)
    if not account.payments:
        _ = may.pop(Command.REFUND, None)
    if not takes_payments(status, account):
        _ = may.pop(Command.PAY, None)
    return may


@cache
def _given_if_approved(roles: Roles, status: OrderStatus) -> _Given:
    alone, more = dict(given(roles, status)), list[tuple[Command, frozenset[LineStatus] | None]]()
    for command in APPROVABLE:
        approved = dict(given(with_approval(command, roles), status))
        if command in approved and approved[command] != alone.get(command, frozenset[LineStatus]()):
            sources = approved[command]
            more.append((command, sources and sources - (alone.get(command) or frozenset())))
    return more


def _applying(commands: _Given, here: Sequence[Line]) -> dict[Command, Sequence[LineId]]:
    """Return those of the commands that apply to some lines here, or to the order as a whole, each with these lines."""
    there_are = {line.progress.status for line in here}
    return {
        command: [line.id for line in here if line.progress.status in statuses] if statuses else []
        for command, statuses in commands
        if statuses is None or not statuses.isdisjoint(there_are)
    }


def voiding(quantity: Quantity) -> Callable[[Line], Line]:
    """Return what takes so many off a line, which is voided where none is left."""

    def voided(line: Line) -> Line:
        less = replace(line, voided=line.voided + quantity)
        return less if less.standing else replace(less, progress=replace(line.progress, status=LineStatus.VOIDED))

    return voided
