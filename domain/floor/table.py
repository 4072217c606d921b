"""Where guests sit."""

from dataclasses import dataclass, replace
from typing import ClassVar, Final, Self

from domain.kernel.errors import Conflict, Invalid, NotFound
from domain.kernel.ids import SectionId, TableId
from domain.kernel.names import Name
from domain.kernel.unchanged import UNCHANGED, Unchanged, following

MOST_SEATS: Final = 1_000


class TableNotFound(NotFound):
    """The restaurant has no such table."""

    says = "Table not found"


class TableNameTaken(Conflict):
    """An open table has this name already; that of a closed one is free."""

    says = "An open table has this name already"


class TableChanged(Conflict):
    """Somebody else changed the table since it was read."""

    says = "The table was changed in the meantime; read it again"


class TableInUse(Conflict):
    """Orders name the table."""

    says = "There are orders of this table; close it instead of removing it"


class InvalidSeats(Invalid):
    """More seats than a table has, or none."""

    says = f"The seats of a table are a whole number from 1 to {MOST_SEATS}"


class Seats(int):
    """How many can sit at a table."""

    __slots__ = ()

    lowest: ClassVar = 1
    highest: ClassVar = MOST_SEATS

    def __new__(cls, number: int) -> Self:
        """Return so many, or raise `InvalidSeats`."""
        if type(number) not in (int, cls) or not cls.lowest <= number <= cls.highest:
            raise InvalidSeats
        return int.__new__(cls, number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Where guests sit; one that is not open takes no order. Never changes: each change returns the one that follows.

    Without a section it is in no waiter's part of the floor; without seats nobody has said how many there are.
    """

    id: TableId
    name: Name
    section: SectionId | None = None
    seats: Seats | None = None
    is_open: bool = True
    version: int = 1

    def changed(
        self,
        *,
        name: Name | None = None,
        section: SectionId | Unchanged | None = UNCHANGED,
        seats: Seats | Unchanged | None = UNCHANGED,
        is_open: bool | None = None,
    ) -> "Table":
        """Return the table with what is given, or itself where nothing differs."""
        after = replace(
            self,
            name=self.name if name is None else name,
            section=following(self.section, section),
            seats=following(self.seats, seats),
            is_open=self.is_open if is_open is None else is_open,
        )
        return self if after == self else replace(after, version=self.version + 1)
