"""The committed OpenAPI documents are those that the program serves; `make openapi` writes them anew."""

import pytest

from tests.openapi.documents import MODES, Mode, committed, made


@pytest.mark.parametrize("mode", MODES)
def test_the_committed_document_is_the_one_that_is_made(mode: Mode) -> None:
    assert committed(mode).read_text(encoding="utf-8") == made(mode), "make openapi writes it anew; commit what changed"
