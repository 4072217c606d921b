"""What `make bench-reading` found, for the terminal and as Markdown."""

from collections.abc import Sequence
from pathlib import Path
from statistics import median

import msgspec
from rich.console import Console
from rich.table import Table

from tests.benchmarks.chart import Bar, chart
from tests.benchmarks.readers import Timed
from tests.benchmarks.rounds import FASTAPI, FLASK, OURS

HERE = Path(__file__).parent

say = Console(soft_wrap=True, highlight=False)


class Found(msgspec.Struct, frozen=True):
    """What one call took."""

    call: str
    one: Timed
    many: Timed | None
    few: Timed | None
    peers: dict[str, Timed]
    at_any_size: bool


def cells(found: Sequence[Found]) -> list[tuple[str, ...]]:
    """Return the table's cells, row by row."""

    def ms(timed: Timed | None, share: float) -> str:
        return "" if timed is None else f"{timed.percentile(share):,.1f}"

    return [
        (
            each.call,
            ms(each.one, 0.5),
            ms(each.one, 0.95),
            ms(each.many, 0.95),
            ms(each.few, 0.95),
            ms(each.peers.get(FLASK), 0.5),
            ms(each.peers.get(FASTAPI), 0.5),
            str(each.one.errors + (each.many.errors if each.many else 0)),
        )
        for each in found
    ]


COLUMNS = ("ms", "p50", "p95", "p95, 32 connections", "p95, 10,000 orders", "Flask p50", "FastAPI p50", "errors")


def report(found: Sequence[Found], facts: Sequence[str], plain_ms: Sequence[float], where: str, orders: int) -> None:
    """Print the table, and write it and the chart beside this file."""
    table = Table(*COLUMNS, title=f"Reading {orders:,} orders")
    for row in cells(found):
        table.add_row(*row)
    Console(width=150).print(table)
    for fact in [*facts, where]:
        say.print(fact)
    lines = ["| " + " | ".join(COLUMNS) + " |", "| --- |" + " ---: |" * (len(COLUMNS) - 1)]
    lines += ["| " + " | ".join(row) + " |" for row in cells(found)]
    about = f"# Reading, measured\n\n{where}\n\n![A year's report](reading.svg)\n\n" + "\n".join(lines)
    _ = (HERE / "reading.md").write_text(f"{about}\n\n" + "\n".join(f"- {fact}" for fact in facts) + f"\n\n{METHOD}\n")
    year = found[0]
    bars = [Bar(OURS, [year.one.percentile(0.5)], ours=True), Bar("Plain GROUP BY, in SQL", list(plain_ms))]
    bars += [Bar(name, [timed.percentile(0.5)]) for name, timed in year.peers.items()]
    below = f"Product sales of a year, everybody's, {orders:,} orders; median, over HTTP but for the plain SQL"
    _ = (HERE / "reading.svg").write_text(chart("Milliseconds for a year's report", below, bars))


METHOD = """Method: `make bench-reading`. A year made up by `make history` in one embedded PostgreSQL, and the same
orders in the peers' tables, indexed as they index them. Two worker processes each, over HTTP, one connection unless
said otherwise, one call after the other; the load runs beside everything else on the same machine. "10,000 orders" is
this program on a database of so many. The peers sum over the lines, as their report does. An answer counts once it has
arrived whole."""


def compared(found: Sequence[Found], plain_ms: Sequence[float], placing: tuple[Timed, Timed, float]) -> list[str]:
    """Return what the figures say, one sentence each."""
    alone, busy, a_second = placing
    year, sql = found[0].one.percentile(0.95), median(plain_ms)
    before, during = alone.percentile(0.95), busy.percentile(0.95)
    ratios = [each.one.percentile(0.95) / each.few.percentile(0.95) for each in found if each.few and each.at_any_size]
    told = ", ".join(f"{ratio:.2f}" for ratio in ratios)
    faster = (
        f"The year's report, p95 over HTTP, is {sql / year:,.0f} times faster than the plain GROUP BY ({sql:,.0f} ms)."
    )
    placed = f"While {a_second:,.0f} orders a second were placed, its p95 was {during:.1f} ms, before {before:.1f} ms"
    return [
        faster,
        f"{placed}: {during / before:.1f} times.",
        f"Lists and the single order, p95 against that on 10,000 orders: {told} times.",
    ]
