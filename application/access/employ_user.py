"""Employ a user."""

from dataclasses import dataclass

from application.access.chance import Chance
from application.access.ports import Activations
from application.kernel.access import ensure_manages
from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from application.people.ports import EmailSyntax, Waiters
from domain.access.lifetimes import CODES_LAST
from domain.access.secret import Code
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Caller, Role
from domain.kernel.ids import WaiterId
from domain.kernel.names import Name
from domain.people.waiter import Waiter


@dataclass(frozen=True, slots=True)
class EmployUser:
    """Take somebody on, who then chooses a secret with a code."""

    waiters: Waiters
    activations: Activations
    emails: EmailSyntax
    audit: Audit
    clock: Clock
    ids: Ids
    chance: Chance
    work: UnitOfWork

    async def __call__(self, *, caller: Caller, email: str, name: Name, role: Role) -> tuple[Waiter, Code]:
        """Return the new user and the code: it is shown this once.

        Raises `OnlyManagersManage`, `InvalidEmail` and `EmailTaken`.
        """
        ensure_manages(caller)
        now = self.clock.now()
        waiter = Waiter(
            id=WaiterId(self.ids.new()),
            email=self.emails.check(email),
            name=name,
            role=role,
            registered_at=now,
        )
        code = self.chance.code()
        created = Event(
            happening=Happening.USER_CREATED, at=now, actor=caller.id, subject=waiter.id, details={"role": role.value}
        )
        return await self.work.commit(
            (waiter, code),
            self.waiters.add(waiter),
            self.activations.offer(waiter.id, code.digest, until=now + CODES_LAST),
            self.audit.note(created),
        )
