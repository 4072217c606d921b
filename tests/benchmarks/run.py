"""`make bench`: this program, its peers and the ceiling take turns on one PostgreSQL; a table and a chart come out."""

from collections.abc import Sequence
from pathlib import Path

import click
import msgspec
from rich.console import Console

from tests.benchmarks import placing
from tests.benchmarks.chart import Bar, chart
from tests.benchmarks.contestants import Bench, bench
from tests.benchmarks.endurance import endurance
from tests.benchmarks.processes import stop_as_ctrl_c_does
from tests.benchmarks.rounds import COLD, DINNER, OURS, Turns, turns

HERE = Path(__file__).parent
METHOD = """Method: `make bench`. One embedded PostgreSQL with fsync and synchronous_commit on and a database for
each; two worker processes each, access log on, into a file; three-line orders over 200 known products by 20 waiters,
a fresh Idempotency-Key on every request (this program stores it with its answer; the peers ignore it). The row of
dinners counts commands: an order is placed, gets two lines more, is started and made ready by the kitchen, served,
and closed, one after the other on one connection. The cold row is this program's first turn, on a database made a
moment before. Then contestants take turns, a checkpoint before each; figures are medians over the rounds. The load is
`tests/benchmarks/load.py`: one process on uvloop, beside everything else on the same machine; its last column says
how much of one CPU it took. The ceiling writes the same rows, indexes and idempotency keys in one statement and one
round trip a transaction; it adds no sums up for reports, as this program does beside."""

say = Console(soft_wrap=True)


def measure(on: Bench, rounds: int, seconds: float) -> tuple[list[Turns], list[str]]:
    """Let everybody take turns; return what was measured and what is stored."""
    ours, dinner, flask, fastapi, ceiling = on.ours(), on.dinner(), on.flask(), on.fastapi(), on.ceiling()
    order = [(ours, 32), (dinner, 32), (flask, 32), (fastapi, 32), (ceiling, 32), (ours, 1), (ours, 256)]
    say.print("cold, then warming up")
    cold = msgspec.structs.replace(on.turn(ours, 32, seconds), contestant=COLD)
    for contestant, connections in order:
        _ = on.turn(contestant, connections, min(seconds, 3))
    found = [cold]
    for number in range(1, rounds + 1):
        for contestant, connections in order:
            one = on.turn(contestant, connections, seconds)
            found.append(one)
            say.print(f"round {number}: {one.contestant}, {connections} connections: {one.orders_a_second:,.0f}/s")
    stored = [on.stored(contestant) for contestant in (ours, dinner, flask, fastapi, ceiling)]
    return turns(found), [*stored, on.lone_order()]


def report(found: Sequence[Turns], stored: Sequence[str], where: str) -> None:
    """Print the table, and write it and the chart beside this file."""
    Console(width=150).print(placing.for_terminal(found))
    for sentence in [*placing.comparisons(found), *stored, where]:
        say.print(sentence, highlight=False)
    _ = (HERE / "placing.md").write_text(placing.as_markdown(found, where=where, method=METHOD, stored=stored))
    shown = sorted(
        (one for one in found if one.connections == 32), key=lambda one: -one.middle(lambda r: r.orders_a_second)
    )
    bars = [Bar(one.name, one.rates, ours=one.name in {OURS, DINNER, COLD}) for one in shown]
    below = "Three-line orders, 32 connections, durable; median, and the spread of the rounds"
    _ = (HERE / "placing.svg").write_text(chart("Orders placed a second", below, bars))


@click.command()
@click.option("--rounds", default=3, show_default=True, help="How often each takes its turn.")
@click.option("--seconds", default=8.0, show_default=True, help="How long a turn is.")
@click.option("--quick", is_flag=True, help="Two rounds of three seconds.")
@click.option("--long", is_flag=True, help="Also with a million orders stored, and on to 200,000 more.")
def main(*, rounds: int, seconds: float, quick: bool, long: bool) -> None:
    """Measure how fast orders are placed."""
    stop_as_ctrl_c_does()
    where = placing.machine()  # now: the checkout may move on meanwhile
    with bench() as on:
        found, stored = measure(on, *((2, 3.0) if quick else (rounds, seconds)))
        if long:
            stored += endurance(on, rounds, seconds)
    report(found, stored, where)


if __name__ == "__main__":
    main()
