"""The committed OpenAPI documents are those that the program serves; `make openapi` writes them anew."""

import json

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.openapi.documents import MODES, Mode, committed, made


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

    for place, said in refusals.items():
        assert set(said) == {"application/problem+json"}, place
        assert said["application/problem+json"]["schema"] == {"$ref": "#/components/schemas/Problem"}, place
