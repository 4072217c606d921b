"""The sections, in memory."""

from collections.abc import Sequence

from adapters.memory.kernel.pages import page_of
from adapters.memory.kernel.store import MemoryStore
from adapters.memory.kernel.unit_of_work import Step, Undo, drop, put
from application.floor.ports import Sections
from application.kernel.pages import PageRequest
from application.kernel.unit_of_work import Change
from domain.floor.section import Section, SectionChanged, SectionNameTaken, SectionNotFound
from domain.floor.table import TableChanged
from domain.kernel.ids import RestaurantId, SectionId


class MemorySections(Sections):
    """Keeps one restaurant's sections in a dict."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._sections = store.shelves[restaurant].sections
        self._tables = store.shelves[restaurant].tables

    async def get(self, section_id: SectionId) -> Section:
        try:
            return self._sections[section_id]
        except KeyError:
            raise SectionNotFound from None

    async def page(self, page: PageRequest) -> Sequence[Section]:
        return page_of(sorted(self._sections.values(), key=lambda each: each.name), page)

    async def count(self) -> int:
        return len(self._sections)

    def add(self, section: Section) -> Change:
        return Step(lambda: self._put(section))

    def change(self, section: Section) -> Change:
        def step() -> Undo:
            self._ensure_there(section.id, section.version - 1)
            return self._put(section)

        return Step(step)

    def remove(self, section: Section) -> Change:
        def step() -> Undo:
            self._ensure_there(section.id, section.version)
            if any(each.section == section.id for each in self._tables.values()):
                raise TableChanged
            return drop(self._sections, section.id)

        return Step(step)

    def _ensure_there(self, section: SectionId, version: int) -> None:
        there = self._sections.get(section)
        if there is None or there.version != version:
            raise SectionChanged

    def _put(self, section: Section) -> Undo:
        if any(each.name == section.name and each.id != section.id for each in self._sections.values()):
            raise SectionNameTaken
        return put(self._sections, section.id, section)
