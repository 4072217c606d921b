"""The OpenAPI document as a judge of answers: whether they keep what it says."""

import re
from typing import Any, Final

import httpx
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

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
        if "content" not in declared[status]:
            assert answer.read() == b""
            return
        media = answer.headers["Content-Type"].partition(";")[0]
        assert media in declared[status]["content"], f"{method} {template} {status} does not declare {media}"
        if media.endswith("json"):
            _ = answer.read()
            place = ("paths", template, method, "responses", status, "content", media, "schema")
            assert self.faults(answer.json(), *place) == []

    def _template(self, path: str) -> str | None:
        path = path.rstrip("/")
        if path in self.content["paths"]:
            return path
        fitting = (each for each in self.content["paths"] if re.fullmatch(re.sub(r"\{\w+}", "[^/]+", each), path))
        return next(fitting, None)
