"""What the use cases of ordering need."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol, Self

from application.kernel.pages import PageRequest
from application.kernel.unit_of_work import Change
from domain.kernel.ids import OrderId, TableId, WaiterId
from domain.kernel.period import ALWAYS, Period
from domain.ordering.chart import LineStatus, OrderStatus
from domain.ordering.line import Void
from domain.ordering.order import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFilter:
    """Which orders: whose, for customers named like this, of which days, at which table, how far; None: all.

    `kitchen` is a status that some line of them has. A number without days is one of today, and so are these.
    """

    waiter: WaiterId | None = None
    customer_part: str = ""
    period: Period = ALWAYS
    table: TableId | None = None
    status: OrderStatus | None = None
    number: int | None = None
    kitchen: LineStatus | None = None

    @property
    def is_by_waiter_and_day(self) -> bool:
        """Tell whether it goes by nothing else."""
        others = (self.table, self.status, self.number, self.kitchen)
        return not self.customer_part and all(each is None for each in others)

    def as_of(self, today: date) -> Self:
        """Return the same, with today's business day where a number or how far lines are is asked for without any."""
        if (self.number is None and self.kitchen is None) or self.period != ALWAYS:
            return self
        return replace(self, period=Period(start=today, end=today))


@dataclass(frozen=True, slots=True, order=True)
class OrderPlace:
    """Where an order stands among the others: by its business day, then by its id."""

    business_date: date
    id: OrderId

    @classmethod
    def of(cls, order: Order) -> Self:
        """Return where the order stands."""
        return cls(order.business_date, order.id)


@dataclass(frozen=True, slots=True)
class Followed:
    """How far orders have been followed, in walks through those that came since the walk before.

    A walk goes through what came in `until` it began, and has `walked` to one of them; None: the next begins. All
    that came in up to `settled` was in the walks before, and of this one, up to `reached`: nothing before these
    can be kept any more.
    """

    walked: OrderPlace | None = None
    settled: OrderPlace | None = None
    reached: OrderPlace | None = None
    until: datetime | None = None


class OrderNumbers(Protocol):
    """What people call orders by: small numbers, from 1 each business day."""

    @abstractmethod
    async def next(self, day: date) -> int:
        """Return a number that no order of this business day has or gets but by this. Some are never given.

        Raises `SettingsChanged` when the restaurant is gone.
        """


class Orders(Protocol):
    """Every order the restaurant has taken."""

    @abstractmethod
    async def get(self, order_id: OrderId) -> Order:
        """Return the order, or raise `OrderNotFound`."""

    @abstractmethod
    async def page(self, *, where: OrderFilter, page: PageRequest) -> Sequence[Order]:
        """Return this page of the orders that match, newest (by `OrderPlace`) first. Customers match in any case."""

    @abstractmethod
    async def after(self, *, where: OrderFilter, place: OrderPlace, most: int) -> Sequence[Order]:
        """Return up to `most` of the orders that match, newest first, from the one that follows `place` on."""

    @abstractmethod
    async def since(
        self,
        *,
        where: OrderFilter,
        moment: datetime,
        until: datetime,
        settled: OrderPlace | None,
        place: OrderPlace | None,
        most: int,
    ) -> Sequence[Order]:
        """Return up to `most` of the orders that match and came in after `moment`, and `until` then.

        They come by `OrderPlace`, lowest first. Where one is `settled`, they came in after it, whatever the
        business day they count for: their ids are higher. Where a place is given, they begin with the one that follows.
        """

    @abstractmethod
    def add(self, order: Order) -> Change:
        """Keep a new order.

        The commit raises `WaiterNotFound`, `ProductNotFound` or `TableUnknown` when it names one not there.
        """

    @abstractmethod
    def change(self, before: Order, after: Order, *voids: Void) -> Change:
        """Keep what became of an order: lines at its end, how far others came, and what was taken back of them.

        The commit raises `OrderChanged` when the order is at another version than `before`, and `ProductNotFound` or
        `TableUnknown` when it names one not there.
        """

    @abstractmethod
    async def voids(self, order_id: OrderId) -> Sequence[Void]:
        """Return what was taken back of the order, oldest first; of one that is not there, nothing."""


class OrderCounts(Protocol):
    """How many orders there are."""

    @abstractmethod
    async def count(self, where: OrderFilter) -> int:
        """Return how many orders match, exactly, now."""
