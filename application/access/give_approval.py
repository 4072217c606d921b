"""Give an approval."""

from dataclasses import dataclass

from application.access.admission import Admission
from application.access.approvals import Approvals
from application.access.chance import Chance
from application.access.ports import Sessions
from application.access.try_secret import TrySecret
from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.unit_of_work import Change, UnitOfWork
from domain.access.approval import Approval, ApproverRefused
from domain.access.lifetimes import APPROVALS_LAST
from domain.access.secret import Credential, Secret, SecretKind, digest
from domain.access.session import SessionId
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Caller, Role
from domain.kernel.ids import OrderId, WaiterId


@dataclass(frozen=True, slots=True)
class GiveApproval:
    """Let the caller do one thing to one order that takes a manager, who says so with a secret on the caller's device.

    A PIN is enough where that is a device of the restaurant: what it opens is this one thing, for this one caller.
    """

    try_secret: TrySecret
    sessions: Sessions
    approvals: Approvals
    audit: Audit
    clock: Clock
    chance: Chance
    work: UnitOfWork

    async def __call__(
        self,
        *,
        caller: Caller,
        session: SessionId,
        action: str,
        order: OrderId,
        email: str,
        secret: Secret,
        admission: Admission,
    ) -> tuple[Approval, str]:
        """Return the approval and its token, which is shown this once. The session is the caller's.

        Raises `TooMany`, `SessionEnded`, and `ApproverRefused` for whatever is wrong with who approves.
        """
        await admission.known(session)
        device = (await self.sessions.get(session)).device
        tried = await self.try_secret(
            email=email,
            secret=secret,
            device=device,
            opens=lambda _: secret.kind is not SecretKind.PIN or device is not None,
        )
        details = {"action": action, "order": str(order)} | ({} if device is None else {"device": str(device)})

        def noted(happening: Happening, actor: WaiterId, subject: WaiterId | None) -> Change:
            at = self.clock.now()
            return self.audit.note(Event(happening=happening, at=at, actor=actor, subject=subject, details=details))

        credential = tried.credential
        if credential is None or not (tried.waiter_is_proven and _may_approve(credential)):
            who = None if credential is None else credential.waiter.id
            raise await self.work.commit(ApproverRefused(), noted(Happening.APPROVAL_FAILED, caller.id, who))
        token, manager = self.chance.token(), credential.waiter.id
        approval = Approval(
            token=digest(token),
            action=action,
            order=order,
            waiter=caller.id,
            by=manager,
            expires_at=self.clock.now() + APPROVALS_LAST,
        )
        return await self.work.commit(
            (approval, token),
            *tried.changes,
            self.approvals.give(approval),
            noted(Happening.APPROVAL_GIVEN, manager, caller.id),
        )


def _may_approve(credential: Credential) -> bool:
    return credential.waiter.active and credential.waiter.role is Role.MANAGER
