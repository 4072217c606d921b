"""The lines of an order: what was ordered, which never changes, and how far it has come since."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from domain.billing.charges import Tax
from domain.kernel.ids import LineId, ModifierId, ProductId, StationId, VoidId, WaiterId
from domain.kernel.money import Money, Price
from domain.kernel.names import Name, Note
from domain.ordering.chart import LineStatus
from domain.ordering.choosing import Chosen
from domain.ordering.numbers import Course, Quantity, Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One thing the customer wants, so many of it: a product by name, at a price agreed, or by id, at the list price.

    Prices are without what the `modifiers` add. It waits with the waiter, who fires it later, where that is said
    (`hold`), and where it is of a course.
    """

    name: Name | None = None
    price: Price | None = None
    product: ProductId | None = None
    quantity: Quantity
    course: Course | None = None
    seat: Seat | None = None
    note: Note | None = None
    hold: bool = False
    modifiers: tuple[ModifierId, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a text for a name, an amount for a price and a number for a quantity: those could be out of bounds."""
        by_name = self.product is None
        if (
            type(self.quantity) is not Quantity
            or (type(self.name) is Name, type(self.price) is Price) != (by_name,) * 2
        ):
            raise TypeError

    @property
    def key(self) -> Name | ProductId:
        """What the product is known by."""
        key = self.product or self.name
        if key is None:
            raise TypeError
        return key

    @property
    def waits(self) -> bool:
        """Tell whether the kitchen is to know of it later only."""
        return self.hold or self.course is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a line has come, and when.

    `round` numbers, from 1, what of the order was sent to the kitchen together. A status that is skipped has no time.
    """

    status: LineStatus = LineStatus.SENT
    round: int | None = 1
    sent_at: datetime | None = None
    started_at: datetime | None = None
    ready_at: datetime | None = None
    served_at: datetime | None = None

    def to(self, status: LineStatus, at: datetime, *, in_round: int) -> "Progress":
        """Return the progress of a line that comes to `status` then; in this round, if it is sent."""
        match status:
            case LineStatus.SENT:
                return replace(self, status=status, round=in_round, sent_at=at)
            case LineStatus.STARTED:
                return replace(self, status=status, started_at=self.started_at or at, ready_at=None)
            case LineStatus.READY:
                return replace(self, status=status, ready_at=self.ready_at or at, served_at=None)
            case LineStatus.SERVED:
                return replace(self, status=status, served_at=at)
            case LineStatus.HELD | LineStatus.VOIDED:
                return replace(self, status=status)


HELD: Final = Progress(status=LineStatus.HELD, round=None)
SENT: Final = Progress()
"""Sent with the order, when that was placed."""


@dataclass(frozen=True, slots=True)
class Sale:
    """Whose sale something is, and the business day and hour it counts for."""

    waiter: WaiterId
    business_date: date
    local_hour: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One product of an order, with the name, the unit price and the tax as they stood when it was ordered.

    The unit price is that of the product and of the `modifiers` chosen with it.

    `ordered_at` and `sale` are None for what was ordered when the order was placed. `voided` is how many of the
    quantity were taken back, `moved` how many were moved to another order; `moved_from` is the line of another order
    that this one was moved from.
    """

    id: LineId
    product: ProductId
    product_name: Name
    quantity: Quantity
    unit_price: Price
    course: Course | None = None
    seat: Seat | None = None
    note: Note | None = None
    station: StationId | None = None
    progress: Progress = field(default=SENT)
    ordered_at: datetime | None = None
    sale: Sale | None = None
    voided: int = 0
    moved: int = 0
    moved_from: LineId | None = None
    tax: Tax | None = None
    modifiers: tuple[Chosen, ...] = ()

    @property
    def bare_price(self) -> Money:
        """What one of it costs without its modifiers."""
        return self.unit_price - Money(sum(each.price.minor for each in self.modifiers))

    @property
    def status(self) -> LineStatus:
        """How far it has come."""
        return self.progress.status

    @property
    def here(self) -> int:
        """How many of what was ordered are of this order: the others were moved to another."""
        return self.quantity - self.moved

    @property
    def standing(self) -> int:
        """How many are left of the quantity."""
        return self.quantity - self.moved - self.voided

    @property
    def total(self) -> Money:
        """What is left comes to."""
        return self.unit_price * self.standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Void:
    """So many of a line were taken back, by whom and why. It is never changed, nor is the line's quantity."""

    id: VoidId
    line: LineId
    quantity: Quantity
    reason: Note
    by: WaiterId
    at: datetime
    approved_by: WaiterId | None = None
