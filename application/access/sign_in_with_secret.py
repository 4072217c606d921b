"""Sign in with a secret."""

from dataclasses import dataclass
from uuid import UUID

from application.access.admission import Admission
from application.access.chance import Chance
from application.access.ports import Devices, Sessions, Tokens
from application.access.try_secret import TrySecret
from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.ids import Ids
from application.kernel.unit_of_work import Change, UnitOfWork
from domain.access.device import Device, DeviceId, DeviceNotFound
from domain.access.lifetimes import SESSIONS_LAST
from domain.access.secret import Credential, Secret, SecretKind, WrongCredentials, digest, is_digest_of
from domain.access.session import Opened, Session, SessionId, WaiterInactive
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Role


@dataclass(frozen=True, slots=True)
class SignInWithSecret:
    """Open a session for somebody who knows their password, or, on a device of the restaurant, their PIN."""

    try_secret: TrySecret
    devices: Devices
    sessions: Sessions
    tokens: Tokens
    audit: Audit
    clock: Clock
    ids: Ids
    chance: Chance
    work: UnitOfWork

    async def __call__(self, *, email: str, secret: Secret, device_token: str | None, admission: Admission) -> Opened:
        """Return the session's tokens, or raise `TooMany`, `WrongCredentials` or `WaiterInactive`."""
        now = self.clock.now()
        device = await self._device(device_token)
        device_id = None if device is None else device.id
        await (admission.stranger() if device_id is None else admission.known(device_id))
        tried = await self.try_secret(
            email=email,
            secret=secret,
            device=device_id,
            opens=lambda credential: _may_use(secret.kind, credential, device),
        )
        credential = tried.credential
        if credential is None or not tried.waiter_is_proven:
            raise await self._refused(WrongCredentials, credential, device_id)
        if not credential.waiter.active:
            raise await self._refused(WaiterInactive, credential, device_id)
        renewal = self.chance.token()
        session = Session(
            id=SessionId(self.ids.new()),
            waiter=credential.waiter.id,
            device=device_id,
            token_version=credential.waiter.token_version,
            secret=digest(renewal),
            salt=self.chance.token(),
            expires_at=now + SESSIONS_LAST,
        )
        changes = [*tried.changes, self.sessions.add(session)]
        if device_id is not None:
            changes.append(self.devices.require(device_id))
        opened = Opened(
            self.tokens.issue(credential.waiter, session.id), session.refresh_token(renewal), credential.waiter
        )
        try:
            return await self.work.commit(opened, *changes, self._note(Happening.SIGNED_IN, credential, device_id))
        except DeviceNotFound:
            raise await self._refused(WrongCredentials, credential, device_id) from None

    async def _device(self, token: str | None) -> Device | None:
        text, _, secret = (token or "").partition(".")
        try:
            device = await self.devices.get(DeviceId(UUID(text)))
        except (ValueError, DeviceNotFound):
            return None
        return device if is_digest_of(secret, device.secret) and device.revoked_at is None else None

    async def _refused(
        self,
        refusal: type[WrongCredentials | WaiterInactive],
        credential: Credential | None,
        device_id: DeviceId | None,
    ) -> WrongCredentials | WaiterInactive:
        return await self.work.commit(refusal(), self._note(Happening.SIGN_IN_FAILED, credential, device_id))

    def _note(self, happening: Happening, credential: Credential | None, device_id: DeviceId | None) -> Change:
        who = None if credential is None else credential.waiter.id
        details = {} if device_id is None else {"device": str(device_id)}
        actor = who if happening is Happening.SIGNED_IN else None
        event = Event(happening=happening, at=self.clock.now(), actor=actor, subject=who, details=details)
        return self.audit.note(event)


def _may_use(kind: SecretKind, credential: Credential, device: Device | None) -> bool:
    """Tell whether six digits are enough: for no manager, and where the device is the other half of the secret."""
    return kind is not SecretKind.PIN or (device is not None and credential.waiter.role is not Role.MANAGER)
