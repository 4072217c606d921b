"""Remove a section."""

from collections.abc import AsyncIterator, Collection
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import Final

from application.floor.ports import Sections, Tables
from application.floor.table_news import table_news
from application.kernel.access import Rights
from application.kernel.clock import Clock
from application.kernel.events import Outbox
from application.kernel.ids import Ids
from application.kernel.pages import PageRequest
from application.kernel.unit_of_work import Change, UnitOfWork
from application.kernel.versions import read_for_change
from domain.floor.section import SectionChanged
from domain.floor.table import TableChanged
from domain.kernel.caller import Caller
from domain.kernel.ids import SectionId, WaiterId

_AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True)
class RemoveSection:
    """Take a section away. Its tables stay, in none."""

    sections: Sections
    tables: Tables
    rights: Rights
    outbox: Outbox
    clock: Clock
    ids: Ids
    work: UnitOfWork

    async def __call__(self, *, caller: Caller, section: SectionId, versions: Collection[int] | None = None) -> None:
        """Remove it. Where `versions` are given, only one of these is removed.

        Raises `OnlyManagersManage`, `Stale`, `SectionNotFound` and `SectionChanged`.
        """
        self.rights.ensure_may_change_floor(caller)
        while True:
            async with read_for_change(lambda: self.sections.get(section), versions, SectionChanged) as before:
                changes = [change async for change in self._emptied(section, caller.id)]
                with suppress(TableChanged):  # one of its tables was changed, or came to be in it: they are read again
                    return await self.work.commit(None, *changes, self.sections.remove(before))

    async def _emptied(self, section: SectionId, by: WaiterId) -> AsyncIterator[Change]:
        now = self.clock.now()
        for number in count(1):
            page = await self.tables.page(PageRequest(number, _AT_ONCE))
            for after in (each.changed(section=None) for each in page if each.section == section):
                yield self.tables.change(after)
                yield self.outbox.tell(table_news(self.ids.new(), after, at=now, actor=by))
            if len(page) < _AT_ONCE:
                return
