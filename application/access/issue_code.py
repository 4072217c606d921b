"""Issue an activation code."""

from dataclasses import dataclass

from application.access.chance import Chance
from application.access.ports import Activations
from application.kernel.access import ensure_manages
from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.unit_of_work import UnitOfWork
from application.people.ports import Waiters
from domain.access.lifetimes import CODES_LAST
from domain.access.secret import Code
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Caller
from domain.kernel.ids import WaiterId


@dataclass(frozen=True, slots=True)
class IssueCode:
    """Let somebody choose a secret anew: the code they had before is worth nothing."""

    waiters: Waiters
    activations: Activations
    audit: Audit
    clock: Clock
    chance: Chance
    work: UnitOfWork

    async def __call__(self, *, caller: Caller, user: WaiterId) -> Code:
        """Return the code: it is shown this once. Raises `OnlyManagersManage` and `WaiterNotFound`."""
        ensure_manages(caller)
        waiter = await self.waiters.get(user)
        now, code = self.clock.now(), self.chance.code()
        issued = Event(happening=Happening.ACTIVATION_CODE_ISSUED, at=now, actor=caller.id, subject=waiter.id)
        return await self.work.commit(
            code,
            self.activations.offer(waiter.id, code.digest, until=now + CODES_LAST),
            self.audit.note(issued),
        )
