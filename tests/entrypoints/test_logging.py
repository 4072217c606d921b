"""What reaches the log of a fault: what the program did, and nothing that anybody sent."""

import json
import logging
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import NoReturn

import asyncpg
import pytest
import structlog

from entrypoints.logging import configure_logging, without_values
from tests.growth import grows_no_faster


def _refused(refusal: asyncpg.PostgresError, detail: str) -> asyncpg.PostgresError:
    refusal.detail = detail
    return refusal


SAYS = [
    _refused(asyncpg.UniqueViolationError("duplicate"), "Key (lower(email))=(canary@example.com) already exists."),
    _refused(asyncpg.CheckViolationError("row violates"), "Failing row contains (1, canary-hash,\n$argon2id$x)."),
    asyncpg.DataError("invalid input for query argument $2: 'canary-argument' (expected str)"),
    ValueError("no address: canary-local@example.com, sent by somebody"),
    ValueError("(a@canary)canary@x <b@canary>canary@x c@d@canary@x canary@x=canary@x"),
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
def test_a_fault_is_logged_without_the_values_that_caused_it(
    fault: Exception, tmp_path: Path, *, readable: bool
) -> None:
    printed = tmp_path / "printed"
    with printed.open("w") as out, redirect_stdout(out):
        output = configure_logging(level="debug", readable=readable)
        try:
            _fail(fault)
        except Exception as error:
            structlog.get_logger("test").error("unexpected_error", exc_info=error)
            logging.getLogger("library").exception("something broke")
        output.finish()
    said = printed.read_text()
    assert said.count(type(fault).__name__) >= 2
    assert "test_logging.py" in said
    assert "canary" not in said
    assert "argon2id" not in said
    assert readable or json.loads(said.splitlines()[0])["event"] == "unexpected_error"


def test_a_line_tells_what_happened_then_in_which_request_how_bad_it_is_and_when(tmp_path: Path) -> None:
    printed = tmp_path / "printed"
    with printed.open("w") as out, redirect_stdout(out):
        output = configure_logging(level="info", readable=False)
        with structlog.contextvars.bound_contextvars(request_id="here"):
            structlog.get_logger("test").debug("too quiet")
            structlog.get_logger("test").warning("told", of=Path("what"), number=1)
        try:
            _fail(ValueError())
        except ValueError:
            structlog.get_logger("test").exception("failed")
        output.finish()
    told, failed = printed.read_text().splitlines()
    assert re.sub(r"\d+", "9", told) == (
        '{"of":"what","number":9,"event":"told","request_id":"here","level":"warning","timestamp":"9-9-9T9:9:9.9Z"}'
    )
    assert [*json.loads(failed)] == ["event", "level", "timestamp", "exception"]
    assert json.loads(failed)["level"] == "error"


@pytest.mark.parametrize(
    "piece",
    ["a", "a.", "é", "@", "a@", "a@b", "a@b ", "DETAIL:", "\nDETAIL:", "\nDETAIL: x", "\n", " ", "\n x", "Error"],
)
def test_hiding_takes_no_longer_than_what_is_hidden_is_long(piece: str) -> None:
    grows_no_faster(without_values, piece)


def test_of_a_line_that_goes_on_and_on_the_beginning_is_logged() -> None:
    assert len(without_values("ValueError: " + "x" * 60_000 + "\nand more")) < 3_000
    assert without_values("x" * 60_000 + "\nand more").endswith("\nand more")
