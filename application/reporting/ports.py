"""What the reports need."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from typing import Final, Protocol

from domain.kernel.ids import ProductId, WaiterId
from domain.kernel.period import ALWAYS, Period
from domain.reporting.product_sales import ProductSales, SortBy
from domain.reporting.sales import GroupBy, SalesGroup, Sold


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesQuestion:
    """What a product sales report is to cover, and how it is sorted.

    `waiter` None is everybody; `product` is one product, `name_part` those with it in their name, whatever the case.
    With `unsold`, what did not sell is there too, as nothing for nothing.
    """

    waiter: WaiterId | None = None
    period: Period = ALWAYS
    product: ProductId | None = None
    name_part: str = ""
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
    """What was sold, group by group, and in sum. An order of two products is in both their groups."""

    groups: Sequence[SalesGroup]
    total: Sold


@dataclass(frozen=True, slots=True)
class RolledUp:
    """How many orders were counted, and whether more waited."""

    orders: int
    _: KW_ONLY
    more: bool


NOTHING_ROLLED_UP: Final = RolledUp(0, more=False)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many orders no sum has counted yet, and when the oldest of them was placed."""

    orders: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Behind:
    """How many orders no sum has counted yet, and for how many seconds the oldest of them has waited."""

    orders: int = 0
    seconds: float = 0.0


class TooMuchAtOnce(Exception):
    """So much could not be counted in time. Nothing was; less may be."""


class Rollups(Protocol):
    """Sums kept ahead of the question: of what was sold, and how many products there are.

    With what they have not counted yet, they are everything.
    """

    @abstractmethod
    async def roll_up(self, *, most: int) -> RolledUp:
        """Count orders that no sum has counted yet, up to `most` lines of them, and one order at least.

        Products that are new are counted too, up to `most`. What is counted stays counted, whatever comes after.

        Nothing is counted while somebody else does it, or where sums are made only when they are asked for. Raises
        `TooMuchAtOnce` when it takes too long.
        """

    @abstractmethod
    async def waiting(self) -> Waiting:
        """Return what waits to be counted."""

    @abstractmethod
    async def differences(self) -> int:
        """Return how many sums are not what the lines add up to, and numbers of products not how many there are."""

    @abstractmethod
    async def rebuild(self) -> None:
        """Make every sum and number anew, also while orders are placed. Raises `Busy` while somebody else does."""


class Sales(Protocol):
    """Every line ever sold."""

    @abstractmethod
    async def by_product(self, question: SalesQuestion) -> Sequence[ProductSales]:
        """Return what each product sold, exactly, now, under its name of today. What did not sell is missing, or 0.

        Ties are settled by name, then by id, ascending.
        """

    @abstractmethod
    async def grouped(self, *questions: GroupedQuestion) -> Sequence[GroupedSales]:
        """Return what was sold, exactly, now: all answers are of one moment. What never sold is missing.

        Days, weeks, months, hours and weekdays come in their order; waiters and products, under their names of today,
        by revenue, then name, then id.
        """
