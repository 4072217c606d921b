"""Show a section."""

from dataclasses import dataclass

from application.floor.ports import Sections
from domain.floor.section import Section
from domain.kernel.ids import SectionId


@dataclass(frozen=True, slots=True)
class ShowSection:
    """Look a section up."""

    sections: Sections

    async def __call__(self, *, section: SectionId) -> Section:
        """Return the section, or raise `SectionNotFound`."""
        return await self.sections.get(section)
