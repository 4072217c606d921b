"""Problem details (RFC 9457): the one shape of every refusal, and how one is sent."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, Self

import msgspec
from litestar.types import Send

from domain.kernel.errors import (
    Conflict,
    ConflictsAt,
    DomainError,
    Invalid,
    InvalidAt,
    NotAllowed,
    NotFound,
    NotSignedIn,
    OfAnAmount,
    SettingsChanged,
)
from entrypoints.http.kernel.answers import as_json

PROBLEM_JSON: Final = "application/problem+json"


class FieldError(msgspec.Struct, frozen=True):
    """What is wrong with one value of the request: a JSON pointer (RFC 6901) to it, and a sentence."""

    pointer: str
    message: str


Errors = tuple[FieldError, ...]


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why the request was refused.

    `message` is what clients of the old service read; `error` comes with 401, `errors` where a value was refused.
    `amount` is what there is, where more was asked for: what is due, or left.
    """

    type: str
    title: str
    status: int
    detail: str
    instance: str
    message: str
    error: str | None = None
    errors: Errors = ()
    amount: Decimal | None = None

    @classmethod
    def of(
        cls,
        kind: str,
        status: int,
        detail: str,
        instance: str,
        *,
        error: str | None = None,
        errors: Errors = (),
        amount: Decimal | None = None,
    ) -> Self:
        """Return the problem of this kind: the name of an error's class, or a phrase of HTTP."""
        return cls(*kind_of(kind), status, detail, instance, detail, error, errors, amount)


async def refuse(problem: Problem, send: Send, *headers: tuple[bytes, bytes]) -> None:
    """Answer with the problem, before the application has seen the request."""
    body = as_json(problem)
    typed = [(b"content-type", PROBLEM_JSON.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": problem.status, "headers": [*typed, *headers]})
    await send({"type": "http.response.body", "body": body, "more_body": False})


def kind_of(name: str) -> tuple[str, str]:
    """Return the `type` and the `title` of a kind of problem."""
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)
    return "/problems/" + "-".join(words).lower(), " ".join(words).capitalize()


_KINDS: Final = frozenset(
    {Invalid, InvalidAt, NotSignedIn, NotAllowed, NotFound, Conflict, ConflictsAt, OfAnAmount, SettingsChanged}
)
"""No answers: kinds, whose subclasses are refusals, and what has a request done once more."""
_BESIDE: Final = frozenset(
    {
        "AddressTooLong",
        "BadRequest",
        "HeadersTooLong",
        "InternalServerError",
        "InvalidQuery",
        "MethodNotAllowed",
        "NotFound",
        "OneHost",
        "RequestEntityTooLarge",
        "UnknownHost",
    }
)
"""Refusals before the request is routed."""


def problem_types() -> list[str]:
    """Return every `type` that a refusal can have."""
    names = {each.__name__ for each in _refusals(DomainError) if each not in _KINDS}
    return sorted(kind_of(name)[0] for name in names | _BESIDE)


def _refusals(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    for each in kind.__subclasses__():
        if each.__module__.startswith(("domain.", "application.", "entrypoints.http.")):
            yield each
            yield from _refusals(each)
