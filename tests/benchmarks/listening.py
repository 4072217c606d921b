"""`make bench-listening`: dinners at a steady pace while many listen, and how late each of them hears of it."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import msgspec

from adapters.embedded.server import EmbeddedPostgres
from tests.benchmarks.contestants import ROOT
from tests.benchmarks.listeners import Heard, Listeners
from tests.benchmarks.load import apply
from tests.benchmarks.orders import courses, manager, requests, seed
from tests.benchmarks.placing import machine
from tests.benchmarks.processes import cpu_seconds, free_port, serving, stop_as_ctrl_c_does
from tests.benchmarks.tally import Load, percentile

_SETTLED_SECONDS = 3.0


def _heard_by(told: Listeners, load: Load) -> tuple[Heard, int, float]:
    """Let them listen while the load is applied; return what they heard, what was acknowledged, and p95 of answers."""
    command = [sys.executable, "-m", "tests.benchmarks.listeners"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as listening:
        assert listening.stdin is not None
        assert listening.stdout is not None
        _ = listening.stdin.write(msgspec.json.encode(told))
        listening.stdin.close()
        _ = listening.stdout.readline()
        outcome = apply(load)
        heard = msgspec.json.decode(listening.stdout.read(), type=Heard)
    return heard, outcome.acknowledged, percentile(outcome.latencies, 0.95)


def _said(heard: Heard, commands: int, answered: float, cpu: Sequence[float]) -> str:
    most, least = max(heard.events), min(heard.events)
    every = "each of them every event" if most == least == commands and not heard.strays else "NOT each every event"
    p50, p95, p99 = (percentile(heard.late, share) * 1000 for share in (0.5, 0.95, 0.99))
    return (
        f"{len(heard.events)} listeners heard of {commands:,} commands, {every} ({least:,} to {most:,},"
        f" {heard.strays} strays): p50 {p50:.0f} ms, p95 {p95:.0f} ms, p99 {p99:.0f} ms after they were told;"
        f" answers p95 {answered * 1000:.0f} ms; CPU of the server {cpu[0]:.1f} s, of the database {cpu[1]:.1f} s."
    )


@click.command()
@click.option("--listeners", default=200, show_default=True, help="How many listen.")
@click.option("--a-second", default=300.0, show_default=True, help="How many commands are given a second.")
@click.option("--seconds", default=15.0, show_default=True, help="For how long.")
def main(*, listeners: int, a_second: float, seconds: float) -> None:
    """Measure how late those who listen hear of commands."""
    stop_as_ctrl_c_does()
    with TemporaryDirectory(dir=ROOT / ".data") as made, EmbeddedPostgres(Path(made) / "postgres") as database:
        port = free_port()
        environment = {
            "APP_ENV": "development",
            "DATABASE_URL": database.url(),
            "HOST": "127.0.0.1",
            "JWT_SECRET_KEY": os.urandom(32).hex(),
            "PORT": str(port),
            "STORAGE": "postgres",
            "WORKERS": "2",
        }
        run = [sys.executable, "-m", "entrypoints.cli", "run"]
        with serving(run, folder=ROOT, environment=environment, log=Path(made) / "log", port=port) as pid:
            tokens = seed(port)
            load = Load(
                port=port,
                connections=32,
                seconds=seconds,
                requests=requests(port, tokens),
                keys="heard",
                a_second=a_second,
                then=[courses(port, token) for token in tokens],
            )
            _ = apply(msgspec.structs.replace(load, seconds=3.0, keys="warming"))
            before = (cpu_seconds(pid), cpu_seconds(database.pid or 0))
            told = Listeners(port, manager(port), listeners, seconds + _SETTLED_SECONDS)
            heard, commands, answered = _heard_by(told, load)
            used = (cpu_seconds(pid) - before[0], cpu_seconds(database.pid or 0) - before[1])
    click.echo(_said(heard, commands, answered, used))
    click.echo(machine())


if __name__ == "__main__":
    main()
