"""Which form of an answer `Accept` prefers (RFC 9110, 12.5.1)."""

from collections.abc import Sequence
from typing import Any, Final

from litestar import Request

_LONGEST: Final = 1_000
"""Three times what a browser sends. What is longer is not weighed, which takes a while."""


def accepted(request: Request[Any, Any, Any], forms: Sequence[str]) -> str:
    """Return the media type of these that the caller prefers, and the first where nothing is said, or none will do."""
    if len(request.headers.get("accept", "")) > _LONGEST:
        return forms[0]
    return request.accept.best_match([*forms], default=forms[0])
