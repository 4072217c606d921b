"""Which form of an answer `Accept` prefers (RFC 9110, 12.5.1)."""

import re
from collections.abc import Sequence
from typing import Any, Final

from litestar import Request

_LONGEST: Final = 1_000
"""Three times what a browser sends. What is longer is not weighed, which takes a while."""
_QUALITY: Final = re.compile(r"q=(0(?:\.\d*)?|1(?:\.0*)?)", re.ASCII)


def accepted(request: Request[Any, Any, Any], forms: Sequence[str]) -> str:
    """Return the media type of these that the caller prefers, and the first where nothing is said, or none will do.

    What names a form most exactly says how much it is wanted: not at all, where that is 0. Of those that are wanted
    alike, the one that is named more exactly comes first, and then the one that is named first.
    """
    header = request.headers.get("accept", "")
    if not header or len(header) > _LONGEST:
        return forms[0]
    asked = [(*_read(each), -place) for place, each in enumerate(header.lower().split(","))]

    def preference(form: str) -> tuple[float, int, int]:
        names = ["*/*", form.partition("/")[0] + "/*", form]
        named = [(names.index(name), quality, place) for name, quality, place in asked if name in names]
        exactness, quality, place = max(named, default=(0, 0.0, 0))
        return quality, exactness, place

    best = max(forms, key=preference)
    return best if preference(best)[0] else forms[0]


def _read(text: str) -> tuple[str, float]:
    """Return which forms are asked for, and how much. A quality that is none says nothing."""
    name, *parameters = (each.strip() for each in text.split(";"))
    others = [each for each in parameters if not each.startswith("q=")]
    quality = _QUALITY.fullmatch(parameters[-1]) if parameters else None
    return ";".join([name, *others]), float(quality[1]) if quality else 1.0
