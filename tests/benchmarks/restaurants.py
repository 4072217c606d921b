"""`make bench-restaurants`: 1,000 restaurants in one database against one, in turns; a table comes out."""

import secrets
import shutil
import tempfile
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import click
from rich.console import Console

from adapters.embedded.server import EmbeddedPostgres
from tests.benchmarks.contestants import Bench, Contestant, Requests, bench
from tests.benchmarks.endurance import largest_worker
from tests.benchmarks.libraries import Libraries
from tests.benchmarks.many import open_restaurants, orders_for_all, year_for_all
from tests.benchmarks.placing import machine
from tests.benchmarks.processes import free_port, serving, stop_as_ctrl_c_does
from tests.benchmarks.readers import MANAGER, Reader, Timed
from tests.benchmarks.reading import BIG, FIRST_PAGE, REPORT, ROOT
from tests.benchmarks.rounds import Used
from tests.benchmarks.what_restaurants_take import Placed, Read, Turn, report

QUICK, THOROUGH = (32,), (32, 256)
"""How many connections send at once."""
SIGN_IN = "Signing in"
CALLS = {SIGN_IN: "", "First page of orders, with its total": FIRST_PAGE, "Product sales of a year": REPORT}
LONGEST_SECONDS = 120.0
"""How long sums may take to be kept once no more orders come."""

say = Console(soft_wrap=True, highlight=False)


def placing(on: Bench, restaurants: int, connected: Sequence[int], rounds: int, seconds: float) -> Placed:
    """Let one restaurant and all of them take orders in turns, each turn until its sums are kept too."""
    both = [_open(on, "One restaurant", "one", 1), _open(on, f"{restaurants:,} restaurants", "many", restaurants)]
    idle = {each.name: _idle(on, each, seconds) for each in both}
    turns: list[Turn] = []
    for number in range(rounds + 1):
        for connections in connected:
            for each in both if number % 2 else reversed(both):
                turn = _turn(on, each, idle[each.name], connections, seconds)
                say.print(
                    f"round {number}: {each.name}, {connections} connections: {turn.round.orders_a_second:,.0f}/s"
                )
                if number:  # round 0 was to warm up
                    turns.append(turn)
    served = on.ask("many", "SELECT count(DISTINCT restaurant_id) FROM orders")
    stored = [*map(on.stored, both), f"Of {restaurants:,} restaurants {int(served):,} have orders."]
    return Placed(turns, [largest_worker(each) for each in both], stored)


def _open(on: Bench, name: str, database: str, restaurants: int) -> Contestant:
    ask = partial(on.ask, database)

    def ready(port: int) -> Requests:
        open_restaurants(ask, restaurants)
        return orders_for_all(ask, port, on.secret)

    return on.program(name, database, ready)


def _turn(on: Bench, who: Contestant, idle: Used, connections: int, seconds: float) -> Turn:
    before, acknowledged, began = on.used(who), who.acknowledged, time.monotonic()
    took = on.turn(who, connections, seconds)
    over = time.monotonic()
    while on.ask(who.database, "SELECT EXISTS (SELECT FROM orders_to_roll_up)") == "t":
        if time.monotonic() - over > LONGEST_SECONDS:
            raise click.ClickException(f"{who.name}: after {LONGEST_SECONDS:.0f} seconds not all sums are kept")
        time.sleep(0.2)
    used, lasted = on.used(who).since(before), time.monotonic() - began
    thousands = max(who.acknowledged - acknowledged, 1) / 1000
    server, database = (
        (spent - idle * lasted) / thousands
        for spent, idle in ((used.server, idle.server), (used.database, idle.database))
    )
    return Turn(took, server, database, time.monotonic() - over)


def _idle(on: Bench, who: Contestant, seconds: float) -> Used:
    """Return the CPU seconds a second of who has nothing to do: its turn is not to be charged with them."""
    before = on.used(who)
    time.sleep(seconds)
    used = on.used(who).since(before)
    return Used(used.server / seconds, used.database / seconds, used.machine / seconds, 1.0)


@contextmanager
def readers(folder: Path, restaurants: int, orders: int) -> Generator[tuple[Libraries, dict[str, Reader]]]:
    """Fill a database of one restaurant and one of many, and yield the first one's manager in each."""
    settings = {"APP_ENV": "development", "HOST": "127.0.0.1", "STORAGE": "postgres"}
    settings["JWT_SECRET_KEY"] = secrets.token_urlsafe(48)
    with EmbeddedPostgres(folder / "postgres", settings=BIG) as server, ExitStack() as stack:
        libraries = Libraries(server)
        libraries.fill("alone", settings, orders)
        _ = libraries.ask("postgres", "CREATE DATABASE among TEMPLATE alone")
        say.print(f"Giving {restaurants:,} restaurants the same year")
        year_for_all(partial(libraries.ask, "among"), restaurants)
        yield libraries, {each: _reader(libraries, each, folder, settings, stack) for each in ("alone", "among")}


def _reader(libraries: Libraries, database: str, folder: Path, settings: Mapping[str, str], stack: ExitStack) -> Reader:
    port = free_port()
    there = {"PORT": str(port), "WORKERS": "2", "DATABASE_URL": libraries.url(database)}
    command = [str(ROOT / ".venv/bin/python"), "-m", "entrypoints.cli", "run"]
    log = folder / f"{database}.log"
    _ = stack.enter_context(serving(command, folder=ROOT, environment={**settings, **there}, log=log, port=port))
    return Reader(database, port, MANAGER)


def reading(who: Mapping[str, Reader], rounds: int, seconds: float) -> list[Read]:
    """Ask for the same, alone and among many, in turns."""
    found: list[Read] = []
    for call, path in CALLS.items():
        times: dict[str, list[Timed]] = {"alone": [], "among": []}
        for number in range(rounds + 1):
            for name in sorted(times, reverse=bool(number % 2)):
                reader = who[name]
                timed = reader.timed([path], 1, seconds) if path else reader.signing_in(seconds)
                if number:  # round 0 was to warm up
                    times[name].append(timed)
        found.append(Read(call, Timed.together(times["alone"]), Timed.together(times["among"])))
    return found


@click.command()
@click.option("--restaurants", default=1_000, show_default=True, help="How many.")
@click.option("--orders", default=3_333, show_default=True, help="How many each has to read from.")
@click.option("--rounds", default=3, show_default=True, help="How often each takes its turn.")
@click.option("--seconds", default=8.0, show_default=True, help="How long a turn is.")
@click.option("--quick", is_flag=True, help="300 of 100 orders, two rounds of three seconds, 32 connections.")
@click.option("--only", type=click.Choice(["placing", "reading"]), help="One part alone; nothing is written then.")
def main(*, restaurants: int, orders: int, rounds: int, seconds: float, quick: bool, only: str | None) -> None:
    """Measure what a thousand restaurants cost each other."""
    stop_as_ctrl_c_does()
    where = machine()  # now: the checkout may move on meanwhile
    if quick:
        restaurants, orders, rounds, seconds = 300, 100, 2, 3.0
    placed, read, facts = None, None, []
    if only != "reading":
        with bench() as on:
            placed = placing(on, restaurants, QUICK if quick else THOROUGH, rounds, seconds)
    if only != "placing":
        data = ROOT / ".data"
        data.mkdir(exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="bench-", dir=data))
        try:
            with readers(folder, restaurants, orders) as (libraries, who):
                facts = [_size(libraries)]
                read = reading(who, rounds, seconds / 2)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    report(placed, read, facts, where, writes=only is None)


def _size(libraries: Libraries) -> str:
    orders, lines, sums, size = libraries.ask(
        "among",
        "SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM order_products),"
        " (SELECT count(*) FROM sales_by_product), pg_database_size('among')",
    ).split("|")
    told = f"{int(orders):,} orders of {int(lines):,} lines, and {int(sums):,} sums by product"
    return f"Read from {told}: {int(size) / 2**30:.1f} GiB, {int(size) / int(orders):,.0f} bytes an order."


if __name__ == "__main__":
    main()
