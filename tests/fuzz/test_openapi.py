"""Requests made of the OpenAPI document: no 5xx, and no answer that is not documented. `make fuzz` takes longer."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fuzz.fuzzing import MODES, fuzz


@pytest.mark.parametrize("mode", MODES)
def test_every_answer_is_documented(mode: str, tmp_path: Path, counted: Callable[[str], None]) -> None:
    outcome = fuzz(mode, tmp_path, examples=12, seed=20261124)

    counted(f"{mode}: {outcome.sent} requests made of the document")
    assert outcome.clean, outcome.said[-8000:]
    assert outcome.sent > 300
