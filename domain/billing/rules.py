"""What a restaurant goes by where it takes money: its rules for discounts, service and cash."""

from dataclasses import dataclass

from domain.billing.account import NO_ACCOUNT, Account
from domain.billing.charges import NO_SERVICE_CHARGE, ServiceCharge
from domain.billing.percent import NONE, Percent


@dataclass(frozen=True, slots=True, kw_only=True)
class BillingRules:
    """Waiters take off up to `discount_cap` alone; cash is paid in whole `cash_rounding`, in minor units.

    From so many guests on (`service_from`; None: never) the `service_percent` is on the bill by itself. A service
    charge is taxed as the lines are that it is on, where that is said.
    """

    discount_cap: Percent = NONE
    cash_rounding: int = 1
    service_percent: Percent = NONE
    service_from: int | None = None
    service_is_taxed: bool = False

    def service(self, percent: Percent) -> ServiceCharge:
        """Return a service charge of so much."""
        return ServiceCharge(percent, taxed=self.service_is_taxed) if percent != NONE else NO_SERVICE_CHARGE

    def service_for(self, guests: int | None) -> ServiceCharge:
        """Return what is on the bill of so many guests by itself."""
        if self.service_from is None or guests is None or guests < self.service_from:
            return NO_SERVICE_CHARGE
        return self.service(self.service_percent)

    def account_for(self, guests: int | None) -> Account:
        """Return the account of a new order."""
        service = self.service_for(guests)
        return NO_ACCOUNT if service is NO_SERVICE_CHARGE else Account(service=service)
