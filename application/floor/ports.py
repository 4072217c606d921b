"""What the floor's use cases need."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Protocol

from application.kernel.pages import PageRequest
from application.kernel.unit_of_work import Change
from domain.floor.section import Section
from domain.kernel.ids import SectionId


class Sections(Protocol):
    """The parts of the floor."""

    @abstractmethod
    async def get(self, section_id: SectionId) -> Section:
        """Return the section, or raise `SectionNotFound`."""

    @abstractmethod
    async def page(self, page: PageRequest) -> Sequence[Section]:
        """Return one page of them, by name."""

    @abstractmethod
    async def count(self) -> int:
        """Return how many there are."""

    @abstractmethod
    def add(self, section: Section) -> Change:
        """Keep a new section. The commit raises `SectionNameTaken` when the name is."""

    @abstractmethod
    def change(self, section: Section) -> Change:
        """Put the section in the place of the version before it.

        The commit raises `SectionChanged` when there is another version, and `SectionNameTaken` when the name is.
        """

    @abstractmethod
    def remove(self, section: Section) -> Change:
        """Take the section away. The commit raises `SectionChanged` when there is another version, or none."""
