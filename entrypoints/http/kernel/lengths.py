"""The longest path, query and headers of a request, checked before anything is parsed."""

from typing import Final

from litestar.types import Scope

from entrypoints.http.kernel.addresses import shown_at
from entrypoints.http.kernel.problems import Problem

LONGEST_ADDRESS: Final = 8 * 1024
"""Characters of a path, and bytes of a query string."""
LONGEST_HEADER: Final = 8 * 1024
LONGEST_HEADERS: Final = 32 * 1024
"""Bytes of all headers together."""
_SHOWN: Final = 100


def address_too_long(at: str) -> Problem:
    """Return what a request for this address is refused with where it is too long."""
    says = f"A path and a query string have {LONGEST_ADDRESS:,} bytes at most each"
    return Problem.of("AddressTooLong", 414, says, at)


def headers_too_long(at: str) -> Problem:
    """Return what a request for this address is refused with where its headers are too long."""
    says = f"A header has {LONGEST_HEADER:,} bytes at most, all of them together {LONGEST_HEADERS:,}"
    return Problem.of("HeadersTooLong", 431, says, at)


def too_long(scope: Scope) -> Problem | None:
    """Return the problem of the first part of the request that is too long, None where none is."""
    if len(scope["path"]) > LONGEST_ADDRESS or len(scope["query_string"]) > LONGEST_ADDRESS:
        return address_too_long(shown_at(scope)[:_SHOWN])
    total = 0
    for name, value in scope["headers"]:
        total += len(name) + len(value)
        if len(value) > LONGEST_HEADER or total > LONGEST_HEADERS:
            return headers_too_long(shown_at(scope)[:_SHOWN])
    return None
