"""What one customer asked one waiter for, and what became of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from domain.billing.account import NO_ACCOUNT, Account
from domain.kernel.errors import Invalid, NotFound
from domain.kernel.ids import LineId, OrderId, TableId, WaiterId
from domain.kernel.money import Money
from domain.kernel.names import Name, Note
from domain.ordering.chart import NO_COMMANDS, ORDER_COMMANDS, Command, Commands, OrderStatus, Roles
from domain.ordering.line import Line, Sale, Void
from domain.ordering.moving import Named, allowed, chosen_of, ensure_may_give, moves_of, needing_approval, voiding
from domain.ordering.numbers import Course, Guests, Quantity
from domain.ordering.refusals import (
    LineNamedTwice,
    MoreThanStands,
    OrderNotOpen,
)
from domain.ordering.ticket import TicketKey

MOST_LINES: Final = 200


class OrderNotFound(NotFound):
    """No such order, or none that the caller may see."""

    says = "Order not found"


class EmptyOrder(Invalid):
    """An order of nothing."""

    says = "At least one product is required"


class TooManyLines(Invalid):
    """More lines than one order takes."""

    says = f"An order has at most {MOST_LINES} lines"


Voiding = Callable[[LineId, Quantity], Void]
"""Makes the void of so many of a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What one customer asked for. Never changes: each step in its life returns the order that follows.

    `local_hour` is what the restaurant's clocks showed when it was placed, 0 to 23. `received_at` is when it came in,
    where that was later. `version` grows by one with each step that changed something; a step that found all done
    returns the order itself.
    """

    id: OrderId
    waiter: WaiterId
    customer: Name
    placed_at: datetime
    business_date: date
    local_hour: int
    lines: tuple[Line, ...]
    version: int = 1
    status: OrderStatus = OrderStatus.OPEN
    number: int | None = None
    table: TableId | None = None
    guests: Guests | None = None
    note: Note | None = None
    closed_at: datetime | None = None
    account: Account = NO_ACCOUNT
    received_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse an order of nothing, or of too much."""
        if not self.lines:
            raise EmptyOrder
        if len(self.lines) > MOST_LINES:
            raise TooManyLines

    @property
    def total(self) -> Money:
        """What the lines add up to."""
        return Money(sum(line.unit_price.minor * line.standing for line in self.lines))

    @property
    def came_at(self) -> datetime:
        """When it came in: its id is of then."""
        return self.received_at or self.placed_at

    @property
    def next_round(self) -> int:
        """The number of what is sent to the kitchen next."""
        return 1 + max((line.progress.round or 0 for line in self.lines), default=0)

    def line(self, line_id: LineId) -> Line:
        """Return the line with this id, which the order has."""
        return next(line for line in self.lines if line.id == line_id)

    @property
    def sale(self) -> Sale:
        """Whose the order is, and the day and hour it counts for."""
        return Sale(self.waiter, self.business_date, self.local_hour)

    def sale_of(self, line: Line) -> Sale:
        """Return whose sale a line of the order is, and the day and hour it counts for."""
        return line.sale or self.sale

    def with_more(self, lines: Sequence[Line], roles: Roles) -> "Order":
        """Return the order with these lines at its end. Raises `CommandNotAllowed`, `OrderNotOpen`, `TooManyLines`."""
        ensure_may_give(Command.ADD, roles)
        if self.status is not ORDER_COMMANDS[Command.ADD].source:
            raise OrderNotOpen.now(self.status)
        return self._next(lines=(*self.lines, *lines))

    def moved(
        self,
        command: Command,
        named: Named,
        roles: Roles,
        at: datetime,
        *,
        course: Course | None = None,
        ticket: TicketKey | None = None,
    ) -> "Order":
        """Return the order with its lines, or those named, moved along by `command`; only of this course, or ticket.

        Raises `CommandNotAllowed`, `LineUnknown`, `OrderNotOpen`, `LinesNotMovable` and `TicketNotFound`.
        """
        chosen = chosen_of(self.here, named, course=course, ticket=ticket)
        moves = moves_of(command, self.status, chosen, roles, are_named=named is not None)
        sent = self.next_round
        return self._with_lines(
            {
                id_: lambda line, move=move: replace(line, progress=line.progress.to(move.target, at, in_round=sent))
                for id_, move in moves.items()
            }
        )

    def without(
        self, wanted: Sequence[tuple[LineId, Quantity | None]] | None, roles: Roles, void: Voiding
    ) -> tuple["Order", Sequence[Void]]:
        """Return the order after so many of these lines are taken back, and what `void` made of each of them.

        Without a quantity that is all that stands of a line, and of the order where nothing is named. An order of which
        nothing is left is voided. Raises `CommandNotAllowed`, `LineUnknown`, `LineNamedTwice`, `OrderNotOpen`, and
        `MoreThanStands`.
        """
        ensure_may_give(Command.VOID, roles)
        named = [line.id for line in self.lines if line.standing] if wanted is None else [line for line, _ in wanted]
        quantities = [None] * len(named) if wanted is None else [quantity for _, quantity in wanted]
        if len({*named}) < len(named):
            raise LineNamedTwice
        lines = chosen_of(self.here, named)
        moves = moves_of(Command.VOID, self.status, lines or self.here, roles, are_named=True)
        for place, (line, quantity) in enumerate(zip(lines, quantities, strict=True)):
            if quantity is not None and quantity > line.standing:
                raise MoreThanStands.of(line, quantity, place)
        taken = {
            line.id: quantity or Quantity(line.standing)
            for line, quantity in zip(lines, quantities, strict=True)
            if line.id in moves
        }
        after = self._with_lines({line: voiding(quantity) for line, quantity in taken.items()})
        if after is not self and not any(line.standing for line in after.lines):
            after = replace(after, status=OrderStatus.VOIDED)
        return after, [void(line, quantity) for line, quantity in taken.items()]

    def settled(self, command: Command, roles: Roles, at: datetime) -> "Order":
        """Return the order closed or reopened, as `command` says. Raises `CommandNotAllowed` and `OrderNotOpen`."""
        ensure_may_give(command, roles)
        rule = ORDER_COMMANDS[command]
        if self.status is rule.target:
            return self
        if self.status is not rule.source:
            raise OrderNotOpen.now(self.status)
        return self._next(status=rule.target, closed_at=at if rule.target is OrderStatus.CLOSED else None)

    def allowed(self, roles: Roles, *, refused: Commands = NO_COMMANDS) -> Mapping[Command, Sequence[LineId]]:
        """Return what somebody with these roles may do to the order now, each with its lines, but what is `refused`."""
        return allowed(self.status, self.here, roles, self.account, refused)

    def needing_approval(self, roles: Roles, *, refused: Commands = NO_COMMANDS) -> Mapping[Command, Sequence[LineId]]:
        """Return what somebody with these roles may do to the order now with an approval only, as `allowed`."""
        return needing_approval(self.status, self.here, roles, self.account, refused)

    @property
    def here(self) -> Sequence[Line]:
        """The lines of which something was not moved to another order."""
        return [line for line in self.lines if line.here]

    def _with_lines(self, changed: Mapping[LineId, Callable[[Line], Line]]) -> "Order":
        if not changed:
            return self
        return self._next(lines=tuple(changed[line.id](line) if line.id in changed else line for line in self.lines))

    def _next(self, **changes: object) -> "Order":
        return replace(self, version=self.version + 1, **changes)
