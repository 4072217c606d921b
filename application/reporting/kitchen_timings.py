"""The port of how long the kitchen took."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.kernel.period import Period
from domain.reporting.kitchen_times import KitchenGroup, KitchenGroupBy, KitchenTimes


@dataclass(frozen=True, slots=True)
class GroupedTimes:
    """The times of each group, and of all lines together."""

    groups: Sequence[KitchenGroup]
    total: KitchenTimes


class KitchenTimings(Protocol):
    """How long the lines of one restaurant's orders took from step to step."""

    @abstractmethod
    async def grouped(self, *, group_by: KitchenGroupBy, period: Period) -> GroupedTimes:
        """Return the times of the orders of these business days, each in whole seconds, what is over left off.

        Lines count that were started or ready, whatever was taken back of them, but not what was moved to other orders.
        An hour is that in which they were ordered. Hours come in order; stations and products by their name of today,
        then by id, the kitchen last.
        """
