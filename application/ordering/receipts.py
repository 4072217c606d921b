"""Receipts' numbers, as ports."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Protocol

from domain.kernel.ids import OrderId, RestaurantId


class Receipts(Protocol):
    """The numbers of the restaurant's receipts: from 1, without gaps. An order keeps its number for ever.

    An order that is closed waits for one, so that no order that is closed waits for another.
    """

    @abstractmethod
    async def number_of(self, order: OrderId) -> int | None:
        """Return the number of an order's receipt, if it has one yet."""

    @abstractmethod
    async def number(self, *, most: int) -> int:
        """Give up to `most` orders that wait the next numbers, as they were closed, and return how many those were."""

    @abstractmethod
    async def give(self, order: OrderId) -> int:
        """Return the number of a closed order's receipt, which it gets now if it has none, wherever it waits.

        Raises `OrderNotFound`.
        """


class ReceiptQueues(Protocol):
    """The queues of all restaurants."""

    @abstractmethod
    async def restaurants(self) -> Sequence[RestaurantId]:
        """Return those where closed orders wait for the numbers of their receipts."""
