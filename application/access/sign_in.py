"""Sign in."""

from dataclasses import dataclass

from application.access.ports import Tokens
from application.kernel.ids import Ids
from application.people.ports import EmailSyntax, Waiters
from domain.access.session import SessionId, WaiterInactive
from domain.people.waiter import Waiter


@dataclass(frozen=True, slots=True)
class SignIn:
    """Give somebody on the staff a token, on their e-mail alone."""

    waiters: Waiters
    tokens: Tokens
    emails: EmailSyntax
    ids: Ids

    async def __call__(self, *, email: str) -> tuple[str, Waiter]:
        """Return a token and who it is for, or raise `WaiterNotFound` or `WaiterInactive`."""
        waiter = await self.waiters.with_email(self.emails.read(email))
        if not waiter.active:
            raise WaiterInactive
        return self.tokens.issue(waiter, SessionId(self.ids.new())), waiter
