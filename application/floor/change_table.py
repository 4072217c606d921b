"""Change a table."""

from collections.abc import Collection
from dataclasses import dataclass

from application.floor.ports import Seatings, Tables
from application.floor.table_news import table_news
from application.kernel.access import Rights
from application.kernel.clock import Clock
from application.kernel.events import Outbox
from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from application.kernel.versions import read_for_change
from domain.floor.seating import NOBODY, Occupancy
from domain.floor.table import Seats, TableChanged
from domain.kernel.caller import Caller
from domain.kernel.ids import SectionId, TableId
from domain.kernel.names import Name
from domain.kernel.unchanged import UNCHANGED, Unchanged


@dataclass(frozen=True, slots=True)
class ChangeTable:
    """Rename a table, move it to a section or out of one, say how many can sit there, or close it or open it again."""

    tables: Tables
    seatings: Seatings
    rights: Rights
    outbox: Outbox
    clock: Clock
    ids: Ids
    work: UnitOfWork

    async def __call__(
        self,
        *,
        caller: Caller,
        table: TableId,
        versions: Collection[int] | None = None,
        name: Name | None = None,
        section: SectionId | Unchanged | None = UNCHANGED,
        seats: Seats | Unchanged | None = UNCHANGED,
        is_open: bool | None = None,
    ) -> Occupancy:
        """Return the table that follows, and who sits there. Where `versions` are given, only one of these is changed.

        Raises `OnlyManagersManage`, `Stale`, `TableNotFound`, `TableNameTaken`, `SectionNotFound` and `TableChanged`.
        """
        self.rights.ensure_may_change_floor(caller)
        async with read_for_change(lambda: self.tables.get(table), versions, TableChanged) as before:
            after = before.changed(name=name, section=section, seats=seats, is_open=is_open)
            if after is before:
                await self.work.confirm()
            else:
                news = table_news(self.ids.new(), after, at=self.clock.now(), actor=caller.id)
                await self.work.commit(None, self.tables.change(after), self.outbox.tell(news))
            return Occupancy(after, (await self.seatings.at([table])).get(table, NOBODY))
