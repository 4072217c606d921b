"""The tables where guests sit, as far as orders need them, as a port."""

from abc import abstractmethod
from typing import NamedTuple, Protocol

from domain.kernel.ids import TableId
from domain.kernel.names import Name
from domain.ordering.refusals import TableClosed, TableUnknown


class TableFound(NamedTuple):
    """What the floor has under a table's id: one that is open or closed, or (None) no table."""

    id: TableId
    is_open: bool | None

    def ensure_open(self) -> None:
        """Raise `TableUnknown` or `TableClosed` where orders cannot be at this table."""
        if self.is_open is None:
            raise TableUnknown(field=("table",))
        if not self.is_open:
            raise TableClosed


class Floor(Protocol):
    """The tables, as far as an order needs them."""

    @abstractmethod
    async def find(self, table: TableId | None) -> TableFound | None:
        """Return what there is under this id now, and nothing where none is asked for."""

    @abstractmethod
    async def name_of(self, table: TableId | None) -> Name | None:
        """Return what a table is called now, open or not, and nothing where there is none under this id."""
