"""The long form: every fault again and again for CHAOS_SECONDS (120), then the control arm, and two tables."""

import asyncio
import os
import sys
import tempfile
from dataclasses import astuple
from pathlib import Path

from rich.console import Console
from rich.table import Table

from adapters.embedded.server import EmbeddedPostgres
from tests.chaos import faults
from tests.chaos.control import LOSSY, lost_and_acknowledged
from tests.chaos.faults import Fault
from tests.chaos.report import Report
from tests.chaos.trial import run, stage

TRIALS: dict[str, Fault] = {
    "PostgreSQL: kill -9": faults.postgres_killed,
    "PostgreSQL: frozen": faults.postgres_frozen,
    "worker: kill -9": faults.worker_killed,
    "server: kill -9": faults.server_killed,
    "server: SIGTERM": faults.server_stopped,
    "wire: answers cut": faults.wire_broken,
}
_BETWEEN_FAULTS = 2.0
_A_FAULT_TAKES = 8.0
_SENT = "fault,times,what,sent,ok,refused,unknown,of them stored"
_TIMES = ("slowest", "recovered")


def main() -> int:
    """Run it all; return 0 when there are zeros where zeros belong, and losses where losses belong."""
    console = Console(width=None if sys.stdout.isatty() else 170)
    seconds = float(os.environ.get("CHAOS_SECONDS", "120"))
    times = max(1, round(seconds / len(TRIALS) / _A_FAULT_TAKES))
    with tempfile.TemporaryDirectory(prefix="chaos-") as temporary:
        folder = Path(temporary)
        with EmbeddedPostgres(folder / "postgres") as postgres:
            reports = {
                name: _trial(console, postgres, folder, seed, name, times) for seed, name in enumerate(TRIALS, start=1)
            }
        lossy = EmbeddedPostgres(folder / "lossy", settings=LOSSY)
        with lossy, stage(lossy, "control", folder) as on:
            lost, acknowledged = asyncio.run(lost_and_acknowledged(on, seconds=3))
    console.print(_sent(reports, times))
    console.print(_found(reports))
    console.print(f"Control arm, synchronous_commit=off: {lost} of {acknowledged} acknowledged orders LOST, as it must")
    return 0 if lost and all(report.is_clean for report in reports.values()) else 1


def _trial(console: Console, postgres: EmbeddedPostgres, folder: Path, seed: int, name: str, times: int) -> Report:
    console.print(f"{name}, {times} times ...")
    with stage(postgres, f"trial_{seed}", folder) as on:
        return asyncio.run(run(on, [TRIALS[name]] * times, seed=seed, seconds=_BETWEEN_FAULTS))


def _sent(reports: dict[str, Report], times: int) -> Table:
    table = Table(*_SENT.split(","))
    for name, report in reports.items():
        for what, tally in (("orders", report.orders), ("commands", report.commands)):
            table.add_row(name, str(times), what, *map(str, astuple(tally)))
    return table


def _found(reports: dict[str, Report]) -> Table:
    table = Table("fault", "events", *(name.upper() for name in next(iter(reports.values())).zeros), *_TIMES)
    for name, report in reports.items():
        recovered = f"{min(report.recovered):.2f} to {max(report.recovered):.2f} s"
        zeros = map(str, report.zeros.values())
        table.add_row(name, str(report.events), *zeros, f"{report.slowest:.2f} s", recovered)
    return table


if __name__ == "__main__":
    sys.exit(main())
