"""The OpenAPI document: Litestar's, simplified for readers and for client generators."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from litestar import Litestar

from entrypoints.http.kernel.problems import problem_types
from entrypoints.http.kernel.responses import document_responses

Json = Any

_ETAG: Final = {"description": "The version that this is.", "schema": {"type": "string"}, "required": True}
_SECONDS: Final = {"description": "In how many seconds to ask again.", "schema": {"type": "integer", "minimum": 0}}
_BY_STATUS: Final[Mapping[str, Mapping[str, Json]]] = {
    "304": {"ETag": _ETAG},
    "401": {
        "WWW-Authenticate": {"description": "How to sign in.", "schema": {"type": "string"}, "required": True},
    },
    "409": {"Retry-After": _SECONDS},
    "412": {"ETag": _ETAG},
    "429": {"Retry-After": _SECONDS | {"required": True}},
    "503": {"Retry-After": _SECONDS},
}
_LOCATION: Final = {
    "description": "Where what was made is found.",
    "schema": {"type": "string", "format": "uri-reference"},
    "required": True,
}
_REPLAYED: Final = {
    "description": "`true` where the same request, with the same `Idempotency-Key`, had been done before.",
    "schema": {"type": "string", "enum": ["true"]},
}
_NEXT: Final = {
    "description": 'What comes next, while anything does: `<...>; rel="next"`. Follow it as it is.',
    "schema": {"type": "string"},
}
_RESTAURANT: Final = {
    "name": "Restaurant",
    "in": "header",
    "schema": {"type": "string"},
    "description": "The slug of the restaurant that is meant, where no token says it. Without it, it is the one that "
    "the host means, or else the first one.",
    "required": False,
}
_SPLITS: Final = "/split"
"""What makes another order, and still answers with the one there was."""
_OPERATORS: Final = "Operator-Token"
_UNDERSTOOD: Final = {"deprecated": False, "allowEmptyValue": False, "allowReserved": False}


def document(app: Litestar) -> dict[str, Json]:
    """Return the document of the application's routes."""
    document_responses(app.routes)
    content: dict[str, Json] = app.openapi_schema.to_schema()
    paths: dict[str, Json] = content["paths"]
    shown = {path.rpartition("/")[0] for path, item in paths.items() if path.endswith("}") and "get" in item}
    used: set[str] = set()
    for path, operation in _operations(paths):
        used.update(operation["tags"])
        _say_it_once(operation)
        if path.startswith("/api/") and _is_for_strangers(operation):
            operation.setdefault("parameters", []).append(_RESTAURANT)
        changed = any("412" in each["responses"] for where, each in _operations(paths) if where == path)
        _declare_headers(operation, located=path in shown, changed=changed)
        if path.endswith(_SPLITS):
            operation["responses"]["200"]["headers"]["Location"] = _LOCATION
    content["tags"] = [tag for tag in content["tags"] if tag["name"] in used]
    schemas: dict[str, Json] = content["components"]["schemas"]
    for schema in schemas.values():
        if schemas["Problem"]["properties"].keys() <= schema.get("properties", {}).keys():  # one, or one with more
            schema["properties"]["type"]["enum"] = problem_types()
    return content


def _operations(paths: Mapping[str, Json]) -> Iterator[tuple[str, dict[str, Json]]]:
    for path, item in paths.items():
        for operation in item.values():
            yield path, operation


def _is_for_strangers(operation: Mapping[str, Json]) -> bool:
    """Tell whether no token need be sent, and whoever calls means a restaurant, as the operator does not."""
    asked = {each["name"] for each in operation.get("parameters", [])}
    return {} in operation.get("security", [{}]) and _OPERATORS not in asked


def _say_it_once(operation: dict[str, Json]) -> None:
    """Split a handler's docstring into summary and description, without the boilerplate."""
    del operation["deprecated"]
    summary, _, more = operation.pop("description").partition("\n")
    operation["summary"] = summary.rstrip(".")
    if more := more.strip():
        operation["description"] = more
    for parameter in operation.get("parameters", []):
        for name, usual in _UNDERSTOOD.items():
            if parameter.get(name) == usual:
                del parameter[name]
        parameter["schema"] = _plain(parameter["schema"])


def _plain(schema: dict[str, Json]) -> dict[str, Json]:
    """Return the schema of an optional parameter without null, which query strings and headers do not have."""
    others = {name: value for name, value in schema.items() if name not in {"allOf", "oneOf", "description"}}
    alone = [each for each in (*schema.get("allOf", []), *schema.get("oneOf", [])) if each != {"type": "null"}]
    if "enum" in others:
        others |= {"type": "string", "enum": [each for each in others["enum"] if each is not None]}
    return {**alone[0], **others} if alone else others


def _declare_headers(operation: dict[str, Json], *, located: bool, changed: bool) -> None:
    answers: dict[str, Json] = operation["responses"]
    parameters = {each["name"] for each in operation.get("parameters", [])}
    headers = {status: dict(_BY_STATUS.get(status, {})) for status in answers}
    if (changed or "304" in answers) and "200" in answers:  # what was removed has no version any more
        headers["200"]["ETag"] = _ETAG
    if "cursor" in parameters:
        headers["200"]["Link"] = _NEXT
    if located and "201" in answers:
        headers["201"]["Location"] = _LOCATION
    if "Idempotency-Key" in parameters:
        headers["201" if "201" in answers else "200"]["Idempotent-Replayed"] = _REPLAYED
    for status, declared in headers.items():
        if declared:
            answers[status]["headers"] = declared
