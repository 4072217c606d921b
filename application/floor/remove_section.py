"""Remove a section."""

from collections.abc import Collection
from dataclasses import dataclass

from application.floor.ports import Sections
from application.kernel.access import Rights
from application.kernel.unit_of_work import UnitOfWork
from application.kernel.versions import read_for_change
from domain.floor.section import SectionChanged
from domain.kernel.caller import Caller
from domain.kernel.ids import SectionId


@dataclass(frozen=True, slots=True)
class RemoveSection:
    """Take a section away. Its tables stay, in none."""

    sections: Sections
    rights: Rights
    work: UnitOfWork

    async def __call__(self, *, caller: Caller, section: SectionId, versions: Collection[int] | None = None) -> None:
        """Remove it. Where `versions` are given, only one of these is removed.

        Raises `OnlyManagersManage`, `Stale`, `SectionNotFound` and `SectionChanged`.
        """
        self.rights.ensure_may_change_floor(caller)
        async with read_for_change(lambda: self.sections.get(section), versions, SectionChanged) as before:
            await self.work.commit(None, self.sections.remove(before))
