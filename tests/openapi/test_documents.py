"""The committed OpenAPI documents are those that the program serves; `make openapi` writes them anew."""

import json

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.openapi.documents import MODES, Mode, committed, made

ORDER_COMMANDS = ("lines", "fire", "serve", "recall", "void", "close", "reopen", "split", "merge")
BILL_COMMANDS = ("discounts", "service-charge", "payments", "refunds")
TICKET_COMMANDS = ("start", "ready", "recall", "serve")


@pytest.mark.parametrize("mode", MODES)
def test_the_committed_document_is_the_one_that_is_made(mode: Mode) -> None:
    assert committed(mode).read_text(encoding="utf-8") == made(mode), "make openapi writes it anew; commit what changed"


@pytest.mark.parametrize("mode", MODES)
def test_every_refusal_of_either_mode_is_a_problem_document(mode: Mode) -> None:
    content = json.loads(committed(mode).read_text(encoding="utf-8"))
    OpenAPIV31SpecValidator(content).validate()
    refusals = {
        (path, method, status): response["content"]
        for path, item in content["paths"].items()
        for method, operation in item.items()
        for status, response in operation["responses"].items()
        if int(status) >= 400 and path != "/health/ready"
    }

    schemas = content["components"]["schemas"]
    with_more = set[str]()
    for place, said in refusals.items():
        assert set(said) == {"application/problem+json"}, place
        name = said["application/problem+json"]["schema"]["$ref"].removeprefix("#/components/schemas/")
        assert schemas["Problem"]["properties"].items() <= schemas[name]["properties"].items(), place
        assert set(schemas["Problem"]["required"]) <= set(schemas[name]["required"]), place
        if name != "Problem":
            with_more.add(f"{place[1]} {place[0]} {place[2]} {name}")
    assert with_more == {
        "post /api/orders 409 PlacingRefused",
        "patch /api/orders/{order_id} 412 StaleOrder",
        *(f"post /api/orders/{{order_id}}/{command} 412 StaleOrder" for command in ORDER_COMMANDS + BILL_COMMANDS),
        "delete /api/orders/{order_id}/discounts/{discount_id} 412 StaleOrder",
        *(f"post /api/kitchen/tickets/{{ticket_id}}/{command} 412 StaleOrder" for command in TICKET_COMMANDS),
    }
