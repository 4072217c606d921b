"""Lines that move from one order to another: of what was ordered, nothing is lost, and nothing is sold twice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.billing.account import Account
from domain.kernel.ids import LineId
from domain.ordering.chart import ORDER_COMMANDS, Command, LineStatus, OrderStatus, Roles
from domain.ordering.line import Line
from domain.ordering.moving import chosen_of, ensure_may_give
from domain.ordering.numbers import MOST_GUESTS, Guests, Quantity
from domain.ordering.order import Order
from domain.ordering.refusals import (
    LineNamedTwice,
    MergedWithItself,
    MoreThanStands,
    NothingStays,
    OrderNotOpen,
)
from domain.ordering.settling import covered
from domain.ordering.unsettled import DiscountsInTheWay, PaymentsInTheWay


@dataclass(frozen=True, slots=True)
class Divided:
    """An order, and the one that was split off it."""

    order: Order
    new_order: Order


NewLine = Callable[[], LineId]
"""Makes the id of a line."""


def split(
    order: Order, wanted: Sequence[tuple[LineId, Quantity | None]], roles: Roles, line_id: NewLine
) -> tuple[Order, tuple[Line, ...]]:
    """Return the order without so many of these lines, and the lines of another that has them, in the kitchen's state.

    Without a quantity that is all that stands of a line. Raises `CommandNotAllowed`, `LineUnknown`, `LineNamedTwice`,
    `OrderNotOpen`, `MoreThanStands`, `DiscountsInTheWay`, `OverPaid`, and `NothingStays` where that would be all of the
    order.
    """
    _ensure(Command.SPLIT, roles, order)
    if len({line for line, _ in wanted}) < len(wanted):
        raise LineNamedTwice
    moving = dict[LineId, Quantity]()
    lines = chosen_of(order.here, [line for line, _ in wanted])
    for place, (line, (_, quantity)) in enumerate(zip(lines, wanted, strict=True)):
        if not line.standing or (quantity or 0) > line.standing:
            raise MoreThanStands.of(line, quantity or Quantity(1), place)
        moving[line.id] = quantity or Quantity(line.standing)
    if sum(moving.values()) == sum(line.standing for line in order.lines):
        raise NothingStays
    if any(
        given.discount.lines is None or not given.discount.lines.isdisjoint(moving) for given in order.account.discounts
    ):
        raise DiscountsInTheWay
    return covered(_without(order, moving)), _moved(order, moving, line_id)


def merged(order: Order, other: Order, roles: Roles, line_id: NewLine) -> tuple[Order, Order]:
    """Return the order with what stands of the other at its end, and its guests; and the other, voided.

    Rounds of the other follow its own: no ticket has more on it than the kitchen has seen. What was said by hand of
    service stays said: of the order itself, or else of the other.

    Raises `CommandNotAllowed`, `MergedWithItself`, `OrderNotOpen`, `DiscountsInTheWay`, `PaymentsInTheWay` and
    `TooManyLines`.
    """
    if order.id == other.id:
        raise MergedWithItself(field=("order",))
    _ensure(Command.MERGE, roles, order, other)
    if other.account.discounts:
        raise DiscountsInTheWay
    if other.account.payments:
        raise PaymentsInTheWay
    moving = {line.id: Quantity(line.standing) for line in other.lines if line.standing}
    guests = min((order.guests or 0) + (other.guests or 0), MOST_GUESTS)
    after = replace(
        order,
        version=order.version + 1,
        lines=(*order.lines, *(_after(order.next_round - 1, line) for line in _moved(other, moving, line_id))),
        guests=Guests(guests) if guests else None,
        account=_served_by_hand(order.account, other.account),
    )
    return after, replace(_without(other, moving), status=OrderStatus.VOIDED)


def _served_by_hand(account: Account, other: Account) -> Account:
    if account.service_by_hand or not other.service_by_hand:
        return account
    return replace(account, service=other.service, service_by_hand=True)


def _ensure(command: Command, roles: Roles, *orders: Order) -> None:
    ensure_may_give(command, roles)
    for order in orders:
        if order.status is not ORDER_COMMANDS[command].source:
            raise OrderNotOpen.now(order.status)


def _without(order: Order, moving: Mapping[LineId, Quantity]) -> Order:
    lines = tuple(_less(line, moving[line.id]) if line.id in moving else line for line in order.lines)
    return replace(order, version=order.version + 1, lines=lines)


def _less(line: Line, quantity: Quantity) -> Line:
    less = replace(line, moved=line.moved + quantity)
    # Nothing of it is on a board any more.
    return less if less.standing else replace(less, progress=replace(line.progress, status=LineStatus.VOIDED))


def _after(rounds: int, line: Line) -> Line:
    number = line.progress.round
    return line if number is None else replace(line, progress=replace(line.progress, round=rounds + number))


def _moved(order: Order, moving: Mapping[LineId, Quantity], line_id: NewLine) -> tuple[Line, ...]:
    return tuple(
        replace(
            line,
            id=line_id(),
            quantity=moving[line.id],
            voided=0,
            moved=0,
            moved_from=line.id,
            ordered_at=line.ordered_at or order.placed_at,
            sale=order.sale_of(line),
        )
        for line in order.lines
        if line.id in moving
    )
