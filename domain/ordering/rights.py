"""Who may give which command to an order, as its chart says."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Final

from domain.kernel.caller import Role
from domain.ordering.chart import (
    BILL_COMMANDS,
    LINE_COMMANDS,
    ORDER_COMMANDS,
    BillCommand,
    Command,
    LineCommand,
    LineStatus,
    OrderCommand,
    OrderStatus,
    Roles,
)

_RULES: Final[Mapping[Command, LineCommand | OrderCommand | BillCommand]] = {
    **LINE_COMMANDS,
    **ORDER_COMMANDS,
    **BILL_COMMANDS,
}
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

    None is for what is done to the order as a whole, or to its bill.
    """
    of_order = [
        (command, None)
        for command, rule in ORDER_COMMANDS.items()
        if rule.source is status and not rule.by.isdisjoint(roles)
    ]
    of_bill = [
        (command, None)
        for command, rule in BILL_COMMANDS.items()
        if status in rule.orders and not rule.by.isdisjoint(roles)
    ]
    of_lines = [
        (command, frozenset(move.source for move in rule.moves if move.is_for(roles, of_a_course=True)))
        for command, rule in LINE_COMMANDS.items()
        if status in rule.orders
    ]
    return [*of_order, *of_bill, *((command, sources) for command, sources in of_lines if sources)]


@cache
def for_courses_only(roles: Roles) -> Sequence[Command]:
    """Return what somebody with these roles may do to lines of courses, and to no others."""
    return [
        command
        for command, rule in LINE_COMMANDS.items()
        if not rule.by.isdisjoint(roles) and not any(move.is_for(roles, of_a_course=False) for move in rule.moves)
    ]
