"""Errors to answers: one table for everything that can go wrong."""

import math
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final, cast

import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException

from domain.kernel.errors import (
    Busy,
    Conflict,
    DomainError,
    Invalid,
    NotAllowed,
    NotFound,
    NotSignedIn,
    OutcomeUnknown,
    Stale,
    TooMany,
    Unavailable,
)
from entrypoints.http.kernel.addresses import shown_at
from entrypoints.http.kernel.answers import JSONAnswer
from entrypoints.http.kernel.compression import UnsupportedEncoding
from entrypoints.http.kernel.problems import PROBLEM_JSON, FieldError, Problem, kind_of
from entrypoints.http.kernel.versions import tag

_STATUS: Final[Mapping[type[DomainError], HTTPStatus]] = {
    Invalid: HTTPStatus.BAD_REQUEST,
    NotSignedIn: HTTPStatus.UNAUTHORIZED,
    NotAllowed: HTTPStatus.FORBIDDEN,
    NotFound: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
    TooMany: HTTPStatus.TOO_MANY_REQUESTS,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}
_RETRY_AFTER_SECONDS: Final = "1"

_log = structlog.get_logger(__name__)


class IdempotencyKeyReused(DomainError):
    """A key that came with another body before."""

    says = "This Idempotency-Key was used with another body before; make up a new key for a new request"


class BodyTooSlow(DomainError):
    """A body that takes longer to arrive than any client needs."""

    says = "The body took too long to arrive"


class BodyIncomplete(DomainError):
    """A body that broke off, or whose chunks are none."""

    says = "The body did not arrive whole"


class UnsupportedBody(DomainError):
    """A body that is not declared to be JSON."""

    says = "Send the body as application/json"


def _refused(request: Request[Any, Any, Any], refusal: DomainError) -> Response[Problem]:
    status = next(status for kind, status in _STATUS.items() if isinstance(refusal, kind))
    headers: dict[str, str] = {}
    if isinstance(refusal, NotSignedIn):
        code = "" if refusal.error == "authorization_required" else ' error="invalid_token"'
        headers["WWW-Authenticate"] = f'Bearer realm="orders"{"," if code else ""}{code}'
    if isinstance(refusal, (Unavailable, Busy)) and _may_be_sent_again(request, refusal):
        headers["Retry-After"] = _RETRY_AFTER_SECONDS
    if isinstance(refusal, TooMany):
        headers["Retry-After"] = str(math.ceil(refusal.wait.total_seconds()))
    return _answer(
        request,
        status,
        kind=type(refusal).__name__,
        detail=str(refusal),
        error=refusal.error if isinstance(refusal, NotSignedIn) else None,
        errors=(FieldError(_pointer(refusal.field), str(refusal)),) if isinstance(refusal, Invalid) else (),
        headers=headers,
    )


def _may_be_sent_again(request: Request[Any, Any, Any], refusal: DomainError) -> bool:
    # What may have been done is not to be done twice by a program that knows no more than `Retry-After`.
    return not isinstance(refusal, OutcomeUnknown) or "idempotency-key" in request.headers


def _wrong_parameters(request: Request[Any, Any, Any], refusal: ValidationException) -> Response[Problem]:
    extra = cast("list[dict[str, str]]", refusal.extra or [])
    errors = tuple(FieldError(_pointer((each["key"],)), each["message"]) for each in extra if "key" in each)
    detail = "; ".join(f"{error.pointer[1:]}: {error.message}" for error in errors) or "The request is not valid"
    return _answer(request, HTTPStatus.BAD_REQUEST, kind="InvalidParameter", detail=detail, errors=errors)


def _key_reused(request: Request[Any, Any, Any], refusal: IdempotencyKeyReused) -> Response[Problem]:
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return _answer(request, status, kind=type(refusal).__name__, detail=str(refusal))


def _stale(request: Request[Any, Any, Any], refusal: Stale) -> Response[Problem]:
    status = HTTPStatus.PRECONDITION_FAILED
    headers = {"ETag": tag(refusal.current)}
    return _answer(request, status, kind=type(refusal).__name__, detail=str(refusal), headers=headers)


def _unsupported(request: Request[Any, Any, Any], refusal: UnsupportedBody) -> Response[Problem]:
    return _answer(
        request,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        kind=type(refusal).__name__,
        detail=str(refusal),
        headers={"Accept-Post": "application/json"},
    )


def _compressed(request: Request[Any, Any, Any], refusal: UnsupportedEncoding) -> Response[Problem]:
    status, headers = HTTPStatus.UNSUPPORTED_MEDIA_TYPE, {"Accept-Encoding": "gzip"}
    return _answer(request, status, kind=type(refusal).__name__, detail=str(refusal), headers=headers)


def _not_whole(request: Request[Any, Any, Any], refusal: BodyTooSlow | BodyIncomplete) -> Response[Problem]:
    status = HTTPStatus.REQUEST_TIMEOUT if isinstance(refusal, BodyTooSlow) else HTTPStatus.BAD_REQUEST
    headers = {"Connection": "close"}
    return _answer(request, status, kind=type(refusal).__name__, detail=str(refusal), headers=headers)


def _http(request: Request[Any, Any, Any], refusal: HTTPException) -> Response[Problem]:
    status = HTTPStatus(refusal.status_code)
    if status is HTTPStatus.INTERNAL_SERVER_ERROR:
        return _fault(request, refusal)
    if status is HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        most = request.route_handler.resolve_request_max_body_size() or 0
        detail = f"The body is larger than {most // 1024} KiB"
        return _answer(request, status, kind="RequestEntityTooLarge", detail=detail)
    kind, detail = _BESIDE.get(status, ("BadRequest", "The request is not valid"))
    return _answer(request, status, kind=kind, detail=detail, headers=refusal.headers or {})


# Their names are said here: Python's phrases for statuses change from version to version.
_BESIDE: Final = {
    HTTPStatus.NOT_FOUND: ("NotFound", "There is nothing at this path"),
    HTTPStatus.METHOD_NOT_ALLOWED: ("MethodNotAllowed", "This path does not know the method"),
}


def _fault(request: Request[Any, Any, Any], fault: Exception) -> Response[Problem]:
    _log.error("unexpected_error", exc_info=fault)
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return _answer(request, status, kind="InternalServerError", detail="Something went wrong on our side")


def _answer(
    request: Request[Any, Any, Any],
    status: HTTPStatus,
    *,
    kind: str,
    detail: str,
    error: str | None = None,
    errors: tuple[FieldError, ...] = (),
    headers: Mapping[str, str] | None = None,
) -> Response[Problem]:
    type_, title = kind_of(kind)
    problem = Problem(
        type=type_,
        title=title,
        status=status,
        detail=detail,
        instance=shown_at(request.scope),
        message=detail,
        error=error,
        errors=errors,
    )
    return JSONAnswer(problem, status_code=status, media_type=PROBLEM_JSON, headers=dict(headers or {}))


def _pointer(field: tuple[str | int, ...]) -> str:
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in field)


EXCEPTION_HANDLERS: Final[dict[int | type[Exception], Callable[[Request[Any, Any, Any], Any], Response[Any]]]] = {
    DomainError: _refused,
    IdempotencyKeyReused: _key_reused,
    Stale: _stale,
    UnsupportedBody: _unsupported,
    UnsupportedEncoding: _compressed,
    BodyTooSlow: _not_whole,
    BodyIncomplete: _not_whole,
    ValidationException: _wrong_parameters,
    HTTPException: _http,
    Exception: _fault,
}
"""For Litestar: the nearest class in an error's ancestry decides."""
