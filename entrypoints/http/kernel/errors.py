"""One table from errors to problem documents."""

import math
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, ClassVar, Final, cast

import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException

from application.kernel.answers import IdempotencyKeyReused
from domain.events.event import EventsGone
from domain.kernel.errors import (
    Busy,
    Conflict,
    ConflictsAt,
    DomainError,
    Invalid,
    InvalidAt,
    NotAllowed,
    NotFound,
    NotSignedIn,
    OfAnAmount,
    OutcomeUnknown,
    Stale,
    TooMany,
    Unavailable,
)
from entrypoints.http.kernel.addresses import shown_at
from entrypoints.http.kernel.answers import JSONAnswer
from entrypoints.http.kernel.compression import UnsupportedEncoding
from entrypoints.http.kernel.problems import PROBLEM_JSON, FieldError, Problem
from entrypoints.http.kernel.versions import tag

_log = structlog.get_logger(__name__)


class BodyTooSlow(DomainError):
    """A body that has not arrived after the seconds it may take."""

    says = "The body took too long to arrive"


class BodyIncomplete(DomainError):
    """A body that broke off, or whose chunks are none."""

    says = "The body did not arrive whole"


class UnsupportedBody(DomainError):
    """A body that is not declared to be JSON."""

    says = "Send the body as application/json"
    takes: ClassVar[str] = "application/json"


AnyRequest = Request[Any, Any, Any]

_STATUS: Final[Mapping[type[DomainError], HTTPStatus]] = {
    Invalid: HTTPStatus.BAD_REQUEST,
    BodyIncomplete: HTTPStatus.BAD_REQUEST,
    NotSignedIn: HTTPStatus.UNAUTHORIZED,
    NotAllowed: HTTPStatus.FORBIDDEN,
    NotFound: HTTPStatus.NOT_FOUND,
    BodyTooSlow: HTTPStatus.REQUEST_TIMEOUT,
    Conflict: HTTPStatus.CONFLICT,
    Stale: HTTPStatus.PRECONDITION_FAILED,
    EventsGone: HTTPStatus.GONE,
    UnsupportedBody: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    UnsupportedEncoding: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    IdempotencyKeyReused: HTTPStatus.UNPROCESSABLE_ENTITY,
    TooMany: HTTPStatus.TOO_MANY_REQUESTS,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}


def _headers(request: AnyRequest, refusal: DomainError) -> dict[str, str]:  # noqa: PLR0911 - one a kind of refusal
    match refusal:
        case NotSignedIn():
            code = "" if refusal.error == "authorization_required" else ', error="invalid_token"'
            return {"WWW-Authenticate": f'Bearer realm="orders"{code}'}
        case OutcomeUnknown() if "idempotency-key" not in request.headers:
            return {}  # no Retry-After: a client without a key could do it twice
        case Unavailable() | Busy():
            return {"Retry-After": "1"}
        case TooMany():
            return {"Retry-After": str(math.ceil(refusal.wait.total_seconds()))}
        case Stale():
            return {"ETag": tag(refusal.current)}
        case UnsupportedBody():
            return {"Accept-Post": refusal.takes}
        case UnsupportedEncoding():
            return {"Accept-Encoding": "gzip"}
        case BodyTooSlow() | BodyIncomplete():
            return {"Connection": "close"}
        case _:
            return {}


def problem_of(refusal: DomainError, at: str) -> Problem:
    """Return what a request for this address is refused with."""
    return Problem.of(
        type(refusal).__name__,
        next(status for kind, status in _STATUS.items() if isinstance(refusal, kind)),
        str(refusal),
        at,
        error=refusal.error if isinstance(refusal, NotSignedIn) else None,
        errors=_errors(refusal),
        amount=refusal.amount if isinstance(refusal, OfAnAmount) else None,
    )


def _errors(refusal: DomainError) -> tuple[FieldError, ...]:
    match refusal:
        case InvalidAt():
            return tuple(FieldError(_pointer(field), says) for field, says in refusal.at_each)
        case Invalid():
            return (FieldError(_pointer(refusal.field), str(refusal)),)
        case ConflictsAt():
            return tuple(FieldError(_pointer(field), says) for field, says in refusal.at)
        case _:
            return ()


def fault_at(at: str) -> Problem:
    """Return what a request for this address is answered where the fault is ours."""
    says = "Something went wrong on our side"
    return Problem.of("InternalServerError", HTTPStatus.INTERNAL_SERVER_ERROR, says, at)


def too_large(kib: int, at: str) -> Problem:
    """Return what a request for this address is refused with where its body is larger than so many KiB."""
    says = f"The body is larger than {kib} KiB"
    return Problem.of("RequestEntityTooLarge", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, says, at)


def _refused(request: AnyRequest, refusal: DomainError) -> Response[Problem]:
    return _answer(problem_of(refusal, shown_at(request.scope)), _headers(request, refusal))


def _wrong_parameters(request: AnyRequest, refusal: ValidationException) -> Response[Problem]:
    extra = cast("list[dict[str, str]]", refusal.extra or [])
    errors = tuple(FieldError(_pointer((each["key"],)), each["message"]) for each in extra if "key" in each)
    detail = "; ".join(f"{error.pointer[1:]}: {error.message}" for error in errors) or "The request is not valid"
    at = shown_at(request.scope)
    return _answer(Problem.of("InvalidParameter", HTTPStatus.BAD_REQUEST, detail, at, errors=errors))


def _http(request: AnyRequest, refusal: HTTPException) -> Response[Problem]:
    status = HTTPStatus(refusal.status_code)
    match status:
        case HTTPStatus.INTERNAL_SERVER_ERROR:
            return _fault(request, refusal)
        # Not Python's own phrases, which differ from version to version.
        case HTTPStatus.NOT_FOUND:
            kind, detail = "NotFound", "There is nothing at this path"
        case HTTPStatus.METHOD_NOT_ALLOWED:
            kind, detail = "MethodNotAllowed", "This path does not know the method"
        case HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            most = request.route_handler.resolve_request_max_body_size() or 0
            return _answer(too_large(most // 1024, shown_at(request.scope)), refusal.headers)
        case _:
            kind, detail = "BadRequest", "The request is not valid"
    return _answer(Problem.of(kind, status, detail, shown_at(request.scope)), refusal.headers)


def _fault(request: AnyRequest, fault: Exception) -> Response[Problem]:
    _log.error("unexpected_error", exc_info=fault)
    return _answer(fault_at(shown_at(request.scope)))


def _answer(problem: Problem, headers: Mapping[str, str] | None = None) -> Response[Problem]:
    return JSONAnswer(problem, status_code=problem.status, media_type=PROBLEM_JSON, headers=dict(headers or {}))


def _pointer(field: tuple[str | int, ...]) -> str:
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in field)


EXCEPTION_HANDLERS: Final[dict[int | type[Exception], Callable[[AnyRequest, Any], Response[Any]]]] = {
    DomainError: _refused,
    ValidationException: _wrong_parameters,
    HTTPException: _http,
    Exception: _fault,
}
"""For Litestar, which takes the first class in an error's MRO that is here."""
