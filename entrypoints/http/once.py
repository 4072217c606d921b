"""Requests that are done once, however often they are sent: the `Idempotency-Key` header."""

import hashlib
import re
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Final, TypeVar

import msgspec
from dishka import Provider, Scope, provide  # pyright: ignore[reportUnknownVariableType] - dishka's types are incomplete
from litestar import Request, Response
from litestar.params import HeaderParameter

from application.kernel.answers import Answer, AnsweredMeanwhile, Answers, RequestKey
from application.kernel.clock import Clock
from application.kernel.unit_of_work import UnitOfWork
from domain.kernel.caller import Caller
from domain.kernel.errors import Invalid
from entrypoints.http.answers import JSONAnswer, as_json
from entrypoints.http.body import read_json
from entrypoints.http.errors import IdempotencyKeyReused

T = TypeVar("T")

CREATED: Final = 201
_WELL_FORMED: Final = re.compile(r'"[\x21\x23-\x7e]{1,255}"|[\x21\x23-\x7e][\x21-\x7e]{0,254}')
_SORTED: Final = msgspec.json.Encoder(order="sorted", decimal_format="string")

IdempotencyKey = Annotated[
    str | None,
    HeaderParameter(
        name="Idempotency-Key",
        description="1 to 255 visible ASCII characters, made up for this one request. Sent again with the same key "
        "and body, it is not done again: its first answer comes back, for at least 24 hours.",
    ),
]


class InvalidIdempotencyKey(Invalid):
    """A key that is none."""

    says = "An Idempotency-Key has 1 to 255 visible ASCII characters"


class Once:
    """Does what a request asks for unless it was done already, and keeps the answer in the same transaction."""

    def __init__(self, request: Request, answers: Answers, work: UnitOfWork, clock: Clock) -> None:  # pyright: ignore[reportMissingTypeArgument, reportUnknownParameterType]
        self._request: Request[Any, Any, Any] = request
        self._answers = answers
        self._work = work
        self._clock = clock

    async def __call__(
        self, key: str | None, caller: Caller | None, do: Callable[[], Awaitable[T]], show: Callable[[T], object]
    ) -> Response[Any]:
        """Return 201 with `show` of what `do` makes, or the first answer to this key with `Idempotent-Replayed`.

        Raises `InvalidIdempotencyKey`, `IdempotencyKeyReused` and whatever `do` raises; then nothing is kept.
        """
        if key is None:
            return JSONAnswer(show(await do()), status_code=CREATED)
        request_key = self._key(key, caller)
        fingerprint = await self._fingerprint(request_key)
        kept = await self._answers.find(request_key)
        if kept is None:
            body = b""

            async def keep(outcome: Any) -> None:  # noqa: ANN401 - what `do` is about to return
                nonlocal body
                body = as_json(show(outcome))
                answer = Answer(fingerprint=fingerprint, status=CREATED, body=body, answered_at=self._clock.now())
                await self._answers.keep(request_key, answer)

            self._work.beside(keep)
            try:
                _ = await do()
            except AnsweredMeanwhile:
                kept = await self._answers.find(request_key)
            else:
                return _json(body, CREATED)
        if kept is None or kept.fingerprint != fingerprint:
            raise IdempotencyKeyReused
        return _json(kept.body, kept.status, replayed=True)

    def _key(self, key: str, caller: Caller | None) -> RequestKey:
        if not _WELL_FORMED.fullmatch(key):
            raise InvalidIdempotencyKey
        bare = key[1:-1] if key.startswith('"') and key.endswith('"') and len(key) > 1 else key
        route = f"{self._request.method} {self._request.scope['path_template']}"
        return RequestKey(waiter=caller.id if caller else None, route=route, key=bare)

    async def _fingerprint(self, key: RequestKey) -> bytes:
        body = read_json(await self._request.body())
        return hashlib.sha256(key.route.encode() + b"\n" + _SORTED.encode(body)).digest()


def _json(body: bytes, status: int, *, replayed: bool = False) -> Response[bytes]:
    headers = {"Idempotent-Replayed": "true"} if replayed else {}
    return Response(body, status_code=status, media_type="application/json", headers=headers)


class KnowsRequests(Provider):
    """Provides `Once` to handlers."""

    once = provide(Once, scope=Scope.REQUEST)
