"""Add a section."""

from dataclasses import dataclass

from application.floor.ports import Sections
from application.kernel.access import Rights
from application.kernel.answers import Answers, Sent
from application.kernel.clock import Clock
from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from domain.floor.section import Section
from domain.kernel.caller import Caller
from domain.kernel.ids import SectionId
from domain.kernel.names import Name


@dataclass(frozen=True, slots=True)
class AddSection:
    """Part the floor."""

    sections: Sections
    answers: Answers
    rights: Rights
    clock: Clock
    ids: Ids
    work: UnitOfWork

    async def __call__(self, *, caller: Caller, name: Name, sent: Sent | None = None) -> Section:
        """Return the new section. Raises `OnlyManagersManage` and `SectionNameTaken`.

        Raises `AnsweredMeanwhile` when what was `sent` was sent twice at once.
        """
        self.rights.ensure_may_change_floor(caller)
        section = Section(id=SectionId(self.ids.new()), name=name)
        answer = self.answers.keep(sent, section, at=self.clock.now())
        return await self.work.commit(section, self.sections.add(section), answer)
