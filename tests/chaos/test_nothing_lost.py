"""Whatever dies under load, and whenever: no acknowledged order is lost, and none is there twice."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.embedded.server import EmbeddedPostgres
from tests.chaos import faults
from tests.chaos.audit import Findings
from tests.chaos.faults import Fault
from tests.chaos.trial import Report, run, stage

SECONDS = 1.0


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    with EmbeddedPostgres(tmp_path_factory.mktemp("chaos") / "postgres") as server:
        yield server


def clean(report: Report) -> Report:
    assert report.findings == Findings(lost=0, doubled=0, left=0, strange=0), report
    assert (report.unlike, report.faults) == (0, 0), report
    assert min(report.acknowledged, report.refused) > 0, report
    return report


@pytest.mark.parametrize(
    ("seed", "fault"),
    [
        (1, faults.postgres_killed),
        (2, faults.worker_killed),
        (3, faults.server_killed),
        (4, faults.server_stopped),
    ],
)
def test_what_was_acknowledged_stays_and_what_was_not_can_be_asked_again(
    postgres: EmbeddedPostgres, tmp_path: Path, seed: int, fault: Fault
) -> None:
    with stage(postgres, f"trial_{seed}", tmp_path) as on:
        report = clean(asyncio.run(run(on, [fault], seed=seed, seconds=SECONDS)))

    assert report.unknown > 0, report
    print(report)


def test_an_answer_that_got_lost_on_the_way_is_given_again(postgres: EmbeddedPostgres, tmp_path: Path) -> None:
    with stage(postgres, "trial_5", tmp_path) as on:
        report = clean(asyncio.run(run(on, [faults.nothing], seed=5, seconds=SECONDS, broken=True)))
    print(report)
