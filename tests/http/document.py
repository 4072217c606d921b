"""The OpenAPI document as a judge of answers: whether they keep what it says."""

import re
from collections.abc import Iterable
from typing import Any, Final

import httpx
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

TELLING: Final = ("ETag", "Idempotent-Replayed", "Link", "Location", "Retry-After", "WWW-Authenticate")
"""The headers that a client goes by, which the document declares where they come."""
FILES: Final = {
    "/api/reports/": ("text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "/api/orders/{order_id}/bill": ("text/plain", "text/html"),
}
"""What comes as a file where one is asked for: the document tells in words, as a generated client takes one form."""
_ROOT: Final = "urn:document"


class Document:
    """What /openapi.json says."""

    def __init__(self, content: Any) -> None:  # noqa: ANN401  JSON is what it is
        self.content = content
        whole = Resource[Any](contents=content, specification=DRAFT202012)
        registry: Registry[Any] = Registry()
        self._registry = registry.with_resource(_ROOT, whole)

    def faults(self, value: Any, *place: str) -> list[str]:  # noqa: ANN401  JSON is what it is
        """Return what is wrong with the value by the schema at this place of the document."""
        pointer = "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in place)
        judge = Draft202012Validator({"$ref": f"{_ROOT}#{pointer}"}, registry=self._registry)
        return [fault.message for fault in judge.iter_errors(value)]

    def check(self, answer: httpx.Response) -> None:
        """Fail unless the status, the media type and the body of this answer are declared."""
        method, status = answer.request.method.lower(), str(answer.status_code)
        template = self._template(answer.request.url.path)
        if template is None or method not in self.content["paths"][template]:
            return
        declared = self.content["paths"][template][method]["responses"]
        assert status in declared, f"{method} {template} does not declare {status}: {answer.read()!r}"
        self._check_headers(answer, declared[status].get("headers", {}))
        if "content" not in declared[status]:
            assert answer.read() == b""
            return
        media = answer.headers["Content-Type"].partition(";")[0]
        if any(template.startswith(path) and media in forms for path, forms in FILES.items()):
            return
        assert media in declared[status]["content"], f"{method} {template} {status} does not declare {media}"
        if media.endswith("json"):
            _ = answer.read()
            place = ("paths", template, method, "responses", status, "content", media, "schema")
            assert self.faults(answer.json(), *place) == []

    def _check_headers(self, answer: httpx.Response, declared: dict[str, Any]) -> None:
        """Fail unless these headers are there as declared, and none of their kind beside them."""
        assert {name for name, each in declared.items() if each.get("required")} <= _named(answer.headers, declared)
        assert _named(answer.headers, TELLING) <= declared.keys(), answer.request.url
        for name in _named(answer.headers, declared):
            schema, text = declared[name]["schema"], answer.headers[name]
            value = int(text) if schema["type"] == "integer" else text
            assert list(Draft202012Validator(schema).iter_errors(value)) == [], (name, text)

    def _template(self, path: str) -> str | None:
        path = path.rstrip("/")
        if path in self.content["paths"]:
            return path
        fitting = (each for each in self.content["paths"] if re.fullmatch(re.sub(r"\{\w+}", "[^/]+", each), path))
        return next(fitting, None)


def _named(headers: httpx.Headers, names: Iterable[str]) -> set[str]:
    return {name for name in names if name in headers}
