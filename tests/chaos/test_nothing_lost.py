"""Whatever dies under load, and whenever: no acknowledged order or command is lost, and none is there twice."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from adapters.embedded.server import EmbeddedPostgres
from domain.ordering.chart import Command
from tests.chaos import faults
from tests.chaos.control import LOSSY, lost_and_acknowledged
from tests.chaos.trial import run, stage

EVERY_FAULT = [
    faults.postgres_killed,
    faults.postgres_frozen,
    faults.worker_killed,
    faults.wire_broken,
    faults.server_killed,
    faults.server_stopped,
]
SECONDS = 0.4
COMMANDS = {*Command} - {Command.RECALL, Command.CHANGE, Command.REMOVE_DISCOUNT}


def test_what_was_acknowledged_stays_and_what_was_not_can_be_asked_again(
    tmp_path: Path, counted: Callable[[str], None]
) -> None:
    with EmbeddedPostgres(tmp_path / "postgres") as postgres, stage(postgres, "trial", tmp_path) as on:
        report = asyncio.run(run(on, EVERY_FAULT, seed=1, seconds=SECONDS))

    counted(report.counts)
    assert report.is_clean, report
    assert report.orders.unknown > report.orders.unknown_but_stored > 0, report
    assert report.commands.unknown > 0, report
    assert report.kinds == COMMANDS
    assert report.lines_lost > 0


def test_a_database_that_acknowledges_too_early_would_be_found_out(
    tmp_path: Path, counted: Callable[[str], None]
) -> None:
    lossy = EmbeddedPostgres(tmp_path / "postgres", settings=LOSSY)
    with lossy, stage(lossy, "control", tmp_path) as on:
        lost, acknowledged = asyncio.run(lost_and_acknowledged(on, seconds=SECONDS))

    counted(f"Control arm, synchronous_commit=off: {lost} of {acknowledged} acknowledged orders lost, as it must")
    assert 0 < lost <= acknowledged
