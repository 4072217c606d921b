"""What is on a receipt."""

from dataclasses import dataclass

from domain.kernel.names import Name
from domain.ordering.chart import OrderStatus
from domain.ordering.order import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What guests take with them: their order, and what those who serve and the table are called by now.

    One that was voided after it was closed has the number that its receipt had.
    """

    order: Order
    waiter: Name | None
    table: Name | None
    number: int | None = None

    @property
    def is_final(self) -> bool:
        """Tell whether the order is settled: before, it is a bill that may change."""
        return self.order.status is OrderStatus.CLOSED
