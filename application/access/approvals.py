"""The port of what managers approved."""

from abc import abstractmethod
from datetime import datetime
from typing import Protocol

from application.kernel.unit_of_work import Change
from domain.access.approval import Approval


class Approvals(Protocol):
    """What managers approved and nobody has done yet."""

    @abstractmethod
    def give(self, approval: Approval) -> Change:
        """Keep an approval."""

    @abstractmethod
    async def forget_before(self, moment: datetime) -> int:
        """Forget, at once, approvals that expired before `moment`. Return how many."""
