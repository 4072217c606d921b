"""`make bench-reading`: reports and lists at ten million lines, beside two other stacks; a table comes out."""

import asyncio
import secrets
import shutil
import tempfile
import time
from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import click
from rich.console import Console

from adapters.embedded.server import EmbeddedPostgres
from tests.benchmarks.libraries import LAST, Libraries
from tests.benchmarks.placing import machine
from tests.benchmarks.processes import free_port, serving, stop_as_ctrl_c_does
from tests.benchmarks.readers import MANAGER, WAITER, Reader, Timed, apply
from tests.benchmarks.rounds import FASTAPI, FLASK, OURS
from tests.benchmarks.what_was_read import Found, compared, report

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PEERS = HERE / "peers"
PEER_PROGRAMS = ROOT / ".venv-bench" / "bin"
BIG = {"shared_buffers": "2GB", "max_wal_size": "8GB", "maintenance_work_mem": "512MB"}
"""PostgreSQL's settings where much is read."""
FEW = 10_000
YEAR = f"start_date={LAST.year - 1}-11-01&end_date={LAST}"
MONTH = f"start_date={LAST.year}-09-01&end_date={LAST.year}-09-30"
REPORT = f"/api/reports/products?waiter=all&{YEAR}"
FIRST_PAGE = "/api/orders?per_page=10"
SEARCH = "/api/orders?waiter=all&customer_name"
PLAIN = f"""
    SELECT l.product_id, sum(l.quantity), sum(l.quantity * l.unit_price) FROM orders o
    JOIN order_products l ON l.restaurant_id = o.restaurant_id AND l.order_id = o.id
    WHERE o.business_date BETWEEN '{LAST.year - 1}-11-01' AND '{LAST}' GROUP BY l.product_id ORDER BY 2 DESC
"""  # noqa: S608 - our own dates
PLACED_A_SECOND = 500.0

say = Console(soft_wrap=True, highlight=False)


@dataclass(frozen=True, slots=True)
class Call:
    """Something to read: what this program is asked, and what its peers are; whether a manager asks.

    What is quick `at_any_size` is to take as long among many orders as among few.
    """

    name: str
    path: str
    peers: str | None
    by_manager: bool = False
    at_any_size: bool = False


CALLS = [
    Call("Product sales, a year, everybody's", REPORT, REPORT, by_manager=True),
    Call("Product sales, one waiter's month", f"/api/reports/products?{MONTH}", f"/api/reports/products?{MONTH}"),
    Call("Sales by day, a year", f"/api/reports/sales?waiter=all&{YEAR}&group_by=day", None, by_manager=True),
    Call("Sales by waiter, a year", f"/api/reports/sales?waiter=all&{YEAR}&group_by=waiter", None, by_manager=True),
    Call("First page of orders, with its total", FIRST_PAGE, FIRST_PAGE, at_any_size=True),
    Call("Page 1,000, by cursor (peers: by number)", "CURSOR", f"{FIRST_PAGE}&page=1000", at_any_size=True),
    Call("A single order", "ORDER", "ORDER", at_any_size=True),
    Call("First page of the catalogue, with its total", "/api/products?per_page=10", None),
    Call("Orders of one customer in fifty, counted", f"{SEARCH}=carl", None, by_manager=True),
    Call("Orders of a customer who never came", f"{SEARCH}=zoe", None, by_manager=True),
]


@contextmanager
def readers(folder: Path, orders: int) -> Generator[tuple[Libraries, dict[str, dict[bool, Reader]]]]:
    """Fill the databases, start everybody, and yield who can be asked: by name, and whether as a manager."""
    secret = secrets.token_urlsafe(48)
    settings = {"APP_ENV": "development", "HOST": "127.0.0.1", "JWT_SECRET_KEY": secret, "STORAGE": "postgres"}
    with EmbeddedPostgres(folder / "postgres", settings=BIG) as server, ExitStack() as stack:
        libraries = Libraries(server)
        libraries.fill("many", settings, orders)
        libraries.fill("few", settings, FEW)
        say.print("Copying the same orders to the peers' tables")
        libraries.fill_peers("peers", "flask_peer", PEER_PROGRAMS / "python", settings, "many")
        ours = [str(ROOT / ".venv/bin/python"), "-m", "entrypoints.cli", "run"]
        gunicorn = ["gunicorn", "--workers=2", "--threads=8", "--keep-alive=75", "--timeout=120", "flask_peer:app"]
        uvicorn = ["uvicorn", "--workers=2", "--loop=uvloop", "--http=httptools", "fastapi_peer:app"]

        def start(name: str, command: Sequence[str], folder_of: Path, database: str) -> dict[bool, Reader]:
            port = free_port()
            address = {"PORT": str(port), "WORKERS": "2", "DATABASE_URL": libraries.url(database)}
            at = [f"--bind=127.0.0.1:{port}"] if "gunicorn" in command[0] else []
            at = ["--host=127.0.0.1", f"--port={port}"] if "uvicorn" in command[0] else at
            log = folder / f"{name}-{database}.log"
            started = serving([*command, *at], folder=folder_of, environment=settings | address, log=log, port=port)
            _ = stack.enter_context(started)
            return {True: Reader(name, port, MANAGER), False: Reader(name, port, WAITER)}

        yield (
            libraries,
            {
                OURS: start(OURS, ours, ROOT, "many"),
                "few": start("few", ours, ROOT, "few"),
                FLASK: start(FLASK, [str(PEER_PROGRAMS / gunicorn[0]), *gunicorn[1:]], PEERS, "peers"),
                FASTAPI: start(FASTAPI, [str(PEER_PROGRAMS / uvicorn[0]), *uvicorn[1:]], PEERS, "peers"),
            },
        )


def path_for(call: Call, who: Reader, *, peer: bool) -> str:
    """Return what to ask this reader for."""
    path = (call.peers or "") if peer else call.path
    match path:
        case "ORDER":
            orders = who.get("/api/orders?per_page=10")["orders"]
            assert isinstance(orders, list)
            return f"/api/orders/{orders[-1]['id']}"
        case "CURSOR":
            place = "/api/orders?per_page=100"
            for _ in range(99):
                place = who.following(place) or place  # a short list is walked to its last page
            return place.replace("per_page=100", "per_page=10")
        case _:
            return path


def measure(who: Mapping[str, dict[bool, Reader]], seconds: float) -> list[Found]:
    """Ask everybody for everything, and return how long it took."""
    found: list[Found] = []
    for call in CALLS:
        ours, few = who[OURS][call.by_manager], who["few"][call.by_manager]
        path, path_of_few = path_for(call, ours, peer=False), path_for(call, few, peer=False)
        _ = [each.timed([at], 1, 0.5) for each, at in ((ours, path), (few, path_of_few))]
        one, many = ours.timed([path], 1, seconds), ours.timed([path], 32, seconds)
        peers: dict[str, Timed] = {}
        for name in (FLASK, FASTAPI) if call.peers else ():
            peer = who[name][call.by_manager]
            peers[name] = peer.timed([path_for(call, peer, peer=True)], 1, seconds)
        found.append(Found(call.name, one, many, few.timed([path_of_few], 1, seconds), peers, call.at_any_size))
        say.print(f"{call.name}: p95 {one.percentile(0.95):.1f} ms, with 32 connections {many.percentile(0.95):.1f} ms")
    return found


def while_placing(who: Mapping[str, dict[bool, Reader]], seconds: float) -> tuple[Timed, Timed, float]:
    """Return what the year's report takes, what it takes while orders are placed, and how many a second there were."""
    ours = who[OURS]
    alone = ours[True].timed([REPORT], 1, seconds)
    with ThreadPoolExecutor(1) as beside:
        placing = beside.submit(apply, ours[False].placing(PLACED_A_SECOND, seconds + 2))
        time.sleep(1)
        busy = ours[True].timed([REPORT], 1, seconds)
        outcome = placing.result()
    return alone, busy, outcome.in_time / outcome.seconds


async def plain(url: str, times: int) -> list[float]:
    """Return what the plain GROUP BY over the lines takes, in milliseconds."""
    connection = await asyncpg.connect(url)
    try:
        took: list[float] = []
        for _ in range(times + 1):
            started = time.perf_counter()
            _ = await connection.fetch(PLAIN)
            took.append((time.perf_counter() - started) * 1000)
        return took[1:]
    finally:
        await connection.close()


@click.command()
@click.option("--orders", default=3_333_333, show_default=True, help="How many to read from.")
@click.option("--seconds", default=4.0, show_default=True, help="How long each call is made.")
@click.option("--quick", is_flag=True, help="100,000 orders, a second a call.")
def main(*, orders: int, seconds: float, quick: bool) -> None:
    """Measure how fast reports and lists are."""
    stop_as_ctrl_c_does()
    where, orders, seconds = machine(), 100_000 if quick else orders, 1.0 if quick else seconds
    data = ROOT / ".data"
    data.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=data))
    try:
        with readers(folder, orders) as (libraries, who):
            lines = libraries.ask("many", "SELECT count(*) FROM order_products")
            plain_ms = asyncio.run(plain(libraries.url("many"), 3))
            found = measure(who, seconds)
            placing = while_placing(who, seconds)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    facts = [f"{orders:,} orders of {int(lines):,} lines.", *compared(found, plain_ms, placing)]
    report(found, facts, plain_ms, where, orders)


if __name__ == "__main__":
    main()
