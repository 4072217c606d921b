"""What the calls about tables take and answer."""

from datetime import datetime
from typing import Annotated, Any, ClassVar, Final, Self
from uuid import UUID

import msgspec

from application.kernel.pages import Slice
from domain.floor.seating import Occupancy
from domain.floor.table import Seats, Table
from domain.kernel.ids import SectionId
from domain.kernel.names import Name
from entrypoints.http.floor.section_schemas import NameRequired
from entrypoints.http.kernel.body import Body, Given, Missing


class TableBody(Body, frozen=True):
    """A new table. It is open."""

    example: ClassVar = {"name": "Table 7", "section": "01937b1e-7c00-7000-8000-000000000006", "seats": 4}

    name: Annotated[Name, Missing(NameRequired)]
    section: SectionId | None = None
    seats: Seats | None = None


class TableChangeBody(Body, frozen=True):
    """What is to change about a table. What is absent stays; null takes a section or seats away."""

    example: ClassVar = {"section": None, "open": False}

    name: Name | None = None
    section: Given[SectionId] = Given()
    seats: Given[Seats] = Given()
    open: bool | None = None


class TableView(msgspec.Struct, frozen=True):
    """Where guests sit, and who sits there. One that is not open takes no order.

    `open_orders` are those at the table, oldest first, `since` is when the first was placed, and `guests` how many
    guests they say there are. It is free where there are none.
    """

    id: UUID
    name: str
    section: UUID | None
    seats: int | None
    open: bool
    free: bool
    open_orders: list[UUID]
    since: datetime | None
    guests: int

    @classmethod
    def of(cls, found: Occupancy) -> Self:
        """Show a table."""
        table, seating = found.table, found.seating
        return cls(
            table.id,
            table.name,
            table.section,
            table.seats,
            table.is_open,
            seating.is_free,
            [*seating.orders],
            seating.since,
            seating.guests,
        )


class TableCreated(msgspec.Struct, frozen=True):
    """A new table."""

    message: str
    table: TableView

    @classmethod
    def of(cls, table: Table) -> Self:
        """Show a new table."""
        return cls("Table created successfully", TableView.of(Occupancy(table)))


class TableShown(msgspec.Struct, frozen=True):
    """A table."""

    table: TableView


class TablesListed(msgspec.Struct, frozen=True):
    """A page of the tables."""

    tables: list[TableView]
    total: int | None
    pages: int | None
    current_page: int | None

    @classmethod
    def of(cls, found: Slice[Occupancy, Any]) -> Self:
        """Show the page."""
        return cls([TableView.of(each) for each in found.items], found.total, found.pages, found.number)


TABLE_EXAMPLE: Final = {
    "id": "01937b1e-7c00-7000-8000-000000000007",
    "name": "Table 7",
    "section": "01937b1e-7c00-7000-8000-000000000006",
    "seats": 4,
    "open": True,
    "free": False,
    "open_orders": ["01937b1e-7c00-7000-8000-000000000003"],
    "since": "2026-11-20T18:30:00Z",
    "guests": 3,
}
