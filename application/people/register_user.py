"""Register a user."""

from dataclasses import dataclass

from application.kernel.answers import Answers, Sent
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
    answers: Answers
    emails: EmailSyntax
    clock: Clock
    ids: Ids
    work: UnitOfWork

    async def __call__(self, *, email: str, name: Name, role: Role = Role.WAITER, sent: Sent | None = None) -> Waiter:
        """Return the new waiter, or raise `InvalidEmail` or `EmailTaken`.

        Raises `AnsweredMeanwhile` when what was `sent` was sent twice at once.
        """
        waiter = Waiter(
            id=WaiterId(self.ids.new()),
            email=self.emails.check(email),
            name=name,
            role=role,
            registered_at=self.clock.now(),
        )
        answer = self.answers.keep(sent, waiter, at=waiter.registered_at)
        return await self.work.commit(waiter, self.waiters.add(waiter), answer)
