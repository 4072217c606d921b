"""What was taken, as a port."""

from abc import abstractmethod
from collections.abc import Collection
from datetime import date
from typing import Protocol

from domain.billing.day import CarriedOver
from domain.billing.takings import Takings
from domain.kernel.ids import OrderId
from domain.kernel.period import Period


class TakingsLedger(Protocol):
    """What became of the restaurant's bills, and the money taken and given back, added up from each."""

    @abstractmethod
    async def beside_sales(self, period: Period) -> Takings:
        """Return all that these days have beside what sales reports say: those have orders, gross and discounts.

        They have refunds, too, by day and by waiter: here these are by method only.
        """

    @abstractmethod
    async def carried_over(self, *, since: date, day: date, most: int) -> CarriedOver:
        """Return the orders from a day to another that are open, or were paid later; `most` of them, newest first."""

    @abstractmethod
    async def unbalanced(self, period: Period) -> Collection[OrderId]:
        """Return the orders of these days that are not what their bill's entries, payments and refunds add up to."""
