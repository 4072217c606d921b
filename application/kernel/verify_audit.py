"""Verify the audit."""

from dataclasses import dataclass

from application.kernel.audit import Audit
from application.kernel.catch_up_audit import CatchUpAudit
from domain.kernel.audit import sealed


@dataclass(frozen=True, slots=True)
class VerifyAudit:
    """Compute every seal again, and compare."""

    audit: Audit

    async def __call__(self) -> tuple[int, bytes, int | None]:
        """Return how many entries are right, the seal of the last of them, and the number of the first wrong one."""
        _ = await CatchUpAudit(self.audit)()
        right, seal = 0, b""
        last, expected = await self.audit.head()
        async for entry in self.audit.all():
            seal_of_this = sealed(seal, entry.event)
            if entry.number != right + 1 or entry.seal != seal_of_this:
                return right, seal, right + 1
            right, seal = entry.number, seal_of_this
        # What was added while this went on is right as well: only what is missing is wrong.
        complete = right > last or (right == last and seal == expected)
        return right, seal, None if complete else right + 1
