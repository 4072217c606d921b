"""What proving who one is needs."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from application.kernel.unit_of_work import Change
from domain.access.device import Device, DeviceId, Pairing
from domain.access.secret import Credential, SecretKind
from domain.access.session import Session, SessionId
from domain.access.token import Claims
from domain.kernel.ids import RestaurantId, WaiterId
from domain.people.waiter import Waiter


class SignedIn(Protocol):
    """Who is signed in."""

    @abstractmethod
    async def find(self, waiter: WaiterId, session: SessionId) -> Waiter:
        """Return the waiter of this session, or raise `WaiterNotFound`, `SessionEnded` or, first, `SettingsChanged`.

        So it does of a restaurant that is forgotten, wherever one can be. Lets `BusinessDays` hear how far days are
        closed, so that each request goes by what was so when it came.
        """


class Sessions(Protocol):
    """Who is signed in, and who not any more."""

    @abstractmethod
    def add(self, session: Session) -> Change:
        """Keep a session that can be renewed."""

    @abstractmethod
    async def get(self, session: SessionId) -> Session:
        """Return a session that can be renewed, or raise `SessionEnded`."""

    @abstractmethod
    def end_on(self, device: DeviceId, *, until: datetime) -> Change:
        """End every session on this device that there is at the commit, as `end` does."""

    @abstractmethod
    def change(self, session: Session) -> Change:
        """Put it in the place of the version before it. The commit raises `SessionChanged` when there is another."""

    @abstractmethod
    def end(self, session: SessionId, *, until: datetime) -> Change:
        """End the session. Its last token expires at `until`."""

    @abstractmethod
    async def forget_before(self, moment: datetime) -> int:
        """Forget, at once, sessions that expired before `moment`. Return how many."""


class Tokens(Protocol):
    """Proofs of who is calling in the restaurant, carried by the caller."""

    @abstractmethod
    def issue(self, waiter: Waiter, session: SessionId) -> str:
        """Return a new token for the waiter, of this session."""


class TokenReader(Protocol):
    """Tells what tokens say, whichever restaurant they are of."""

    @abstractmethod
    def read(self, token: str) -> Claims:
        """Return what the token claims, or raise `TokenInvalid` or `TokenExpired`."""

    @abstractmethod
    def restaurant_of(self, token: str) -> RestaurantId:
        """Return where a token that we signed is of use, or once was, or raise `TokenInvalid`."""


class Credentials(Protocol):
    """Everybody's secrets, hashed."""

    @abstractmethod
    async def find(self, email: str, kind: SecretKind) -> Credential | None:
        """Return who has this e-mail, in whatever case, with their secret of this kind; in one turn for anybody."""

    @abstractmethod
    def put(self, waiter: WaiterId, kind: SecretKind, hashed: str) -> Change:
        """Keep it in the place of the one before."""

    @abstractmethod
    def renew(self, waiter: WaiterId, kind: SecretKind, before: str, hashed: str) -> Change:
        """Keep another hash of the same secret, unless `before` is not kept any more at the commit."""


class Activations(Protocol):
    """Codes that let somebody choose their secret: one a user. Digests of codes, to be exact."""

    @abstractmethod
    def offer(self, waiter: WaiterId, code: bytes, *, until: datetime) -> Change:
        """Keep the code in the place of the one before."""

    @abstractmethod
    async def is_good(self, waiter: WaiterId | None, code: bytes, *, now: datetime) -> bool:
        """Tell whether redeeming the code would succeed. For None, who is nobody, that is no, after as long a time."""

    @abstractmethod
    def redeem(self, waiter: WaiterId, code: bytes, *, now: datetime) -> Change:
        """Use the code up. The commit raises `ActivationRefused` when it is not good."""

    @abstractmethod
    async def forget_before(self, moment: datetime) -> int:
        """Forget, at once, codes that expired before `moment`. Return how many."""


class Setups(Protocol):
    """Whether the restaurant has been set up, and what makes its first manager until then."""

    @abstractmethod
    async def done(self) -> bool:
        """Tell whether it has: a token made its first manager, or an active manager has a secret, whoever made them."""

    @abstractmethod
    async def offered(self) -> bytes | None:
        """Return the digest of the token that makes the first manager; None where no token does (any more)."""

    @abstractmethod
    def offer(self, setup_token: bytes) -> Change:
        """Put this digest in the place of the one before. The commit raises `AlreadySetUp` when it is done."""

    @abstractmethod
    def offer_the_first(self, setup_token: bytes) -> Change:
        """Keep this digest where there is none yet, and nobody was set up; else nothing happens."""

    @abstractmethod
    def do(self, first: WaiterId, *, at: datetime) -> Change:
        """Have it set up. The commit raises `SetupRefused` when somebody else was faster."""


class Devices(Protocol):
    """The restaurant's devices, and those that may join."""

    @abstractmethod
    def offer(self, pairing: Pairing) -> Change:
        """Keep an offer."""

    @abstractmethod
    async def offered(self, code: bytes, *, now: datetime) -> Pairing:
        """Return what was offered under this code, or raise `PairingRefused`."""

    @abstractmethod
    def enrol(self, device: Device, code: bytes) -> Change:
        """Add the device and use the code up. The commit raises `PairingRefused` when it is not good."""

    @abstractmethod
    async def get(self, device: DeviceId) -> Device:
        """Return the device, or raise `DeviceNotFound`."""

    @abstractmethod
    async def all(self) -> Sequence[Device]:
        """Return every device, revoked ones too, in the order they joined."""

    @abstractmethod
    def revoke(self, device: Device) -> Change:
        """Put a revoked device in the place of itself. The commit raises `DeviceChanged` when it is revoked already."""

    @abstractmethod
    def require(self, device: DeviceId) -> Change:
        """Change nothing. The commit raises `DeviceNotFound` when the device is revoked."""

    @abstractmethod
    async def forget_before(self, moment: datetime) -> int:
        """Forget, at once, offers that expired before `moment`. Return how many."""


class Attempts(Protocol):
    """How often somebody tried a secret lately: for each account, in whatever case, on each device and elsewhere."""

    @abstractmethod
    async def begin(self, account: str, device: DeviceId | None, *, now: datetime) -> None:
        """Count, at once, a try as failed until it succeeds, or raise `TooMany` for as long as failures deserve."""

    @abstractmethod
    def succeed(self, account: str, device: DeviceId | None) -> Change:
        """Forget every failure there."""

    @abstractmethod
    def forgive(self, account: str) -> Change:
        """Forget every failure, on every device and elsewhere."""

    @abstractmethod
    async def forget_before(self, moment: datetime) -> int:
        """Forget, at once, who could have tried again before `moment`. Return how many."""
