"""Change a payment method."""

from collections.abc import Collection
from dataclasses import dataclass

from application.billing.payment_methods import PaymentMethods, payment_method_event
from application.kernel.access import Rights
from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.unit_of_work import UnitOfWork
from application.kernel.versions import read_for_change
from domain.billing.method import PaymentMethod, PaymentMethodChanged
from domain.kernel.audit import Happening
from domain.kernel.caller import Caller
from domain.kernel.ids import PaymentMethodId
from domain.kernel.names import Name


@dataclass(frozen=True, slots=True)
class ChangePaymentMethod:
    """Rename a payment method, or say whether guests may pay with it."""

    methods: PaymentMethods
    audit: Audit
    rights: Rights
    clock: Clock
    work: UnitOfWork

    async def __call__(
        self,
        *,
        caller: Caller,
        method: PaymentMethodId,
        versions: Collection[int] | None = None,
        name: Name | None = None,
        active: bool | None = None,
    ) -> PaymentMethod:
        """Return the payment method that follows. Where `versions` are given, only one of these is changed.

        Raises `OnlyManagersManage`, `Stale`, `PaymentMethodNotFound`, `PaymentMethodNameTaken` and
        `PaymentMethodChanged`.
        """
        self.rights.ensure_may_change_billing(caller)
        async with read_for_change(lambda: self.methods.get(method), versions, PaymentMethodChanged) as before:
            after = before.changed(name=name, active=active)
            if after is before:
                await self.work.confirm()
                return after
            changed = payment_method_event(Happening.PAYMENT_METHOD_CHANGED, after, caller, at=self.clock.now())
            return await self.work.commit(after, self.methods.change(after), self.audit.note(changed))
