"""Add a payment method."""

from dataclasses import dataclass

from application.billing.payment_methods import PaymentMethods, payment_method_event
from application.kernel.access import Rights
from application.kernel.answers import Answers, Sent
from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from domain.billing.method import PaymentKind, PaymentMethod
from domain.kernel.audit import Happening
from domain.kernel.caller import Caller
from domain.kernel.ids import PaymentMethodId
from domain.kernel.names import Name


@dataclass(frozen=True, slots=True)
class AddPaymentMethod:
    """Say what else guests may pay with."""

    methods: PaymentMethods
    answers: Answers
    audit: Audit
    rights: Rights
    clock: Clock
    ids: Ids
    work: UnitOfWork

    async def __call__(
        self, *, caller: Caller, name: Name, kind: PaymentKind, sent: Sent | None = None
    ) -> PaymentMethod:
        """Return the new payment method. Raises `OnlyManagersManage` and `PaymentMethodNameTaken`.

        Raises `AnsweredMeanwhile` when what was `sent` was sent twice at once.
        """
        self.rights.ensure_may_change_billing(caller)
        now = self.clock.now()
        method = PaymentMethod(id=PaymentMethodId(self.ids.new()), name=name, kind=kind)
        added = payment_method_event(Happening.PAYMENT_METHOD_ADDED, method, caller, at=now)
        answer = self.answers.keep(sent, method, at=now)
        return await self.work.commit(method, self.methods.add(method), self.audit.note(added), answer)
