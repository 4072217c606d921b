"""The port of approvals, as far as a command to an order needs them."""

from abc import abstractmethod
from datetime import datetime
from typing import NamedTuple, Protocol

from application.kernel.unit_of_work import Change
from domain.kernel.ids import OrderId, WaiterId
from domain.ordering.chart import Command


class Approved(NamedTuple):
    """Who approved, and until when that holds."""

    by: WaiterId
    expires_at: datetime


class ApprovalsGiven(Protocol):
    """What managers approved and nobody has done yet, by the digests of tokens."""

    @abstractmethod
    async def find(self, token: bytes, *, command: Command, order: OrderId, waiter: WaiterId) -> Approved | None:
        """Return who approved that this waiter gives this command to this order; None where nobody did, or did it.

        Nor did anybody who is no active manager any more.
        """

    @abstractmethod
    def spend(self, token: bytes) -> Change:
        """Use the approval up. The commit raises `ApprovalRefused` where it is used."""
