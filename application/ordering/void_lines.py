"""Take back what was ordered."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from application.kernel.answers import Sent
from application.kernel.ids import Ids
from application.ordering.catalogue import Catalogue, Known, Listed, StockChangedMeanwhile
from application.ordering.keep_stock import KeepStock
from application.ordering.ports import Orders
from application.ordering.steps import Step, approved_by
from application.ordering.take_approved_step import TakeApprovedStep
from domain.billing.rules import BillingRules
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Caller
from domain.kernel.ids import LineId, OrderId, VoidId, WaiterId
from domain.kernel.names import Note
from domain.ordering.chart import Command, Roles
from domain.ordering.line import Void
from domain.ordering.numbers import Quantity
from domain.ordering.order import Order
from domain.ordering.settling import covered, within_cap


@dataclass(frozen=True, slots=True)
class VoidLines:
    """Take lines back, or a part of their quantity: the lines stay as they are, and so does what is written beside.

    What is taken back can be ordered again, where a stock is kept of it.
    """

    take: TakeApprovedStep
    orders: Orders
    catalogue: Catalogue
    keep_stock: KeepStock
    rules: BillingRules
    ids: Ids

    async def __call__(
        self,
        *,
        caller: Caller,
        order: OrderId,
        reason: Note,
        lines: Sequence[tuple[LineId, Quantity | None]] | None = None,
        versions: Collection[int] | None = None,
        sent: Sent | None = None,
        approval: bytes | None = None,
    ) -> Order:
        """Return the order without so many of these lines, or of all: without a quantity that is all that stands.

        Raises `OverPaid`, `AboveDiscountCap` where a waiter would leave more of it taken off than they may, and what
        `Order.without` and `TakeApprovedStep` raise.
        """

        def step(known: Known, before: Order, roles: Roles, now: datetime, approver: WaiterId | None) -> Step:
            def void(line: LineId, quantity: Quantity) -> Void:
                return Void(
                    id=VoidId(self.ids.new()),
                    line=line,
                    quantity=quantity,
                    reason=reason,
                    by=caller.id,
                    at=now,
                    approved_by=approver,
                )

            after, voids = before.without(lines, roles, void)
            _ = within_cap(before, covered(after), roles, self.rules.discount_cap)
            restocked = self.keep_stock(by=_given_back(after, voids, known), actor=caller.id, at=now)
            return Step(after, voids, restocked, [_noted(after, each) for each in voids], reason=reason)

        while True:
            ordered = {line.product for line in (await self.orders.get(order)).lines}
            step_on = partial(step, await self.catalogue.look_up((), ordered))
            try:
                return await self.take(
                    caller=caller,
                    order=order,
                    command=Command.VOID,
                    versions=versions,
                    sent=sent,
                    step=step_on,
                    approval=approval,
                )
            except StockChangedMeanwhile:
                continue  # another order was first: what it left is looked up again


def _given_back(order: Order, voids: Sequence[Void], known: Known) -> Mapping[Listed, int]:
    quantities = Counter[Listed]()
    for void in voids:
        listed = known.get(order.line(void.line).product)
        if listed is None:
            raise StockChangedMeanwhile  # the line was added since products were looked up
        quantities[listed] += void.quantity
    return quantities


def _noted(order: Order, void: Void) -> Event:
    line = order.line(void.line)
    details: dict[str, str] = {
        "line": str(line.id),
        "product": line.product_name,
        "quantity": str(void.quantity),
        "price": str(line.unit_price.minor),
        "reason": void.reason,
        **approved_by(void.approved_by),
    }
    return Event(happening=Happening.LINE_VOIDED, at=void.at, actor=void.by, subject=order.id, details=details)
