"""Readiness, in memory."""

from collections.abc import Sequence

from application.kernel.readiness import Readiness


class MemoryReadiness(Readiness):
    """Memory is always there."""

    async def missing(self) -> Sequence[str]:
        """Return nothing."""
        return ()
