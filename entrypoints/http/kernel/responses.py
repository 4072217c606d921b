"""What a call is documented to answer: its success as its handler says, its refusals by what it takes."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Final

import msgspec
from litestar.datastructures import CacheControlHeader
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import ResponseSpec
from litestar.openapi.spec import Example
from litestar.plugins import ReceiveRoutePlugin
from litestar.routes import BaseRoute, HTTPRoute

from domain.kernel.errors import OutcomeUnknown, Unavailable
from entrypoints.http.kernel.problems import PROBLEM_JSON, Problem

SIGNED_IN: Final = [{"bearer": list[str]()}]
"""For a router's `security`: every call needs a token."""
NOT_KEPT: Final = CacheControlHeader(no_store=True)
"""For a handler's `cache_control`: caches must not keep the answer, which has a secret in it."""
NOTHING_TO_SAY: Final = {204: ResponseSpec(data_container=None, description="Done")}
"""The documentation of success without a body, for a handler's `responses`."""

_NOT_MODIFIED: Final = {304: ResponseSpec(data_container=None, description="Still the one you have")}
_NOT_NOW: Final = (
    "Not now. `/problems/unavailable`: nothing was done, asking again can help. `/problems/outcome-unknown`, to "
    "who wanted something changed: it may have been done. Ask with the same `Idempotency-Key`; without one, look first"
)
_REFUSALS: Final[Mapping[int, tuple[str, str]]] = {
    400: ("InvalidBody", "What was sent cannot be"),
    401: ("TokenMissing", "Nobody is signed in"),
    403: ("OnlyManagersMay", "Not allowed"),
    404: ("WaiterNotFound", "Not there, or not visible to you"),
    408: ("BodyTooSlow", "The body took too long to arrive"),
    409: ("Busy", "Taken, or changed in the meantime"),
    412: ("Stale", "Changed since you read it"),
    413: ("RequestEntityTooLarge", "The body is larger than 64 KiB, or, where an order is placed, than 320 KiB"),
    414: ("AddressTooLong", "The path or the query string is longer than 8 KiB"),
    415: ("UnsupportedBody", "The body is not application/json, or is compressed in another way than gzip"),
    422: ("IdempotencyKeyReused", "The Idempotency-Key came with another body before"),
    429: ("TooMany", "Too often; `Retry-After` says in how many seconds to ask again"),
    431: ("HeadersTooLong", "A header is longer than 8 KiB, or all of them together are longer than 32"),
    500: ("InternalServerError", "A fault of ours"),
    503: ("Unavailable", _NOT_NOW),
}
"""By status: a typical kind of problem, and what the status means."""
_ALWAYS: Final = (400, 414, 431, 500, 503)
_SIGNING_IN: Final = (401, 404)
_STRANGERS: Final = (401, 404, 429)
_CLOSED: Final = (403,)
_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_BY_PARAMETER: Final[Mapping[str, tuple[int, ...]]] = {
    "data": (408, 413, 415),
    "waiter": (403,),
    "idempotency_key": (409, 422),
    "if_match": (409, 412),
}


class Responses(ReceiveRoutePlugin):
    """Documents each call by what it takes. Its handler says its success, and only what else it refuses."""

    def receive_route(self, route: BaseRoute) -> None:
        for handler in route.route_handlers if isinstance(route, HTTPRoute) else ():
            if own := handler.responses:
                handler.responses = dict(sorted({**_by_what_is_taken(handler), **own}.items()))


def _by_what_is_taken(handler: HTTPRouteHandler) -> dict[int, ResponseSpec]:
    taken, security = handler.parsed_fn_signature.parameters.keys(), handler.resolve_security()
    statuses = [*_ALWAYS, *(status for name in taken for status in _BY_PARAMETER.get(name, ()))]
    if security:
        statuses += _SIGNING_IN
    if "data" in taken and security != SIGNED_IN:
        statuses += _STRANGERS
    if not handler.http_methods <= _READING:
        statuses += _CLOSED
    return problems(*statuses) | (_NOT_MODIFIED if "if_none_match" in taken else {})


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


def problems(*statuses: int) -> dict[int, ResponseSpec]:
    """Return the documentation of these refusals, for a handler's `responses`."""
    return {
        status: ResponseSpec(
            data_container=Problem,
            generate_examples=False,
            description=_REFUSALS[status][1],
            media_type=PROBLEM_JSON,
            examples=[Example(value=msgspec.to_builtins(each)) for each in _examples(status)],
        )
        for status in statuses
    }


def _examples(status: int) -> Iterator[Problem]:
    kind, meaning = _REFUSALS[status]
    says = {each.__name__: each.says for each in (Unavailable, OutcomeUnknown)}
    for name, detail in says.items() if kind in says else [(kind, meaning)]:
        yield Problem.of(name, status, detail, "/api/orders")
