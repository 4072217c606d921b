"""What reaches the log of a fault: what the program did, and nothing that anybody sent."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import redirect_stdout
from typing import NoReturn

import asyncpg
import pytest
import structlog

from entrypoints.logging import configure_logging


def _refused(refusal: asyncpg.PostgresError, detail: str) -> asyncpg.PostgresError:
    refusal.detail = detail
    return refusal


SAYS = [
    _refused(asyncpg.UniqueViolationError("duplicate"), "Key (lower(email))=(canary@example.com) already exists."),
    _refused(asyncpg.CheckViolationError("row violates"), "Failing row contains (1, canary-hash,\n$argon2id$x)."),
    asyncpg.DataError("invalid input for query argument $2: 'canary-argument' (expected str)"),
    ValueError("no address: canary-local@example.com, sent by somebody"),
]


def _fail(fault: Exception) -> NoReturn:
    raise fault


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    handlers, level = logging.root.handlers[:], logging.root.level
    logging.root.handlers[:] = []
    yield
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
    structlog.reset_defaults()


@pytest.mark.parametrize("fault", SAYS)
@pytest.mark.parametrize("readable", [True, False])
def test_a_fault_is_logged_without_the_values_that_caused_it(fault: Exception, *, readable: bool) -> None:
    printed = io.BytesIO()
    with redirect_stdout(io.TextIOWrapper(printed, write_through=True)):
        configure_logging(level="debug", readable=readable)
        try:
            _fail(fault)
        except Exception as error:
            structlog.get_logger("test").error("unexpected_error", exc_info=error)
            logging.getLogger("library").exception("something broke")
    said = printed.getvalue().decode()
    assert said.count(type(fault).__name__) >= 2
    assert "test_logging.py" in said
    assert "canary" not in said
    assert "argon2id" not in said
    assert readable or json.loads(said.splitlines()[0])["event"] == "unexpected_error"
