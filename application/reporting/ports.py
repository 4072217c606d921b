"""What the reports need."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from typing import Final, Protocol

from domain.kernel.ids import ProductId, RestaurantId, WaiterId
from domain.kernel.period import ALWAYS, Period
from domain.reporting.product_sales import ProductSales, SortBy
from domain.reporting.sales import GroupBy, SalesGroup, Sold


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesQuestion:
    """What a product sales report is to cover, and how it is sorted.

    `waiter` None is everybody. `product` is one product, `name_part` all with that in their name, in any case, and
    `category` all that are in exactly that today. With `unsold`, products that did not sell have a row too, of zeros.
    """

    waiter: WaiterId | None = None
    period: Period = ALWAYS
    product: ProductId | None = None
    name_part: str = ""
    category: str | None = None
    sort_by: SortBy = SortBy.QUANTITY
    descending: bool = True
    limit: int | None = None
    unsold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupedQuestion:
    """What a sales report is to cover, and what it is grouped by. `waiter` None is everybody."""

    group_by: GroupBy
    waiter: WaiterId | None = None
    period: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class GroupedSales:
    """What was sold, by group and in all. An order of two products counts in both their groups, and once in all."""

    groups: Sequence[SalesGroup]
    total: Sold


@dataclass(frozen=True, slots=True)
class RolledUp:
    """How many orders a batch added to the sums, and whether more wait."""

    orders: int
    _: KW_ONLY
    more: bool


NOTHING_ROLLED_UP: Final = RolledUp(0, more=False)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many orders are in no sum yet, and when the oldest of them was placed: None without any."""

    orders: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Behind:
    """How many orders are in no sum yet, and for how many seconds the oldest of them has waited."""

    orders: int = 0
    seconds: float = 0.0


class TooMuchAtOnce(Exception):
    """A batch took longer than its time limit. Nothing of it was added; a smaller one may be in time."""


class Rollups(Protocol):
    """A restaurant's sums, kept for reports: of what was sold, and of how many products there are.

    A report adds what is in no sum yet, and so is exact at any time.
    """

    @abstractmethod
    async def roll_up(self, *, most: int) -> RolledUp:
        """Add a batch to the sums and commit it: orders of up to `most` lines, or one with more, and `most` products.

        Does nothing while another process does it for this restaurant, and in memory, where reports add up all lines.
        Raises `TooMuchAtOnce` when the batch takes longer than one turn of many may.
        """

    @abstractmethod
    async def differences(self) -> int:
        """Return how many sums differ from what the lines, or the products, add up to."""

    @abstractmethod
    async def rebuild(self) -> None:
        """Compute all sums from the lines again; orders may be placed meanwhile. Raises `Busy` while another does."""


class RollupQueues(Protocol):
    """The queues of what is in no sum yet, of all restaurants."""

    @abstractmethod
    async def restaurants(self) -> Sequence[RestaurantId]:
        """Return those with orders or products in their queues."""

    @abstractmethod
    async def waiting(self) -> Waiting:
        """Return how many orders of all restaurants together are in no sum yet, and since when."""


class Sales(Protocol):
    """Reports of one restaurant's sales."""

    @abstractmethod
    async def by_product(self, question: SalesQuestion) -> Sequence[ProductSales]:
        """Return what each product sold until now, exactly, under its name of today. `unsold` decides on the others.

        Ties are sorted by name, then by id, ascending.
        """

    @abstractmethod
    async def grouped(self, *questions: GroupedQuestion) -> Sequence[GroupedSales]:
        """Return what was sold until now, exactly, all answers of one snapshot. Groups without sales are missing.

        Days, weeks, months, hours and weekdays come in key order; waiters and products, under their names of today,
        by revenue, then name, then id; the categories that products are in today by revenue, then name.
        """
