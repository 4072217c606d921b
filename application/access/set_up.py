"""Set up the restaurant's staff."""

from dataclasses import dataclass

from application.access.admission import Admission
from application.access.chance import Chance
from application.access.hashes import Hashes
from application.access.ports import Activations, Credentials, Setups
from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from application.people.ports import EmailSyntax, Waiters
from domain.access.lifetimes import CODES_LAST
from domain.access.secret import Code, Secret, SetupRefused, digest, is_digest_of
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Role
from domain.kernel.ids import WaiterId
from domain.kernel.names import Name
from domain.people.waiter import Waiter


@dataclass(frozen=True, slots=True)
class SetUp:
    """Take on the first manager, once, for whoever has the setup token."""

    waiters: Waiters
    setups: Setups
    credentials: Credentials
    activations: Activations
    hashes: Hashes
    emails: EmailSyntax
    audit: Audit
    clock: Clock
    ids: Ids
    chance: Chance
    work: UnitOfWork

    async def __call__(
        self, *, token: str, email: str, name: Name, secret: Secret | None, admission: Admission
    ) -> tuple[Waiter, Code | None]:
        """Return the manager, and a code to choose a secret with where none was given.

        Raises `SetupRefused`, `TooMany`, `InvalidEmail`, `InvalidPassword` and `EmailTaken`.
        """
        offered = await self.setups.offered() or digest(self.chance.token())
        if not is_digest_of(token, offered):
            await admission.stranger()
            raise SetupRefused
        now = self.clock.now()
        manager = Waiter(
            id=WaiterId(self.ids.new()),
            email=self.emails.check(email),
            name=name,
            role=Role.MANAGER,
            registered_at=now,
        )
        code = None
        if secret is None:
            code = self.chance.code()
            opening = self.activations.offer(manager.id, code.digest, until=now + CODES_LAST)
        else:
            opening = self.credentials.put(manager.id, secret.kind, await self.hashes.make(secret))
        return await self.work.commit(
            (manager, code),
            self.waiters.add(manager),
            self.setups.do(manager.id, at=now),
            self.audit.note(Event(happening=Happening.RESTAURANT_SET_UP, at=now, subject=manager.id)),
            opening,
        )
