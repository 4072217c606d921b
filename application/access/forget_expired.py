"""Forget what has expired."""

from dataclasses import dataclass

from application.access.approvals import Approvals
from application.access.ports import Activations, Attempts, Devices, Sessions
from application.kernel.clock import Clock
from application.kernel.rate_limits import RateLimits
from domain.access.lifetimes import EXPIRED_KEPT_FOR


@dataclass(frozen=True, slots=True)
class ForgetExpired:
    """Make room: sessions, codes, approvals and failures that nobody can come back to."""

    sessions: Sessions
    activations: Activations
    devices: Devices
    approvals: Approvals
    attempts: Attempts
    rate_limits: RateLimits
    clock: Clock

    async def __call__(self) -> int:
        """Return how many were forgotten."""
        moment = self.clock.now() - EXPIRED_KEPT_FOR
        keepers = (self.sessions, self.activations, self.devices, self.approvals, self.attempts, self.rate_limits)
        return sum([await each.forget_before(moment) for each in keepers])
