"""Remove a table."""

from collections.abc import Collection
from dataclasses import dataclass

from application.floor.ports import Tables
from application.floor.table_news import table_news
from application.kernel.access import Rights
from application.kernel.clock import Clock
from application.kernel.events import Outbox
from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from application.kernel.versions import read_for_change
from domain.floor.table import TableChanged
from domain.kernel.caller import Caller
from domain.kernel.ids import TableId


@dataclass(frozen=True, slots=True)
class RemoveTable:
    """Take a table off the floor, for good: one that may be needed again is closed instead."""

    tables: Tables
    rights: Rights
    outbox: Outbox
    clock: Clock
    ids: Ids
    work: UnitOfWork

    async def __call__(self, *, caller: Caller, table: TableId, versions: Collection[int] | None = None) -> None:
        """Remove it. Where `versions` are given, only one of these is removed.

        Raises `OnlyManagersManage`, `Stale`, `TableNotFound`, `TableChanged` and `TableInUse`.
        """
        self.rights.ensure_may_change_floor(caller)
        async with read_for_change(lambda: self.tables.get(table), versions, TableChanged) as before:
            news = table_news(self.ids.new(), before, at=self.clock.now(), actor=caller.id, removed=True)
            await self.work.commit(None, self.tables.remove(before), self.outbox.tell(news))
