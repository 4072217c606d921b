"""Change a tax rate."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from application.billing.ports import TaxRates
from application.billing.tax_events import tax_event
from application.kernel.access import Rights
from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.unit_of_work import UnitOfWork
from application.kernel.versions import read_for_change
from domain.billing.percent import Percent
from domain.billing.tax_rate import TaxRate, TaxRateChanged
from domain.kernel.audit import Happening
from domain.kernel.caller import Caller
from domain.kernel.ids import TaxId
from domain.kernel.names import Name


@dataclass(frozen=True, slots=True)
class ChangeTaxRate:
    """Correct a tax rate, or when it starts. What was ordered before keeps the rate of its moment."""

    rates: TaxRates
    audit: Audit
    rights: Rights
    clock: Clock
    work: UnitOfWork

    async def __call__(
        self,
        *,
        caller: Caller,
        tax: TaxId,
        versions: Collection[int] | None = None,
        name: Name | None = None,
        percent: Percent | None = None,
        included: bool | None = None,
        starts_on: date | None = None,
    ) -> TaxRate:
        """Return the tax rate that follows. Where `versions` are given, only one of these is changed.

        Raises `OnlyManagersManage`, `Stale`, `TaxRateNotFound`, `TaxRateTaken` and `TaxRateChanged`.
        """
        self.rights.ensure_may_change_billing(caller)
        async with read_for_change(lambda: self.rates.get(tax), versions, TaxRateChanged) as before:
            after = before.changed(name=name, percent=percent, included=included, starts_on=starts_on)
            if after is before:
                await self.work.confirm()
                return after
            changed = tax_event(Happening.TAX_CHANGED, after, caller, at=self.clock.now())
            return await self.work.commit(after, self.rates.change(after), self.audit.note(changed))
