"""What the benchmark found, for the terminal and as Markdown."""

import os
import platform
import subprocess
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median

import psutil
from rich.table import Table

from tests.benchmarks.rounds import CEILING, COLD, DINNER, FASTAPI, FLASK, OURS, Ratio, Turns

COLUMNS = (
    "",
    "CPU ms an order",
    "the server's",
    "the database's",
    "connections",
    "orders/s",
    "spread",
    "p50 ms",
    "p99 ms",
    "errors",
    "load's CPUs",
)


def rows(found: Sequence[Turns]) -> list[tuple[str, ...]]:
    """Return the table's cells, row by row."""
    return [
        (
            one.name,
            f"{one.middle(lambda r: r.server + r.database):.2f}",
            "" if one.name == CEILING else f"{one.middle(lambda r: r.server):.2f}",
            f"{one.middle(lambda r: r.database):.2f}",
            str(one.connections),
            f"{one.middle(lambda r: r.orders_a_second):,.0f}",
            f"{min(one.rates):,.0f} to {max(one.rates):,.0f}",
            f"{one.middle(lambda r: r.p50):.1f}",
            f"{one.middle(lambda r: r.p99):.1f}",
            f"{one.errors:,}",
            f"{one.middle(lambda r: r.load):.2f}",
        )
        for one in found
    ]


def comparisons(found: Sequence[Turns]) -> Iterable[str]:
    """Yield what the rows say about each other, one sentence each."""
    by = {(one.name, one.connections): one for one in found}
    ours = by[OURS, 32]
    cold = by[COLD, 32].rates[0]
    yield f"Cold, on a database made a moment before, {cold / median(ours.rates):.0%} of its rate once warm."
    for peer in (FLASK, FASTAPI):
        ratio = Ratio.between(ours, by[peer, 32])
        yield f"{ratio.middle:.1f} times the {peer} ({ratio.least:.1f} to {ratio.most:.1f})."
    share = Ratio.between(ours, by[CEILING, 32])
    yield (
        f"{share.middle:.0%} of what pgbench inserts ({share.least:.0%} to {share.most:.0%}),"
        " with no HTTP, no checks and no JSON in its way."
    )
    dinners = Ratio.between(by[DINNER, 32], ours)
    yield (
        f"Commands of whole dinners (place, add, start, ready, serve, close) come at {dinners.middle:.2f} of the rate"
        f" ({dinners.least:.2f} to {dinners.most:.2f})."
    )
    many = Ratio.between(by[OURS, 256], ours)
    yield f"With 256 connections {many.middle:.0%} of the rate at 32 ({many.least:.0%} to {many.most:.0%})."
    others = sorted(one.others for turns in found for one in turns.rounds)
    medians = " and ".join(f"{by[peer, 32].middle(lambda r: r.p50):.0f} ms" for peer in (FLASK, FASTAPI))
    yield f"Its slowest hundredth takes {ours.middle(lambda r: r.p99):.0f} ms; the peers' medians are {medians}."
    yield (
        f"Programs that are no part of this took {median(others):.0%} of the machine in the median round"
        f" ({others[0]:.0%} to {others[-1]:.0%}): the more, the noisier."
    )


def for_terminal(found: Sequence[Turns]) -> Table:
    """Return the table that the terminal shows."""
    table = Table(title="Placing orders")
    for column in COLUMNS:
        table.add_column(column, justify="right" if column else "left")
    for row in rows(found):
        table.add_row(*row)
    return table


def as_markdown(found: Sequence[Turns], *, where: str, method: str, stored: Sequence[str]) -> str:
    """Return the page that `make bench` writes."""
    cells = [COLUMNS, ("---", *("---:" for _ in COLUMNS[1:])), *rows(found)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in cells)
    ratios = "\n".join(f"- {sentence}" for sentence in comparisons(found))
    kept = "\n".join(f"- {sentence}" for sentence in stored)
    return f"""# Placing orders, measured

{where}

![Orders a second](placing.svg)

{table}

This program with 32 connections, round against round:

{ratios}

What was acknowledged, and what is stored (warming up included):

{kept}

{method}
"""


def machine() -> str:
    """Return the day, the machine and the version in one line."""
    memory = psutil.virtual_memory().total / 2**30
    python = f"{platform.python_implementation()} {platform.python_version()}"
    day = time.strftime("%Y-%m-%d", time.gmtime())
    return (
        f"{day}, {_processor()}, {os.cpu_count()} CPUs, {memory:.0f} GiB, {platform.system()}, {python}, {_version()}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown CPU")


def _version() -> str:
    said = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False)  # noqa: S607
    return f"commit {said.stdout.strip()}" if said.returncode == 0 else "no commit"
