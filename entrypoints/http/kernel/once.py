"""Requests that are done once, however often they are sent: the `Idempotency-Key` header."""

import re
from typing import Annotated, Any, Final, TypeVar
from uuid import UUID

from litestar import Request, Response
from litestar.params import HeaderParameter

from application.kernel.answers import Sent
from domain.kernel.errors import Invalid
from entrypoints.http.kernel.addresses import location
from entrypoints.http.kernel.answers import JSONAnswer
from entrypoints.http.kernel.calling import caller_in
from entrypoints.http.kernel.fingerprints import fingerprint
from entrypoints.http.kernel.json_request import JSON_VALUE

T = TypeVar("T")

_CREATED: Final = 201
_HEADER: Final = "Idempotency-Key"
_BARE: Final = re.compile(r"[\x21\x23-\x7e][\x21-\x7e]{0,254}")
_QUOTED: Final = re.compile(r'"((?:[\x21\x23-\x5b\x5d-\x7e]|\\["\\]){1,255})"')
"""A string of structured headers (RFC 9651), where a backslash stands before quotes and backslashes."""
_ESCAPED: Final = re.compile(r"\\(.)")

IdempotencyKey = Annotated[
    str | None,
    HeaderParameter(
        name=_HEADER,
        description="1 to 255 visible ASCII characters, made up for this one request. Sent again with the same key "
        "and body, it is not done again: its first answer comes back, for at least 24 hours.",
    ),
]


class InvalidIdempotencyKey(Invalid):
    """A key that is none."""

    says = "An Idempotency-Key has 1 to 255 visible ASCII characters"


class IdempotencyKeyRequired(Invalid):
    """A request that could be done twice, if it were sent again without a key."""

    says = "An Idempotency-Key is required: it keeps a payment that is sent again from being taken twice"


def required(key: str | None) -> str:
    """Return the key, or raise `IdempotencyKeyRequired` where there is none."""
    if key is None:
        raise IdempotencyKeyRequired
    return key


def sent_by(request: Request[Any, Any, Any], given: str | None) -> Sent | None:
    """Return what a request to which a key was `given` is known by, None without one.

    Raises `InvalidIdempotencyKey`, also for two of them.
    """
    if given is None:
        return None
    key = _bare(given) if len(request.headers.getall(_HEADER)) == 1 else None
    if key is None:
        raise InvalidIdempotencyKey
    route = f"{request.method} {request.scope['path_template']}"
    mark = fingerprint(f"{request.method} {request.scope['path']}", request.scope["state"][JSON_VALUE])
    return Sent(waiter=caller_in(request.scope), route=route, key=key, fingerprint=mark)


def created(request: Request[Any, Any, Any], what: UUID, shown: T, *, before: bool) -> Response[T]:
    """Return 201, `shown`, and where `what` was made is found; with `Idempotent-Replayed` where that was before."""
    return JSONAnswer(shown, status_code=_CREATED, headers={**location(request, what), **replayed(before=before)})


def replayed(*, before: bool) -> dict[str, str]:
    """Return the header that tells what was done before from what is done now."""
    return {"Idempotent-Replayed": "true"} if before else {}


def _bare(key: str) -> str | None:
    if _BARE.fullmatch(key):
        return key
    quoted = _QUOTED.fullmatch(key)
    return _ESCAPED.sub(r"\1", quoted[1]) if quoted else None
