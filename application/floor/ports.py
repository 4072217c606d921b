"""What the floor's use cases need."""

from abc import abstractmethod
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from application.kernel.pages import PageRequest
from application.kernel.unit_of_work import Change
from domain.floor.seating import Seating
from domain.floor.section import Section
from domain.floor.table import Table
from domain.kernel.ids import SectionId, TableId


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
        """Take the section away.

        The commit raises `SectionChanged` when there is another version, or none, and `TableChanged` when a table is
        in it.
        """


class Tables(Protocol):
    """Where guests sit."""

    @abstractmethod
    async def get(self, table_id: TableId) -> Table:
        """Return the table, or raise `TableNotFound`."""

    @abstractmethod
    async def page(self, page: PageRequest) -> Sequence[Table]:
        """Return one page of them, open and closed, by name, then by id."""

    @abstractmethod
    async def count(self) -> int:
        """Return how many there are."""

    @abstractmethod
    def add(self, table: Table) -> Change:
        """Keep a new table.

        The commit raises `TableNameTaken` when it and another open one have the name, and `SectionNotFound` when its
        section is not there.
        """

    @abstractmethod
    def change(self, table: Table) -> Change:
        """Put the table in the place of the version before it.

        The commit raises `TableChanged` when there is another version, and what it raises for a new one.
        """

    @abstractmethod
    def remove(self, table: Table) -> Change:
        """Take the table away.

        The commit raises `TableChanged` when there is another version, or none, and `TableInUse` when orders name it.
        """


class Seatings(Protocol):
    """Who sits where."""

    @abstractmethod
    async def at(self, tables: Collection[TableId]) -> Mapping[TableId, Seating]:
        """Return who sits at these tables now. Those where nobody does are missing."""
