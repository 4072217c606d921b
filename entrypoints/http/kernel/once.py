"""Requests that are done once, however often they are sent: the `Idempotency-Key` header."""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Any, Final, Protocol, TypeVar
from uuid import UUID

import msgspec
from dishka import Provider, Scope, provide  # pyright: ignore[reportUnknownVariableType] - dishka's types are incomplete
from litestar import Request, Response
from litestar.params import HeaderParameter

from application.kernel.ahead import begun
from application.kernel.answers import Answer, Answers, RequestKey
from application.kernel.clock import Clock
from application.kernel.unit_of_work import Change, UnitOfWork
from domain.access.token import Claims
from domain.kernel.errors import Conflict, Invalid
from entrypoints.http.access.auth import CLAIMS
from entrypoints.http.kernel.addresses import location
from entrypoints.http.kernel.answers import JSONAnswer, as_json
from entrypoints.http.kernel.errors import IdempotencyKeyReused
from entrypoints.http.kernel.fingerprints import fingerprint
from entrypoints.http.kernel.json_request import BODY


class Made(Protocol):
    """What a request made."""

    @property
    def id(self) -> UUID:
        """What it is found by."""
        ...


T = TypeVar("T", bound=Made)

CREATED: Final = 201
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


class Once:
    """Does what a request asks for unless it was done already, and keeps the answer in the same transaction.

    It begins to look for an answer as soon as it is made, together with whoever finds out who is calling: handlers name
    it before that.
    """

    def __init__(self, request: Request, answers: Answers, work: UnitOfWork, clock: Clock) -> None:  # pyright: ignore[reportMissingTypeArgument, reportUnknownParameterType]
        self._request: Request[Any, Any, Any] = request
        self._answers = answers
        self._work = work
        self._clock = clock
        self._key = self._request_key()
        self._kept = None if self._key is None else begun(answers.find(self._key))

    async def __call__(
        self, key: str | None, do: Callable[[], Awaitable[T]], show: Callable[[T], object]
    ) -> Response[Any]:
        """Return 201 with `show` of what `do` makes, or the first answer to this key with `Idempotent-Replayed`.

        A first answer that is given again is as durable as it has to be the first time. Raises `InvalidIdempotencyKey`,
        `IdempotencyKeyReused` and whatever `do` raises; then nothing is kept, except where it is `OutcomeUnknown`.
        """
        if key is None:
            made = await do()
            return JSONAnswer(show(made), status_code=CREATED, headers=location(self._request, made.id))
        if self._key is None or self._kept is None:
            raise InvalidIdempotencyKey
        mark = fingerprint(self._key.route, self._request.scope["state"][BODY])
        kept = await self._kept
        if kept is None:
            try:
                body, made = await self._first(self._key, mark, do, show)
                return _json(body, CREATED, location(self._request, made.id))
            except Conflict:
                # Whoever has the name that this request wants may be the same request, sent before.
                kept = await self._answers.find(self._key)
                if kept is None:
                    raise
        if kept.fingerprint != mark:
            raise IdempotencyKeyReused
        await self._work.confirm()  # who sent it first may not have been told, and then it may not last
        found = location(self._request, _id_in(kept.body))
        return _json(kept.body, kept.status, {**found, "Idempotent-Replayed": "true"})

    async def _first(
        self, key: RequestKey, mark: bytes, do: Callable[[], Awaitable[T]], show: Callable[[T], object]
    ) -> tuple[bytes, T]:
        """Do it, and return the answer, which was kept in the transaction of what was done, and what was made."""
        body = b""

        def keep(outcome: Any) -> Change:  # noqa: ANN401 - what `do` is about to return
            nonlocal body
            body = as_json(show(outcome))
            answer = Answer(fingerprint=mark, status=CREATED, body=body, answered_at=self._clock.now())
            return self._answers.keep(key, answer)

        self._work.beside(keep)
        made = await do()
        return body, made

    def _request_key(self) -> RequestKey | None:
        sent = self._request.headers.getall(_HEADER, [])
        key = _bare(sent[0]) if len(sent) == 1 else None
        if key is None:
            return None
        claims: Claims | None = self._request.scope["state"].get(CLAIMS)
        route = f"{self._request.method} {self._request.scope['path_template']}"
        return RequestKey(waiter=claims.waiter if claims else None, route=route, key=key)


def _bare(key: str) -> str | None:
    if _BARE.fullmatch(key):
        return key
    quoted = _QUOTED.fullmatch(key)
    return _ESCAPED.sub(r"\1", quoted[1]) if quoted else None


class _Shown(msgspec.Struct):
    id: UUID


class _Kept(msgspec.Struct):
    """An answer of before: it shows what it is about under one of these names."""

    order: _Shown | None = None
    product: _Shown | None = None
    user: _Shown | None = None


def _id_in(body: bytes) -> UUID:
    kept = msgspec.json.decode(body, type=_Kept)
    return next(each.id for each in (kept.order, kept.product, kept.user) if each)


def _json(body: bytes, status: int, headers: Mapping[str, str]) -> Response[bytes]:
    return Response(body, status_code=status, media_type="application/json", headers=headers)


class KnowsRequests(Provider):
    """Provides `Once` to handlers."""

    once = provide(Once, scope=Scope.REQUEST)
