"""The OpenAPI document: valid, whole, and its examples true. That answers keep it, every other test here checks."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from litestar.routes import HTTPRoute
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.http.api import Api
from tests.http.document import Document

Operation = tuple[str, str, dict[str, Any]]


@pytest.fixture
def document(api: Api) -> Document:
    """Return what /openapi.json says."""
    answer = api.client.get("/openapi.json")
    assert answer.headers["Content-Type"] == "application/json"
    return Document(answer.json())


def _operations(document: Document) -> Iterator[Operation]:
    for path, item in document.content["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def test_the_document_is_valid_openapi_3_1(document: Document) -> None:
    assert document.content["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(document.content).validate()


def test_every_route_of_the_api_is_in_the_document(api: Api, document: Document) -> None:
    served = {
        (re.sub(r"\{(\w+):\w+}", r"{\1}", route.path), method.lower())
        for route in api.client.app.routes
        if isinstance(route, HTTPRoute) and route.path.startswith(("/api", "/health"))
        for method in route.methods
        if method not in {"OPTIONS", "HEAD"}
    }

    assert {(path, method) for path, method, _ in _operations(document)} == served


def test_every_answer_has_an_example_and_every_example_is_valid(document: Document) -> None:
    for path, method, operation in _operations(document):
        for status, response in operation["responses"].items():
            for media, content in response.get("content", {}).items():
                if not media.endswith("json"):
                    continue
                place = ("paths", path, method, "responses", status, "content", media)
                assert content["examples"], place
                for example in content["examples"].values():
                    assert document.faults(example["value"], *place, "schema") == [], place


def test_every_example_of_a_schema_is_valid(document: Document) -> None:
    examples = 0
    for name, schema in document.content["components"]["schemas"].items():
        for example in schema.get("examples", []):
            examples += 1
            assert document.faults(example, "components", "schemas", name) == [], name

    assert examples >= 5


def test_errors_are_declared_as_problem_documents(document: Document) -> None:
    for path, method, operation in _operations(document):
        for status, response in operation["responses"].items():
            if int(status) >= 400 and path != "/health/ready":
                assert set(response["content"]) == {"application/problem+json"}, (path, method, status)


def test_calls_that_need_a_token_say_so(document: Document) -> None:
    open_to_all = {
        ("/api/auth/login", "post"),
        ("/api/users", "post"),
        ("/health/live", "get"),
        ("/health/ready", "get"),
    }

    assert {(path, method) for path, method, operation in _operations(document) if not operation.get("security")} == (
        open_to_all
    )


def test_bodies_and_faults_have_their_statuses(document: Document) -> None:
    for path, method, operation in _operations(document):
        if "requestBody" in operation:
            assert {"400", "413", "415"} <= set(operation["responses"]), (path, method)
        if operation.get("security"):
            assert "401" in operation["responses"], (path, method)


def test_money_is_a_number(document: Document) -> None:
    amounts = {
        (name, key): schema["properties"][key]
        for name, schema in document.content["components"]["schemas"].items()
        for key in schema.get("properties", {})
        if key in {"price", "unit_price", "total_price"}
    }

    assert len(amounts) >= 6
    for place, schema in amounts.items():
        kinds = [kind["type"] for kind in schema.get("oneOf", [schema])]
        assert kinds in (["number"], ["number", "null"]), place
