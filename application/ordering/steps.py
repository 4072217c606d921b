"""What comes of a command before it is committed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from application.kernel.unit_of_work import Change
from domain.kernel.audit import Event
from domain.kernel.ids import OrderId, WaiterId
from domain.kernel.names import Note
from domain.ordering.line import Line, Void
from domain.ordering.order import Order


@dataclass(frozen=True, slots=True)
class TakenDown:
    """Lines, and what has to be kept with them."""

    lines: tuple[Line, ...]
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of an order: what is taken back, what has to be kept with it, and what the audit is told.

    `beside` are others that change with it, each before (None: it is new) and after. `made` is what the answer is made
    of, where that is not the order alone. `reason` is what was said why it was done, and `approved_by` who approved it,
    where somebody had to.
    """

    after: Order
    voids: Sequence[Void] = ()
    changes: Sequence[Change] = ()
    events: Sequence[Event] = ()
    beside: Sequence[tuple[Order | None, Order]] = ()
    made: object = None
    reason: Note | None = None
    approved_by: WaiterId | None = None


@dataclass(slots=True)
class Other:
    """Another order that a step changes, as it was found for this try."""

    id: OrderId
    found: Order | None = None


def approved_by(manager: WaiterId | None) -> Mapping[str, str]:
    """Return what the audit is told of who approved, if anybody had to."""
    return {} if manager is None else {"approved_by": str(manager)}
