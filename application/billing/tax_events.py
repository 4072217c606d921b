"""What the audit says of a tax rate."""

from datetime import datetime

from domain.billing.tax_rate import TaxRate
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Caller


def tax_event(happening: Happening, rate: TaxRate, caller: Caller, *, at: datetime) -> Event:
    """Return that the caller did this to a tax rate, which is like this since."""
    details = {
        "category": rate.category,
        "name": rate.name,
        "percent": str(rate.percent.number),
        "included": str(rate.included).lower(),
        "from": rate.starts_on.isoformat(),
    }
    return Event(happening=happening, at=at, actor=caller.id, subject=rate.id, details=details)
