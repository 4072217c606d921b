"""Sign in."""

from dataclasses import dataclass

from application.kernel.ids import Ids
from application.staff.ports import EmailSyntax, Tokens, Waiters
from domain.staff.session import SessionId
from domain.staff.waiter import Waiter, WaiterInactive


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
