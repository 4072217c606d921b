"""What proving who one is needs."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.access.device import Device, DeviceId, Pairing
from domain.access.secret import Credential, Secret, SecretKind
from domain.access.session import Session, SessionId
from domain.access.token import Claims
from domain.kernel.ids import WaiterId
from domain.people.waiter import Waiter


class SignedIn(Protocol):
    """Who is signed in."""

    @abstractmethod
    async def find(self, waiter: WaiterId, session: SessionId) -> Waiter:
        """Return the waiter of this session, or raise `WaiterNotFound`, or `SessionEnded` if the session has."""


class Sessions(Protocol):
    """Who is signed in, and who not any more."""

    @abstractmethod
    async def add(self, session: Session) -> None:
        """Keep a session that can be renewed, once the unit of work commits."""

    @abstractmethod
    async def get(self, session: SessionId) -> Session:
        """Return a session that can be renewed, or raise `SessionEnded`."""

    @abstractmethod
    async def end_on(self, device: DeviceId, *, until: datetime) -> None:
        """End every session on this device that there is when the unit of work commits, as `end` does."""

    @abstractmethod
    async def change(self, session: Session) -> None:
        """Put it in the place of the version before it once the unit of work commits, or raise `SessionChanged`."""

    @abstractmethod
    async def end(self, session: SessionId, *, until: datetime) -> None:
        """End the session once the unit of work commits. Its last token expires at `until`."""

    @abstractmethod
    async def forget_before(self, moment: datetime) -> int:
        """Forget, at once, sessions that expired before `moment`, in every restaurant. Return how many."""


class Tokens(Protocol):
    """Proofs of who is calling, carried by the caller."""

    @abstractmethod
    def issue(self, waiter: Waiter, session: SessionId) -> str:
        """Return a new token for the waiter, of this session."""

    @abstractmethod
    def read(self, token: str) -> Claims:
        """Return what the token claims, or raise `TokenInvalid` or `TokenExpired`."""


class Hashes(Protocol):
    """Slow hashes, away from the event loop."""

    @abstractmethod
    async def make(self, secret: Secret) -> str:
        """Return a hash of the secret, or raise `InvalidPassword` for one of the passwords tried first."""

    @abstractmethod
    async def verify(self, hashed: str | None, secret: Secret) -> bool:
        """Tell whether this is the hash of the secret. Without any, takes as long and returns False."""

    @abstractmethod
    def is_dated(self, hashed: str) -> bool:
        """Tell whether hashes are made otherwise today."""


class Chance(Protocol):
    """What nobody can guess."""

    @abstractmethod
    def token(self) -> str:
        """Return a new text of 256 random bits, for machines."""

    @abstractmethod
    def code(self) -> str:
        """Return a new text of 80 random bits, for people to type."""


class Credentials(Protocol):
    """Everybody's secrets, hashed."""

    @abstractmethod
    async def find(self, email: str, kind: SecretKind) -> Credential | None:
        """Return who has this e-mail, in whatever case, with their secret of this kind; in one turn for anybody."""

    @abstractmethod
    async def put(self, waiter: WaiterId, kind: SecretKind, hashed: str) -> None:
        """Keep it in the place of the one before, once the unit of work commits."""

    @abstractmethod
    async def renew(self, waiter: WaiterId, kind: SecretKind, before: str, hashed: str) -> None:
        """Keep another hash of the same secret once the unit of work commits, unless `before` is not kept by then."""


class Activations(Protocol):
    """Codes that let somebody choose their secret: one a user. Digests of codes, to be exact."""

    @abstractmethod
    async def offer(self, waiter: WaiterId, code: bytes, *, until: datetime) -> None:
        """Keep the code in the place of the one before, once the unit of work commits."""

    @abstractmethod
    async def is_good(self, waiter: WaiterId, code: bytes, *, now: datetime) -> bool:
        """Tell whether redeeming the code would succeed. For somebody nobody knows that is no, in the same time."""

    @abstractmethod
    async def redeem(self, waiter: WaiterId, code: bytes, *, now: datetime) -> None:
        """Use the code up once the unit of work commits, which raises `ActivationRefused` when it is not good."""

    @abstractmethod
    async def forget_before(self, moment: datetime) -> int:
        """Forget, at once, codes that expired before `moment`, in every restaurant. Return how many."""


class Setups(Protocol):
    """Whether the restaurant has been set up."""

    @abstractmethod
    async def done(self) -> bool:
        """Tell whether it has."""

    @abstractmethod
    async def do(self, first: WaiterId, *, at: datetime) -> None:
        """Have it set up once the unit of work commits, which raises `SetupRefused` when somebody else was faster."""


class Devices(Protocol):
    """The restaurant's devices, and those that may join."""

    @abstractmethod
    async def offer(self, pairing: Pairing) -> None:
        """Keep an offer once the unit of work commits."""

    @abstractmethod
    async def offered(self, code: bytes, *, now: datetime) -> Pairing:
        """Return what was offered under this code, or raise `PairingRefused`."""

    @abstractmethod
    async def enrol(self, device: Device, code: bytes) -> None:
        """Add the device and use the code up once the unit of work commits, which raises `PairingRefused`."""

    @abstractmethod
    async def get(self, device: DeviceId) -> Device:
        """Return the device, or raise `DeviceNotFound`."""

    @abstractmethod
    async def all(self) -> Sequence[Device]:
        """Return every device, revoked ones too, in the order they joined."""

    @abstractmethod
    async def revoke(self, device: Device) -> None:
        """Put a revoked device in the place of itself once the unit of work commits.

        That raises `DeviceChanged` when it is revoked already.
        """

    @abstractmethod
    async def require(self, device: DeviceId) -> None:
        """Have the commit raise `DeviceNotFound` when the device is revoked by then."""

    @abstractmethod
    async def forget_before(self, moment: datetime) -> int:
        """Forget, at once, offers that expired before `moment`, in every restaurant. Return how many."""


class Attempts(Protocol):
    """How often somebody tried a secret lately: for each account, in whatever case, on each device and elsewhere."""

    @abstractmethod
    async def begin(self, account: str, device: DeviceId | None, *, now: datetime) -> None:
        """Count, at once, a try as failed until it has succeeded, or raise `TooMany` when it comes too soon.

        Nobody waits longer than their failures deserve, also where the clock was ahead when they failed.
        """

    @abstractmethod
    async def succeed(self, account: str, device: DeviceId | None) -> None:
        """Forget every failure there once the unit of work commits."""

    @abstractmethod
    async def forgive(self, account: str) -> None:
        """Forget every failure, on every device and elsewhere, once the unit of work commits."""

    @abstractmethod
    async def forget_before(self, moment: datetime) -> int:
        """Forget, at once, who could have tried again before `moment`, in every restaurant. Return how many."""
