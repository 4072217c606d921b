"""How long the parts of a request may be: looked at first, so that nothing works on what nobody needs."""

from typing import Final

from litestar.types import Scope

from entrypoints.http.kernel.addresses import shown_at
from entrypoints.http.kernel.problems import Problem

LONGEST_ADDRESS: Final = 8 * 1024
"""Characters of a path, and bytes of a query string."""
LONGEST_HEADER: Final = 8 * 1024
LONGEST_HEADERS: Final = 32 * 1024
"""Bytes of all of them together."""
_SHOWN: Final = 100


def too_long(scope: Scope) -> Problem | None:
    """Return why the request is not read, if a part of it is longer than anybody needs."""
    if len(scope["path"]) > LONGEST_ADDRESS or len(scope["query_string"]) > LONGEST_ADDRESS:
        says = f"A path and a query string have {LONGEST_ADDRESS:,} bytes at most each"
        return Problem.of("AddressTooLong", 414, says, shown_at(scope)[:_SHOWN])
    together = 0
    for name, value in scope["headers"]:
        together += len(name) + len(value)
        if len(value) > LONGEST_HEADER or together > LONGEST_HEADERS:
            says = f"A header has {LONGEST_HEADER:,} bytes at most, all of them together {LONGEST_HEADERS:,}"
            return Problem.of("HeadersTooLong", 431, says, shown_at(scope)[:_SHOWN])
    return None
