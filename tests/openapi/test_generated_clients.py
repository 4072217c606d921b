"""Clients generated of the committed documents, in two languages, each placing an order with the running program."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.e2e.program import Program, running
from tests.openapi.generators import python_clients, run, typescript_clients

DONE: Final = {
    "total": 5,
    "location": True,
    "once": True,
    "customer": "Table 7",
    "listed": 1,
    "refused": "/problems/customer-name-required",
}


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """Return the program, running."""
    folder = tmp_path_factory.mktemp("program")
    with running(folder / "data", folder / "output", STORAGE="memory", WORKERS="1") as started:
        yield started


def test_a_python_client_places_an_order(program: Program, tmp_path: Path) -> None:
    told = run(sys.executable, python_clients(tmp_path), str(program.client.base_url), folder=tmp_path)

    assert json.loads(told) == DONE


def test_a_typescript_client_places_an_order(program: Program, tmp_path: Path) -> None:
    told = run("node", typescript_clients(tmp_path), str(program.client.base_url).rstrip("/"), folder=tmp_path)

    assert json.loads(told) == DONE
