"""Register a user."""

from dataclasses import dataclass

from application.kernel.clock import Clock
from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from application.people.ports import EmailSyntax, Waiters
from domain.kernel.caller import Role
from domain.kernel.ids import WaiterId
from domain.kernel.names import Name
from domain.people.waiter import Waiter


@dataclass(frozen=True, slots=True)
class RegisterUser:
    """Take somebody on."""

    waiters: Waiters
    emails: EmailSyntax
    clock: Clock
    ids: Ids
    work: UnitOfWork

    async def __call__(self, *, email: str, name: Name, role: Role = Role.WAITER) -> Waiter:
        """Return the new waiter, or raise `InvalidEmail`, `InvalidName` or `EmailTaken`."""
        waiter = Waiter(
            id=WaiterId(self.ids.new()),
            email=self.emails.check(email),
            name=name,
            role=role,
            registered_at=self.clock.now(),
        )
        return await self.work.commit(waiter, self.waiters.add(waiter))
