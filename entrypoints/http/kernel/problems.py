"""Problem details (RFC 9457): the one shape of every refusal; and how answers are documented."""

import re
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Final

import msgspec
from litestar.datastructures import CacheControlHeader
from litestar.openapi import ResponseSpec
from litestar.openapi.spec import Example

from domain.kernel.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound, NotSignedIn

PROBLEM_JSON: Final = "application/problem+json"


class FieldError(msgspec.Struct, frozen=True):
    """What is wrong with one value of the request: a JSON pointer (RFC 6901) to it, and a sentence."""

    pointer: str
    message: str


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why the request was refused.

    `message` is what clients of the old service read; `error` comes with 401, `errors` where a value was refused.
    """

    type: str
    title: str
    status: int
    detail: str
    instance: str
    message: str
    error: str | None = None
    errors: tuple[FieldError, ...] = ()


_KINDS: Final = frozenset({Invalid, NotSignedIn, NotAllowed, NotFound, Conflict})
"""Nothing is refused as one of these, only as what is one of them."""
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
"""Refused before anybody looks at what is asked."""
_TYPICAL: Final[Mapping[int, tuple[str, ...]]] = {
    400: ("InvalidBody",),
    401: ("TokenMissing",),
    403: ("OnlyManagersMay",),
    404: ("WaiterNotFound",),
    408: ("BodyTooSlow",),
    409: ("Busy",),
    412: ("Stale",),
    413: ("RequestEntityTooLarge",),
    414: ("AddressTooLong",),
    415: ("UnsupportedBody",),
    422: ("IdempotencyKeyReused",),
    429: ("TooMany",),
    431: ("HeadersTooLong",),
    500: ("InternalServerError",),
    503: ("Unavailable", "OutcomeUnknown"),
}
_MEANING: Final[Mapping[int, str]] = {
    400: "What was sent cannot be",
    401: "Nobody is signed in",
    403: "Not allowed",
    404: "Not there, or not visible to you",
    408: "The body took too long to arrive",
    409: "Taken, or changed in the meantime",
    412: "Changed since you read it",
    413: "The body is larger than 64 KiB, or, where an order is placed, than 320 KiB",
    414: "The path or the query string is longer than 8 KiB",
    415: "The body is not application/json, or is compressed in another way than gzip",
    422: "The Idempotency-Key came with another body before",
    429: "Too often; `Retry-After` says in how many seconds to ask again",
    431: "A header is longer than 8 KiB, or all of them together are longer than 32",
    500: "A fault of ours",
    503: "Not now. `/problems/unavailable`: nothing was done, asking again can help. `/problems/outcome-unknown`, to "
    "who wanted something changed: it may have been done. Ask with the same `Idempotency-Key`; without one, look first",
}


_EVERYWHERE: Final = (400, 414, 431, 500, 503)


def kind_of(name: str) -> tuple[str, str]:
    """Return the `type` and the `title` of a problem, from the name of an error's class or a phrase of HTTP."""
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)
    return "/problems/" + "-".join(words).lower(), " ".join(words).capitalize()


def answer(status: int, shape: type[msgspec.Struct], example: object) -> dict[int, ResponseSpec]:
    """Return the documentation of success, for a handler's `responses`."""
    return {
        status: ResponseSpec(
            data_container=shape,
            generate_examples=False,
            description=HTTPStatus(status).phrase,
            examples=[Example(value=example)],
        )
    }


NOT_KEPT: Final = CacheControlHeader(no_store=True)
"""For a handler's `cache_control`: its answer is a secret, for whoever asked and nobody on the way."""

NOTHING_TO_SAY: Final = {204: ResponseSpec(data_container=None, description="Done")}
"""The documentation of success without a body, for a handler's `responses`."""

NOT_MODIFIED: Final = {304: ResponseSpec(data_container=None, description="Still the one you have")}
"""The documentation of an answer to `If-None-Match`, for a handler's `responses`."""


def problems(*statuses: int) -> dict[int, ResponseSpec]:
    """Return the documentation of these refusals, and of those that every call knows, for a handler's `responses`."""
    return {
        status: ResponseSpec(
            data_container=Problem,
            generate_examples=False,
            description=_MEANING[status],
            media_type=PROBLEM_JSON,
            examples=[Example(value=msgspec.to_builtins(each)) for each in _examples(status)],
        )
        for status in sorted({*statuses, *_EVERYWHERE})
    }


def _examples(status: int) -> Sequence[Problem]:
    names = _TYPICAL[status]
    says = {each.__name__: each.says for each in _refusals(DomainError)} if len(names) > 1 else {}
    return [_example(status, *kind_of(name), says.get(name, _MEANING[status])) for name in names]


def _example(status: int, kind: str, title: str, detail: str) -> Problem:
    return Problem(type=kind, title=title, status=status, detail=detail, instance="/api/orders", message=detail)


def problem_types() -> list[str]:
    """Return every `type` that a refusal can have."""
    refusals = {each.__name__ for each in _refusals(DomainError) if each not in _KINDS}
    return sorted(kind_of(name)[0] for name in refusals | _BESIDE)


def _refusals(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    for each in kind.__subclasses__():
        if each.__module__.startswith(("domain.", "application.", "entrypoints.http.")):
            yield each
            yield from _refusals(each)
