"""The OpenAPI document: valid, whole, and its examples true. That answers keep it, every other test here checks."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from litestar.routes import HTTPRoute
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.http.api import Api
from tests.http.conftest import OpenApi
from tests.http.document import Document
from tests.http.managed import SETUP_TOKEN
from tests.openapi.documents import MODES, committed

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


def test_the_column_that_the_reference_hides_would_be_empty(api: Api, document: Document) -> None:
    """Of an answer's links: with it, an opened call is wider than a telephone."""
    assert ".response-col_links { display: none }" in api.client.get("/docs").text
    for path, method, operation in _operations(document):
        for status, response in operation["responses"].items():
            assert "links" not in response, (path, method, status)


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


def _refusals(document: Document) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Return of each example of a refusal its path, what is called, and what is said."""
    for path, _, operation in _operations(document):
        for response in operation["responses"].values():
            content = response.get("content", {}).get("application/problem+json", {"examples": {}})
            for example in content["examples"].values():
                yield path, operation["operationId"], example["value"]


@pytest.mark.parametrize("mode", MODES)
def test_examples_of_refusals_are_of_what_is_refused_there(open_api: OpenApi, mode: str) -> None:
    document = Document(open_api(auth_mode=mode, setup_token=SETUP_TOKEN).client.get("/openapi.json").json())
    types = document.content["components"]["schemas"]["Problem"]["properties"]["type"]["enum"]
    said: dict[str, dict[int, list[str]]] = {}
    for path, called, problem in _refusals(document):
        assert problem["type"] in types
        assert re.fullmatch(re.sub(r"\{\w+}", "[^/{]+", path), problem["instance"]), problem["instance"]
        assert problem["message"] == problem["detail"] != "The request was refused", problem["type"]
        assert (problem["status"] == 401) == ("error" in problem), problem["type"]
        said.setdefault(called, {}).setdefault(problem["status"], []).append(problem["type"].removeprefix("/problems/"))

    for kinds in (kinds for statuses in said.values() for kinds in statuses.values()):
        assert len(kinds) == len(set(kinds))
    opening = said["openRestaurant"]
    assert {"invalid-slug", "name-and-slug-required", "invalid-json"} < {*opening[400]}
    assert [opening[status] for status in (401, 403, 404, 409, 429)] == [
        ["token-invalid"],  # of a restaurant that is forgotten
        ["operator-token-refused"],
        ["restaurant-not-found"],
        ["slug-taken"],
        ["too-many"],
    ]
    assert said["placeOrder"][401] == ["token-missing", "token-invalid", "token-expired"]
    assert "product-not-found" in said["showProduct"][404]
    assert 403 not in said["signOut"]
    assert said["showOrder"][503] == ["unavailable"]
    assert said["placeOrder"][503] == ["unavailable", "outcome-unknown"]


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
        ("/api/restaurants", "post"),  # the operator has a token of another kind
        ("/api/restaurants/{slug}", "patch"),
        ("/api/restaurants/{slug}/setup-token", "post"),
        ("/health/live", "get"),
        ("/health/ready", "get"),
    }

    assert {(path, method) for path, method, operation in _operations(document) if not operation.get("security")} == (
        open_to_all
    )


@pytest.mark.parametrize(
    ("mode", "strangers"),
    [
        ("open", {"signIn", "registerUser"}),
        ("managed", {"signIn", "refreshSession", "activateUser", "employUser", "enrolDevice"}),
    ],
)
def test_who_needs_no_token_may_name_the_restaurant(open_api: OpenApi, mode: str, strangers: set[str]) -> None:
    document = Document(open_api(auth_mode=mode, setup_token=SETUP_TOKEN).client.get("/openapi.json").json())
    named = {
        operation["operationId"]: each
        for _, _, operation in _operations(document)
        for each in operation.get("parameters", [])
        if each["name"] == "Restaurant"
    }

    assert named.keys() == strangers
    for each in named.values():
        assert (each["in"], each["required"], each["schema"]) == ("header", False, {"type": "string"})
        assert "slug" in each["description"]
    assert "`Restaurant`" in document.content["info"]["description"]


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


def test_the_document_served_is_the_one_committed_and_is_made_once(open_api: OpenApi) -> None:
    for mode in MODES:
        api = open_api(auth_mode=mode, setup_token=SETUP_TOKEN)
        first = api.client.get("/openapi.json")
        assert first.json() == json.loads(committed(mode).read_text(encoding="utf-8"))
        assert api.client.get("/openapi.json").content == first.content


def test_calls_are_named_in_words_of_the_business(document: Document) -> None:
    named = {operation["operationId"]: operation["summary"] for _, _, operation in _operations(document)}

    assert named["placeOrder"] == "Place an order"
    assert named["listOrders"] == "List orders"
    assert named["signIn"] == "Sign in"
    assert named["reportProductSales"] == "Report product sales"
    for name, summary in named.items():
        assert re.fullmatch(r"[a-z]+([A-Z][a-z]+)+", name)
        assert re.fullmatch(r"[A-Z][^.]+", summary)


def test_parameters_are_plain_integers_where_integers_are_read_and_days_where_days_are(document: Document) -> None:
    read = {
        (path, each["name"]): each["schema"]
        for path, _, operation in _operations(document)
        for each in operation.get("parameters", [])
    }

    for name in ("page", "per_page", "limit"):
        assert {schema["type"] for (_, each), schema in read.items() if each == name} == {"integer"}, name
    for name in ("start_date", "end_date"):
        assert [schema for (_, each), schema in read.items() if each == name] == [
            {"type": "string", "format": "date"}
        ] * 6
    for place, schema in read.items():
        assert schema.keys() & {"type", "$ref"}, place
        assert not schema.keys() & {"oneOf", "anyOf", "allOf"}, place
        assert "null" not in json.dumps(schema), place


def test_an_answer_has_one_form(document: Document) -> None:
    for path, method, operation in _operations(document):
        for status, response in operation["responses"].items():
            assert len(response.get("content", {"none": {}})) == 1, (path, method, status)


def test_the_headers_that_clients_go_by_are_declared_where_they_come(document: Document) -> None:
    declared = {
        (operation["operationId"], status, name)
        for _, _, operation in _operations(document)
        for status, response in operation["responses"].items()
        for name in response.get("headers", {})
    }

    for each in ("registerUser", "addProduct", "placeOrder"):
        assert {(each, "201", "Location"), (each, "201", "Idempotent-Replayed")} <= declared
    for each in ("listOrders", "listProducts", "listAudit"):
        assert (each, "200", "Link") in declared
    for each in ("showOrder", "showProduct", "showUser", "changeUser", "changeProduct", "reportSales"):
        assert (each, "200", "ETag") in declared
    for _, _, operation in _operations(document):
        assert (operation["operationId"], "503", "Retry-After") in declared or operation["operationId"] == "isLive"


def test_every_kind_of_problem_has_its_type(document: Document) -> None:
    types = document.content["components"]["schemas"]["Problem"]["properties"]["type"]["enum"]

    assert {"/problems/order-not-found", "/problems/too-many-lines", "/problems/invalid-json"} <= {*types}
    assert {"/problems/not-found", "/problems/unknown-host", "/problems/request-entity-too-large"} <= {*types}
    assert "/problems/conflict" not in types  # nothing is refused as a kind
    assert types == sorted(set(types))


def test_every_tag_has_calls(document: Document) -> None:
    used = {tag for _, _, operation in _operations(document) for tag in operation["tags"]}

    assert [tag["name"] for tag in document.content["tags"] if tag["name"] not in used] == []
    assert used == {tag["name"] for tag in document.content["tags"] if tag["description"]}
    assert "Devices" not in used
