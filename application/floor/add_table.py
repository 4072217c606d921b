"""Add a table."""

from dataclasses import dataclass

from application.floor.ports import Tables
from application.floor.table_news import table_news
from application.kernel.access import Rights
from application.kernel.answers import Answers, Sent
from application.kernel.clock import Clock
from application.kernel.events import Outbox
from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from domain.floor.table import Seats, Table
from domain.kernel.caller import Caller
from domain.kernel.ids import SectionId, TableId
from domain.kernel.names import Name


@dataclass(frozen=True, slots=True)
class AddTable:
    """Put a table on the floor: it is open."""

    tables: Tables
    answers: Answers
    outbox: Outbox
    rights: Rights
    clock: Clock
    ids: Ids
    work: UnitOfWork

    async def __call__(
        self,
        *,
        caller: Caller,
        name: Name,
        section: SectionId | None = None,
        seats: Seats | None = None,
        sent: Sent | None = None,
    ) -> Table:
        """Return the new table. Raises `OnlyManagersManage`, `TableNameTaken` and `SectionNotFound`.

        Raises `AnsweredMeanwhile` when what was `sent` was sent twice at once.
        """
        self.rights.ensure_may_change_floor(caller)
        table = Table(id=TableId(self.ids.new()), name=name, section=section, seats=seats)
        now = self.clock.now()
        news = self.outbox.tell(table_news(self.ids.new(), table, at=now, actor=caller.id))
        return await self.work.commit(table, self.tables.add(table), news, self.answers.keep(sent, table, at=now))
