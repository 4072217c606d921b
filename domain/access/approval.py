"""What a manager approved, on a waiter's device."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.kernel.errors import NotAllowed
from domain.kernel.ids import OrderId, WaiterId


class ApproverRefused(NotAllowed):
    """Who approves is not who they say, or no manager: whoever they say they are, that is all that is told."""

    says = "No manager has this e-mail address and this secret"


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A manager's word that a waiter may do one thing to one order, once and soon. `token` is a digest."""

    token: bytes = field(repr=False)
    action: str
    order: OrderId
    waiter: WaiterId
    by: WaiterId
    expires_at: datetime
