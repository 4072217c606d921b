"""What the staff's use cases need."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from domain.kernel.errors import NotSignedIn
from domain.kernel.ids import WaiterId
from domain.staff.device import DeviceId
from domain.staff.session import Session, SessionId
from domain.staff.waiter import Waiter


class TokenMissing(NotSignedIn):
    """No token was sent."""

    says = "Request does not contain an access token"
    error = "authorization_required"


class TokenInvalid(NotSignedIn):
    """What was sent is no token of ours."""

    says = "Signature verification failed"
    error = "invalid_token"


class TokenExpired(NotSignedIn):
    """A token of ours, past its time."""

    says = "The token has expired"
    error = "token_expired"


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token says about who carries it: worth something as long as `version` is the waiter's `token_version`."""

    waiter: WaiterId
    session: SessionId
    version: int
    expires: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """A session: the token that opens doors, the one that renews both, and whose they are."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    waiter: Waiter


class Waiters(Protocol):
    """Everybody on the staff."""

    @abstractmethod
    async def get(self, waiter_id: WaiterId) -> Waiter:
        """Return the waiter, or raise `WaiterNotFound`."""

    @abstractmethod
    async def signed_in(self, waiter_id: WaiterId, session: SessionId) -> Waiter:
        """Return the waiter, or raise `WaiterNotFound`, or `SessionEnded` if this session has."""

    @abstractmethod
    async def with_email(self, email: str) -> Waiter:
        """Return the waiter with this e-mail, whatever its case, or raise `WaiterNotFound`."""

    @abstractmethod
    async def all(self) -> Sequence[Waiter]:
        """Return everybody, by id: in the order they registered."""

    @abstractmethod
    async def add(self, waiter: Waiter) -> None:
        """Keep a new waiter once the unit of work commits, which raises `EmailTaken` when the e-mail is."""

    @abstractmethod
    async def change(self, waiter: Waiter) -> None:
        """Put the waiter in the place of the version before it once the unit of work commits.

        That raises `WaiterChanged` when there is another version by then, and `EmailTaken` when somebody else has the
        e-mail.
        """

    @abstractmethod
    async def require_another_manager(self, than: WaiterId) -> None:
        """Have the commit raise `NoManagerLeft` when nobody else than this waiter is an active manager."""


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


class EmailSyntax(Protocol):
    """The rules of e-mail addresses."""

    @abstractmethod
    def check(self, email: str) -> str:
        """Return the address as it is to be kept, or raise `InvalidEmail`."""

    @abstractmethod
    def read(self, email: str) -> str:
        """Return what the address is kept as, however it was written; what is none, as it stands, is nobody's."""
