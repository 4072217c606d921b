"""Make the sums anew."""

from dataclasses import dataclass

from application.reporting.ports import Rollups


@dataclass(frozen=True, slots=True)
class RebuildRollups:
    """Forget every sum, and add all lines up again."""

    rollups: Rollups

    async def __call__(self) -> None:
        """Return when it is done, or raise `Busy` while somebody else does it."""
        await self.rollups.rebuild()
