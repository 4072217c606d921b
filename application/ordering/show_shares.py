"""Show shares of what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from application.ordering.show_order import ShowOrder
from domain.billing.shares import Share, by_seat, evenly
from domain.kernel.caller import Caller
from domain.kernel.ids import OrderId
from domain.ordering.billed import bill_of

MOST_WAYS: Final = 999


@dataclass(frozen=True, slots=True)
class ShowShares:
    """Divide what is due of an order among those who pay."""

    show: ShowOrder

    async def __call__(self, *, caller: Caller, order: OrderId, ways: int | None) -> Sequence[Share]:
        """Return so many equal shares, or one a seat where `ways` is None. Raises what `ShowOrder` raises."""
        found = await self.show(caller=caller, order=order)
        if ways is not None:
            return evenly(bill_of(found), ways)
        return by_seat(bill_of(found), {line.id: line.seat for line in found.here if line.seat is not None})
