"""What the audit says of a price that was changed."""

from datetime import datetime
from uuid import UUID

from domain.kernel.audit import Event, Happening
from domain.kernel.ids import WaiterId
from domain.kernel.money import Money


def repriced(of: UUID, before: Money, after: Money, *, at: datetime, by: WaiterId) -> Event:
    """Return that a product or a modifier costs something else from now on: both prices, in minor units."""
    details = {"from": str(before.minor), "to": str(after.minor)}
    return Event(happening=Happening.PRICE_CHANGED, at=at, actor=by, subject=of, details=details)
