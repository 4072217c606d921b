"""Add a tax rate."""

from dataclasses import dataclass
from datetime import date

from application.billing.ports import TaxRates
from application.billing.tax_events import tax_event
from application.kernel.access import Rights
from application.kernel.answers import Answers, Sent
from application.kernel.audit import Audit
from application.kernel.business_days import BusinessDays
from application.kernel.clock import Clock
from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from domain.billing.percent import Percent
from domain.billing.tax_rate import TaxRate
from domain.kernel.audit import Happening
from domain.kernel.caller import Caller
from domain.kernel.ids import TaxId
from domain.kernel.names import Name


@dataclass(frozen=True, slots=True)
class AddTaxRate:
    """Say how a category of products is taxed from a day on."""

    rates: TaxRates
    days: BusinessDays
    answers: Answers
    audit: Audit
    rights: Rights
    clock: Clock
    ids: Ids
    work: UnitOfWork

    async def __call__(
        self,
        *,
        caller: Caller,
        category: Name,
        name: Name,
        percent: Percent,
        included: bool,
        starts_on: date | None = None,
        sent: Sent | None = None,
    ) -> TaxRate:
        """Return the new tax rate, which starts today where no day is given.

        Raises `OnlyManagersManage` and `TaxRateTaken`. Raises `AnsweredMeanwhile` when what was `sent` was sent twice
        at once.
        """
        self.rights.ensure_may_change_billing(caller)
        now = self.clock.now()
        rate = TaxRate(
            id=TaxId(self.ids.new()),
            category=category,
            name=name,
            percent=percent,
            included=included,
            starts_on=self.days.business_date(now) if starts_on is None else starts_on,
        )
        added = tax_event(Happening.TAX_ADDED, rate, caller, at=now)
        answer = self.answers.keep(sent, rate, at=now)
        return await self.work.commit(rate, self.rates.add(rate), self.audit.note(added), answer)
