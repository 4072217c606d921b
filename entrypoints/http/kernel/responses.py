"""What a call is documented to answer: its success as its handler says, its refusals by what it takes."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final, Self, cast

import msgspec
from litestar.datastructures import CacheControlHeader
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import ResponseSpec
from litestar.openapi.spec import Example
from litestar.routes import BaseRoute, HTTPRoute

from application.kernel.access import NotForTheKitchen, OnlyManagersMay
from application.kernel.answers import IdempotencyKeyReused
from domain.access.token import TokenExpired, TokenInvalid, TokenMissing
from domain.kernel.errors import Busy, DomainError, Invalid, OutcomeUnknown, Stale, TooMany, Unavailable
from domain.people.waiter import WaiterNotFound
from domain.restaurant.restaurant import RestaurantClosed, RestaurantNotFound
from entrypoints.http.kernel.answers import as_json
from entrypoints.http.kernel.body import Body, fields_of
from entrypoints.http.kernel.errors import BodyTooSlow, UnsupportedBody, fault_at, problem_of, too_large
from entrypoints.http.kernel.injection import WHILE_CLOSED
from entrypoints.http.kernel.json_request import InvalidJSON
from entrypoints.http.kernel.lengths import address_too_long, headers_too_long
from entrypoints.http.kernel.problems import PROBLEM_JSON, Problem
from entrypoints.http.kernel.query import InvalidDate


class Documentation(ResponseSpec):
    """What is said of one status. An application copies its routers, whole: but not this, which nobody changes."""

    def __deepcopy__(self, _: object) -> Self:
        """Return the same."""
        return self


SIGNED_IN: Final = [{"bearer": list[str]()}]
"""For a router's `security`: every call needs a token."""
NOT_KEPT: Final = CacheControlHeader(no_store=True)
"""For a handler's `cache_control`: caches must not keep the answer, which has a secret in it."""
NOTHING_TO_SAY: Final = {204: Documentation(data_container=None, description="Done")}
"""The documentation of success without a body, for a handler's `responses`."""

TOO_OFTEN: Final = TooMany(timedelta(seconds=20))
"""For `problems`, where strangers are counted without a body."""

_NOT_MODIFIED: Final = {304: Documentation(data_container=None, description="Still the one you have")}
_NOT_NOW: Final = (
    "Not now. `/problems/unavailable`: nothing was done, asking again can help. `/problems/outcome-unknown`, to "
    "who wanted something changed: it may have been done. Ask with the same `Idempotency-Key`; without one, look first"
)
_MEANINGS: Final[Mapping[int, str]] = {
    400: "What was sent cannot be",
    401: "Nobody is signed in",
    403: "Not allowed",
    404: "Not there, or not visible to you",
    408: "The body took too long to arrive",
    409: "Taken, or changed in the meantime",
    410: "Not there any more",
    412: "Changed since you read it",
    413: "The body is larger than 64 KiB, or, where an order is placed, than 320 KiB, or, of a menu, than 1 MiB",
    414: "The path or the query string is longer than 8 KiB",
    415: "The body is not application/json, or, of a menu, text/csv, or is compressed in another way than gzip",
    422: "The Idempotency-Key came with another body before",
    429: "Too often; `Retry-After` says in how many seconds to ask again",
    431: "A header is longer than 8 KiB, or all of them together are longer than 32",
    500: "A fault of ours",
    503: _NOT_NOW,
}
"""What each status means."""
Refusal = DomainError | Problem
Responded = Mapping[int, ResponseSpec]
_ALWAYS: Final[Sequence[Refusal]] = (
    Problem.of("OneHost", 400, "A request has one Host header", ""),
    address_too_long(""),
    headers_too_long(""),
    fault_at(""),
    Unavailable(),
)
_SIGNING_IN: Final = (TokenMissing(), TokenInvalid(), TokenExpired(), WaiterNotFound())
_STRANGERS: Final = (TokenInvalid(), RestaurantNotFound(), TOO_OFTEN)
_BY_PARAMETER: Final[Mapping[str, Sequence[Refusal]]] = {
    "data": (InvalidJSON(), BodyTooSlow(), too_large(64, ""), UnsupportedBody()),
    "waiter": (OnlyManagersMay(), NotForTheKitchen()),
    "start_date": (InvalidDate(field=("start_date",)),),
    "idempotency_key": (Busy(), IdempotencyKeyReused()),
    "if_match": (Stale(current=3),),
}
_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def document_responses(routes: Iterable[BaseRoute]) -> None:
    """Document each call by what it takes. Its handler says its success, and only what else it refuses."""
    for route in routes:
        for handler in route.route_handlers if isinstance(route, HTTPRoute) else ():
            if own := handler.responses:
                at = re.sub(r"\{(\w+)(:\w+)?}", _in_its_place, route.path)
                handler.responses = _documented(own, _by_what_is_taken(handler), at)


def _in_its_place(parameter: re.Match[str]) -> str:
    return "trattoria" if parameter[1] == "slug" else "01937b1e-7c00-7000-8000-000000000001"


def _documented(own: Responded, by_what_is_taken: Responded, at: str) -> Responded:
    """Return both, in order, with the examples of both as they are answered at this address: of a kind, the first."""
    both = dict(sorted({**by_what_is_taken, **own}.items()))
    for status, spec in both.items():
        if spec.media_type == PROBLEM_JSON:
            examples = dict[str, Example]()
            for problem in (*_shown(own, status), *_shown(by_what_is_taken, status)):
                _ = examples.setdefault(problem["type"], Example(value={**problem, "instance": at}))
            both[status] = replace(spec, examples=list(examples.values()))
    return both


def _shown(responded: Responded, status: int) -> Sequence[dict[str, Any]]:
    return (
        [cast("dict[str, Any]", each.value) for each in responded[status].examples or ()] if status in responded else ()
    )


def _by_what_is_taken(handler: HTTPRouteHandler) -> Responded:
    taken, security = handler.parsed_fn_signature.parameters, handler.resolve_security()
    changes = not handler.http_methods <= _READING
    refusals: list[Refusal] = [each for name in taken for each in _BY_PARAMETER.get(name, ())]
    if "data" in taken:
        refusals += _missing(taken["data"].annotation)
    if security:
        refusals += _SIGNING_IN
    if "data" in taken and security != SIGNED_IN:
        refusals += _STRANGERS
    if changes and not handler.opt.get(WHILE_CLOSED):
        refusals.append(RestaurantClosed())
    return problems(*refusals, *_ALWAYS, *([OutcomeUnknown()] if changes else [])) | (
        _NOT_MODIFIED if "if_none_match" in taken else {}
    )


def _missing(body: type[Body]) -> Iterator[Invalid]:
    for field in fields_of(body):
        if field.missing and field.missing.refusal:
            yield field.missing.refusal(field=(field.name,))


def answer(status: int, shape: type[msgspec.Struct], example: object) -> dict[int, Documentation]:
    """Return the documentation of success, for a handler's `responses`."""
    return {
        status: Documentation(
            data_container=shape,
            generate_examples=False,
            description=HTTPStatus(status).phrase,
            examples=[Example(value=example)],
        )
    }


def problems(*refusals: Refusal) -> dict[int, Documentation]:
    """Return the documentation of these refusals, for a handler's `responses`: they are its examples."""
    examples = dict[int, list[Example]]()
    for each in refusals:
        problem = problem_of(each, "") if isinstance(each, DomainError) else each
        examples.setdefault(problem.status, []).append(Example(value=_in_json(problem)))
    return {
        status: Documentation(
            data_container=Problem,
            generate_examples=False,
            description=_MEANINGS[status],
            media_type=PROBLEM_JSON,
            examples=of_status,
        )
        for status, of_status in examples.items()
    }


def _in_json(problem: Problem) -> dict[str, Any]:
    # As JSON has it, where an amount is a number.
    return msgspec.json.decode(as_json(problem))
