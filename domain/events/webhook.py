"""A webhook: where events of the log are delivered to, in their order, and how far that has come."""

import hmac
import re
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import ClassVar, Final, NewType, Self
from urllib.parse import SplitResult, urlsplit
from uuid import UUID

from domain.kernel.errors import Conflict, Invalid, NotFound
from domain.kernel.unchanged import UNCHANGED, Unchanged, following

WebhookId = NewType("WebhookId", UUID)

MOST_WEBHOOKS: Final = 20
"""How many a restaurant may have."""
GIVEN_UP_AFTER: Final = timedelta(days=3)
_FIRST_WAIT: Final = timedelta(seconds=5)
_LONGEST_WAIT: Final = timedelta(hours=2)
_MOST_DOUBLINGS: Final = 16
_SHORTEST_KEY: Final = 24
_LABEL: Final = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
"""A part of a host's name."""


class WebhookNotFound(NotFound):
    """The restaurant has no such webhook."""

    says = "Webhook not found"


class WebhookChanged(Conflict):
    """Somebody else changed the webhook since it was read, or delivers to it."""

    says = "The webhook was changed in the meantime; read it again"


class TooManyWebhooks(Conflict):
    """The restaurant has as many webhooks as it may."""

    says = f"There are {MOST_WEBHOOKS} webhooks already; remove one first"


class InvalidWebhookUrl(Invalid):
    """A URL that nothing can be delivered to, or that holds a user's name."""

    says = "A webhook's URL is http or https, with a host, and without user and fragment, of up to 2000 characters"


class WebhookAddressRefused(Invalid):
    """A URL of an address that is not everybody's: of this machine, or of the network that it is in."""

    says = "A webhook's URL has a public address: private, loopback, link-local and multicast ones are refused"


class WebhookUrl(str):
    """A URL that can be delivered to, as it was written."""

    __slots__ = ()

    longest: ClassVar = 2000
    # Readers of URLs differ about backslashes, white space and what is not ASCII, so there is none of it.
    pattern: ClassVar = (
        rf"^[Hh][Tt][Tt][Pp][Ss]?://({_LABEL}(\.{_LABEL})*\.?|\[[0-9A-Fa-f:.]+\])(:[0-9]+)?"
        r"""([/?][!-"$-\[\]-~]*)?$"""
    )

    def __new__(cls, text: str) -> Self:
        """Return the URL that `text` is, or raise `InvalidWebhookUrl`."""
        if len(text) > cls.longest or not re.fullmatch(cls.pattern, text) or text.endswith("\n"):
            raise InvalidWebhookUrl
        try:
            port = urlsplit(text).port
        except ValueError:
            raise InvalidWebhookUrl from None
        if port == 0:
            raise InvalidWebhookUrl
        return str.__new__(cls, text)

    @property
    def parts(self) -> SplitResult:
        """Return its parts."""
        return urlsplit(str(self))


class InvalidWebhookSecret(Invalid):
    """A secret that is none."""

    says = "A webhook's secret is whsec_ and at least 24 bytes in base64"


class WebhookSecret(str):
    """What deliveries are signed with, as Standard Webhooks write it. It has to sign, so it is kept as it is."""

    __slots__ = ()

    prefix: ClassVar = "whsec_"

    def __new__(cls, text: str) -> Self:
        """Return the secret that `text` is, or raise `InvalidWebhookSecret`."""
        try:
            key = b64decode(text.removeprefix(cls.prefix), validate=True)
        except ValueError:
            raise InvalidWebhookSecret from None
        if not text.startswith(cls.prefix) or len(key) < _SHORTEST_KEY:
            raise InvalidWebhookSecret
        return str.__new__(cls, text)

    @classmethod
    def of(cls, key: bytes) -> Self:
        """Return the secret that these random bytes make."""
        return cls(cls.prefix + b64encode(key).decode())

    def __repr__(self) -> str:
        """Show what it is."""
        return "WebhookSecret()"

    def signature(self, message: str, at: datetime, body: bytes) -> str:
        """Return the value of `webhook-signature` for a message that is sent at this moment."""
        signed = b"%s.%d.%s" % (message.encode(), int(at.timestamp()), body)
        mark = hmac.digest(b64decode(self.removeprefix(self.prefix)), signed, "sha256")
        return f"v1,{b64encode(mark).decode()}"


def wait_after(failures: int) -> timedelta:
    """Return how long to wait after so many failures in a row: each time twice as long, up to two hours."""
    return min(_FIRST_WAIT * 2 ** min(failures - 1, _MOST_DOUBLINGS), _LONGEST_WAIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """Where events are delivered to. Never changes: each step returns the webhook that follows.

    `types` are those of the events that are wanted, None for all. All that come up to the number `after` are delivered,
    or were not wanted. It is tried again at `due_at`, after `failures` in a row, and given up after days of them.
    Only what people change makes another version, and that it was given up.
    """

    id: WebhookId
    url: WebhookUrl
    types: tuple[str, ...] | None
    secret: WebhookSecret = field(repr=False)
    after: int
    due_at: datetime
    is_active: bool = True
    failures: int = 0
    failing_since: datetime | None = None
    gave_up_at: datetime | None = None
    version: int = 1

    def changed(
        self,
        at: datetime,
        *,
        url: WebhookUrl | None = None,
        types: Sequence[str] | Unchanged | None = UNCHANGED,
        is_active: bool | None = None,
    ) -> "Webhook":
        """Return the webhook with what is given, to be tried at once; or itself where nothing differs."""
        wanted = following(self.types, UNCHANGED if types is UNCHANGED else _in_order(types))
        new = replace(
            self,
            url=self.url if url is None else url,
            types=wanted,
            is_active=self.is_active if is_active is None else is_active,
        )
        return self if new == self else _anew(new, at)

    def replayed(self, at: datetime, after: int) -> "Webhook":
        """Return the webhook with what comes after this number to be delivered, once more or not at all."""
        return _anew(replace(self, after=after), at)

    def moved_on(self, number: int) -> "Webhook":
        """Return the webhook once all events up to this number are dealt with."""
        return replace(self, after=number, failures=0, failing_since=None)

    def failed(self, at: datetime, *, for_good: bool = False) -> "Webhook":
        """Return the webhook after one more failure. It is given up after days of them, or where that is `for_good`."""
        since, failures = self.failing_since or at, self.failures + 1
        next_time = replace(self, failures=failures, failing_since=since, due_at=at + wait_after(failures))
        if for_good or at - since >= GIVEN_UP_AFTER:
            return replace(next_time, is_active=False, gave_up_at=at, version=self.version + 1)
        return next_time


def _anew(webhook: Webhook, at: datetime) -> Webhook:
    return replace(webhook, failures=0, failing_since=None, due_at=at, gave_up_at=None, version=webhook.version + 1)


def _in_order(types: Sequence[str] | Unchanged | None) -> tuple[str, ...] | None:
    return None if types is None or isinstance(types, Unchanged) else tuple(sorted({*types}))
