"""Unknown names in query strings and bodies: refused, with the nearest known one as a hint."""

from collections.abc import Collection
from difflib import get_close_matches
from typing import Any, Final

from litestar import Request
from litestar.exceptions import ValidationException
from litestar.handlers import HTTPRouteHandler
from litestar.params import QueryParameter

_LONGEST_NAME: Final = 40
"""Characters. Longer names are not compared with known ones."""
_MOST_NAMED: Final = 5
_KNOWN: Final = "known parameters"
"""The key in a handler's `opt` of the query parameters that it takes, which are looked for once."""


async def ensure_known(request: Request[Any, Any, Any]) -> None:
    """Refuse unknown query parameters: with `startdate` ignored, a report would be of all time."""
    if not request.scope["query_string"] or not request.scope["path"].startswith("/api/"):
        return
    known = _known_to(request.route_handler)
    unknown = [name for name in dict.fromkeys(request.query_params) if name not in known]
    if unknown:
        raise ValidationException(
            extra=[{"key": shown(name), "message": unknown_name(name, known)} for name in unknown[:_MOST_NAMED]]
        )


def unknown_name(name: str, known: Collection[str]) -> str:
    """Return the refusal of a name that is none of these."""
    near = get_close_matches(name.lower(), known, 1) if len(name) <= _LONGEST_NAME else []
    return f"There is no {shown(name)!r} here" + (f"; did you mean {near[0]!r}?" if near else "")


def shown(name: str) -> str:
    """Return the name, shortened where it is long."""
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}..."


def _known_to(handler: HTTPRouteHandler) -> frozenset[str]:
    if (known := handler.opt.get(_KNOWN)) is None:
        parameters = handler.parsed_fn_signature.parameters.items()
        known = handler.opt[_KNOWN] = frozenset(
            field.kwarg_definition.name or name
            for name, field in parameters
            if isinstance(field.kwarg_definition, QueryParameter)
        )
    return known
