"""One running program for all that look at it from outside."""

from collections.abc import Iterator

import pytest

from tests.e2e.program import Program, running


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """Return the program, running, with somebody signed in."""
    folder = tmp_path_factory.mktemp("program")
    with running(folder / "data", folder / "output") as started:
        started.sign_in("ana@example.com")
        yield started
