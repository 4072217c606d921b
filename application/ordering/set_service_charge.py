"""Set the service charge."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from application.kernel.answers import Sent
from application.ordering.steps import Step
from application.ordering.take_step import TakeStep
from domain.billing.percent import Percent
from domain.billing.rules import BillingRules
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Caller
from domain.kernel.ids import OrderId
from domain.ordering.chart import Command, Roles
from domain.ordering.order import Order
from domain.ordering.settling import service_charged


@dataclass(frozen=True, slots=True)
class SetServiceCharge:
    """Say by hand what is added for service: so many percent, or nothing, however many guests there are."""

    take: TakeStep
    rules: BillingRules

    async def __call__(
        self,
        *,
        caller: Caller,
        order: OrderId,
        percent: Percent,
        versions: Collection[int] | None = None,
        sent: Sent | None = None,
    ) -> Order:
        """Return the order with this service charge. Raises what `service_charged` and `TakeStep` raise."""

        def step(before: Order, roles: Roles, now: datetime) -> Step:
            after = service_charged(before, roles, self.rules.service(percent))
            noted = Event(
                happening=Happening.SERVICE_CHARGE_CHANGED,
                at=now,
                actor=caller.id,
                subject=before.id,
                details={"from": f"{before.account.service.percent.number:f}", "to": f"{percent.number:f}"},
            )
            return Step(after, events=[noted])

        return await self.take(
            caller=caller, order=order, command=Command.SERVICE_CHARGE, versions=versions, sent=sent, step=step
        )
