"""Commands are called as make calls them, whoever calls the tests."""

import pytest


@pytest.fixture(autouse=True)
def called_by_make(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have commands tell of others as make's."""
    monkeypatch.setenv("MAKELEVEL", "1")
