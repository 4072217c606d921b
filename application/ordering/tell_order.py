"""Tell what became of an order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Final

from application.kernel.events import EventType, News, Outbox
from application.kernel.ids import Ids
from application.kernel.unit_of_work import Change
from application.ordering.told import told_of
from domain.kernel.ids import StationId, WaiterId
from domain.kernel.money import Currency
from domain.kernel.names import Note
from domain.ordering.chart import Command
from domain.ordering.line import Line
from domain.ordering.order import Order

EVENTS: Final[Mapping[Command, EventType]] = {
    Command.ADD: EventType.LINES_ADDED,
    Command.FIRE: EventType.ORDER_FIRED,
    Command.START: EventType.LINE_STARTED,
    Command.READY: EventType.LINE_READY,
    Command.RECALL: EventType.LINE_RECALLED,
    Command.SERVE: EventType.LINE_SERVED,
    Command.VOID: EventType.LINE_VOIDED,
    Command.CHANGE: EventType.ORDER_CHANGED,
    Command.CLOSE: EventType.ORDER_CLOSED,
    Command.REOPEN: EventType.ORDER_REOPENED,
    Command.SPLIT: EventType.ORDER_SPLIT,
    Command.MERGE: EventType.ORDER_MERGED,
    Command.DISCOUNT: EventType.ORDER_DISCOUNTED,
    Command.REMOVE_DISCOUNT: EventType.DISCOUNT_REMOVED,
    Command.SERVICE_CHARGE: EventType.SERVICE_CHARGED,
    Command.PAY: EventType.PAYMENT_TAKEN,
    Command.REFUND: EventType.PAYMENT_REFUNDED,
}
"""What is told of each command."""


@dataclass(frozen=True, slots=True)
class TellOrder:
    """Have everybody who listens hear of an order: how it is now, and the lines that were touched."""

    outbox: Outbox
    currency: Currency
    ids: Ids

    def __call__(
        self,
        *,
        told: EventType,
        order: Order,
        before: Order | None = None,
        by: WaiterId,
        reason: Note | None = None,
        approved_by: WaiterId | None = None,
        at: datetime,
    ) -> Change:
        """Return the change that tells what this order is after what was done; all its lines where it is new."""
        touched = _touched(order.lines, before.lines) if before else order.lines
        data = told_of(order, touched, self.currency)
        if reason is not None:
            data["reason"] = str(reason)
        if approved_by is not None:
            data["approved_by"] = approved_by
        return self.outbox.tell(
            News(
                id=self.ids.new(),
                type=told,
                at=at,
                actor=by,
                about=order.id,
                version=order.version,
                waiter=order.waiter,
                former_waiter=before.waiter if before and before.waiter != order.waiter else None,
                table=order.table,
                former_table=before.table if before and before.table != order.table else None,
                stations=_boards(touched or order.lines),  # where no line was touched, each ticket shows what was
                data=data,
            )
        )


def _boards(lines: Sequence[Line]) -> tuple[StationId, ...]:
    # A line of no station is on every board.
    stations = dict.fromkeys(line.station for line in lines)
    return () if None in stations else tuple(each for each in stations if each is not None)


def _touched(lines: Sequence[Line], before: Sequence[Line]) -> Sequence[Line]:
    # What is new comes after what was there.
    return [line for line, was in zip_longest(lines, before) if line != was]
