"""List the sections."""

from dataclasses import dataclass

from application.floor.ports import Sections
from application.kernel.pages import PageRequest, Slice, page_of
from domain.floor.section import Section


@dataclass(frozen=True, slots=True)
class ListSections:
    """The parts of the floor."""

    sections: Sections

    async def __call__(self, *, page: PageRequest) -> Slice[Section, str]:
        """Return this page of the sections, by name."""
        found = await self.sections.page(page)
        return page_of(found, lambda section: section.name, total=await self.sections.count(), request=page)
