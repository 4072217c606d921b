"""Change a section."""

from collections.abc import Collection
from dataclasses import dataclass

from application.floor.ports import Sections
from application.kernel.access import Rights
from application.kernel.unit_of_work import UnitOfWork
from application.kernel.versions import read_for_change
from domain.floor.section import Section, SectionChanged
from domain.kernel.caller import Caller
from domain.kernel.ids import SectionId
from domain.kernel.names import Name


@dataclass(frozen=True, slots=True)
class ChangeSection:
    """Rename a section."""

    sections: Sections
    rights: Rights
    work: UnitOfWork

    async def __call__(
        self, *, caller: Caller, section: SectionId, versions: Collection[int] | None = None, name: Name | None = None
    ) -> Section:
        """Return the section that follows. Where `versions` are given, only one of these is changed.

        Raises `OnlyManagersManage`, `Stale`, `SectionNotFound`, `SectionNameTaken` and `SectionChanged`.
        """
        self.rights.ensure_may_change_floor(caller)
        async with read_for_change(lambda: self.sections.get(section), versions, SectionChanged) as before:
            after = before.changed(name=name)
            if after is before:
                await self.work.confirm()
                return after
            return await self.work.commit(after, self.sections.change(after))
