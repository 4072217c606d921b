"""Change a user."""

from collections.abc import Collection
from dataclasses import dataclass

from application.kernel.access import ensure_manages
from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.unit_of_work import UnitOfWork
from application.kernel.versions import read_for_change
from application.people.ports import EmailSyntax, Waiters
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Caller, Role
from domain.kernel.ids import WaiterId
from domain.kernel.names import Name
from domain.people.waiter import Waiter, WaiterChanged


@dataclass(frozen=True, slots=True)
class ChangeUser:
    """Change somebody's e-mail, name or role, or have them leave or come back. It takes effect at once."""

    waiters: Waiters
    emails: EmailSyntax
    audit: Audit
    clock: Clock
    work: UnitOfWork

    async def __call__(
        self,
        *,
        caller: Caller,
        user: WaiterId,
        versions: Collection[int] | None = None,
        email: str | None = None,
        name: Name | None = None,
        role: Role | None = None,
        active: bool | None = None,
    ) -> Waiter:
        """Return the user that follows. Where `versions` are given, only one of these is changed.

        Raises `OnlyManagersManage`, `InvalidEmail`, `WaiterNotFound`, `Stale`, `WaiterChanged`,
        `EmailTaken` and `NoManagerLeft`.
        """
        ensure_manages(caller)
        address = None if email is None else self.emails.check(email)
        async with read_for_change(lambda: self.waiters.get(user), versions, WaiterChanged) as before:
            after = before.changed(email=address, name=name, role=role, active=active)
            if after is before:
                await self.work.confirm()
                return after
            changes = [self.waiters.change(after)]
            if before.manages and not after.manages:
                changes.insert(0, self.waiters.require_another_manager(than=user))
            details = {"role": after.role.value, "active": str(after.active).lower()}
            if after.email != before.email:
                details["email"] = "changed"  # to what is nobody's business here
            changed = Event(
                happening=Happening.USER_CHANGED,
                at=self.clock.now(),
                actor=caller.id,
                subject=after.id,
                details=details,
            )
            return await self.work.commit(after, *changes, self.audit.note(changed))
