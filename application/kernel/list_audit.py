"""List the audit."""

from dataclasses import dataclass

from application.kernel.access import ensure_manages
from application.kernel.audit import Audit
from application.kernel.catch_up_audit import CatchUpAudit
from application.kernel.pages import Slice, slice_of
from domain.kernel.audit import Entry
from domain.kernel.caller import Caller


@dataclass(frozen=True, slots=True)
class ListAudit:
    """What happened, newest first."""

    audit: Audit

    async def __call__(self, *, caller: Caller, before: int | None, most: int) -> Slice[Entry, int]:
        """Return so many entries, those before this number if it is given, or raise `OnlyManagersManage`."""
        ensure_manages(caller)
        if before is None:
            _ = await CatchUpAudit(self.audit)()
        found = await self.audit.before(before, most=most + 1)
        return slice_of(found, lambda entry: entry.number, most=most)
