"""Everybody who is measured: started on one PostgreSQL, timed turn by turn, and counted at the end."""

import itertools
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from adapters.embedded.server import EmbeddedPostgres
from adapters.postgres.kernel.migrations import upgrade
from tests.benchmarks.ceiling import Ceiling
from tests.benchmarks.load import apply
from tests.benchmarks.lone import lone_order
from tests.benchmarks.orders import SEED_ORDERS, courses, requests, seed
from tests.benchmarks.processes import cpu_seconds, free_port, machine_seconds, serving
from tests.benchmarks.rounds import CEILING, DINNER, FASTAPI, FLASK, OURS, Round, Used
from tests.benchmarks.tally import Load, Outcome

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PEERS = HERE / "peers"
PEER_PROGRAMS = ROOT / ".venv-bench" / "bin"
_ORDERS = "SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM order_products)"
_COMMANDS = "SELECT (SELECT sum(version) FROM orders), (SELECT count(*) FROM order_products)"
"""Each command makes another version of its order."""
Requests = list[tuple[str, str]]
"""Each is what stands before its Idempotency-Key, and what stands after."""


@dataclass(slots=True)
class Contestant:
    """Whoever takes orders, and how many it acknowledged."""

    name: str
    database: str
    apply: Callable[[int, float], Outcome]
    pid: int | None = None
    acknowledged: int = 0
    unknown: int = 0
    seeded: int = 0


class Bench:
    """One PostgreSQL, and everybody who is measured on it."""

    def __init__(self, server: EmbeddedPostgres, folder: Path, stack: ExitStack) -> None:
        self._server = server
        self._folder = folder
        self._stack = stack
        self.secret = secrets.token_urlsafe(48)
        self._keys = itertools.count()

    def ours(self, database: str = "ours", *, stored: int = 0) -> Contestant:
        """Start this program, with so many orders stored already."""
        run = [sys.executable, "-m", "entrypoints.cli"]
        if stored:
            environment = {"APP_ENV": "development", "STORAGE": "postgres", "DATABASE_URL": self._make(database)}
            history = [*run, "history", "--orders", str(stored)]
            _ = subprocess.run(history, cwd=ROOT, env=os.environ | environment, check=True)
        return self._api(OURS, database, [*run, "run"], ROOT, made=bool(stored))

    def dinner(self) -> Contestant:
        """Start this program, to be asked for whole dinners: orders are placed, added to, made, served and closed."""
        run = [sys.executable, "-m", "entrypoints.cli", "run"]
        return self._api(DINNER, "dinner", run, ROOT, then=courses)

    def program(self, name: str, database: str, ready: Callable[[int], Requests]) -> Contestant:
        """Start this program on a new database, to be sent what `ready` makes of its port."""
        run = [sys.executable, "-m", "entrypoints.cli", "run"]
        return self._api(name, database, run, ROOT, ready=ready)

    def flask(self) -> Contestant:
        """Start the Flask peer."""
        serve = ["gunicorn", "--workers=2", "--threads=8", "--keep-alive=75", "--access-logfile=-"]
        return self._peer(FLASK, "flask_peer", [*serve, "--bind=127.0.0.1:{port}", "flask_peer:app"])

    def fastapi(self) -> Contestant:
        """Start the FastAPI peer."""
        serve = ["uvicorn", "--workers=2", "--loop=uvloop", "--http=httptools", "--host=127.0.0.1", "--port={port}"]
        return self._peer(FASTAPI, "fastapi_peer", [*serve, "fastapi_peer:app"])

    def ceiling(self) -> Contestant:
        """Prepare pgbench."""
        _ = self._make("ceiling")
        ceiling = Ceiling(self._server, "ceiling", self._folder)
        return Contestant(CEILING, "ceiling", lambda n, seconds: ceiling.apply(connections=n, seconds=round(seconds)))

    def turn(self, contestant: Contestant, connections: int, seconds: float) -> Round:
        """Let one take orders for so many seconds."""
        _ = self.ask(contestant.database, "CHECKPOINT")
        before = self.used(contestant)
        outcome = contestant.apply(connections, seconds)
        used = self.used(contestant).since(before)
        contestant.acknowledged += outcome.acknowledged
        contestant.unknown += outcome.unknown
        if outcome.first_error:
            click.echo(f"{contestant.name} answered: {outcome.first_error}", err=True)
        return Round.of(contestant.name, connections, outcome, used)

    def stored(self, contestant: Contestant) -> str:
        """Compare what was acknowledged with what is stored, or raise."""
        orders, lines = self.ask(contestant.database, _COMMANDS if contestant.name == DINNER else _ORDERS).split("|")
        kept = int(orders) - contestant.seeded
        if not contestant.acknowledged <= kept <= contestant.acknowledged + contestant.unknown:
            raise click.ClickException(f"{contestant.name}: {contestant.acknowledged} acknowledged, {kept} stored")
        if contestant.name not in {FLASK, FASTAPI}:
            keys = int(self.ask(contestant.database, "SELECT count(*) FROM idempotency_keys"))
            if keys != kept:
                raise click.ClickException(f"{contestant.name}: {kept} orders for {keys} keys")
        return f"{contestant.name}: {contestant.acknowledged:,} acknowledged, {kept:,} stored, {int(lines):,} lines."

    def lone_order(self) -> str:
        """Return what the coalescer costs an order that is alone."""
        url = self._make("lone")
        upgrade(url)
        return lone_order(url)

    def ask(self, database: str, statement: str) -> str:
        """Run one statement and return what psql says."""
        psql = [self._server.bin_folder / "psql", "--no-psqlrc", "-qAt", "--set=ON_ERROR_STOP=1", "-c", statement]
        return subprocess.run(
            [*psql, self._server.url(database)], check=True, stdout=subprocess.PIPE, text=True
        ).stdout.strip()

    def used(self, contestant: Contestant) -> Used:
        """Return what its server, the database and the machine have used by now."""
        server = cpu_seconds(contestant.pid) if contestant.pid else 0.0
        return Used(server, cpu_seconds(self._server.pid or 0), *machine_seconds())

    def _make(self, database: str) -> str:
        _ = self.ask("postgres", f"CREATE DATABASE {database}")
        return self._server.url(database)

    def _peer(self, name: str, module: str, command: Sequence[str]) -> Contestant:
        environment = {"DATABASE_URL": self._server.url(module), "JWT_SECRET_KEY": self.secret}
        _ = self._make(module)
        python = str(PEER_PROGRAMS / "python")
        _ = subprocess.run([python, f"{module}.py"], cwd=PEERS, env=os.environ | environment, check=True)
        return self._api(name, module, [str(PEER_PROGRAMS / command[0]), *command[1:]], PEERS, made=True)

    def _api(
        self,
        name: str,
        database: str,
        command: Sequence[str],
        folder: Path,
        *,
        made: bool = False,
        ready: Callable[[int], Requests] | None = None,
        then: Callable[[int, str], Requests] | None = None,
    ) -> Contestant:
        port = free_port()
        environment = {
            "APP_ENV": "development",
            "DATABASE_URL": self._server.url(database) if made else self._make(database),
            "HOST": "127.0.0.1",
            "JWT_SECRET_KEY": self.secret,
            "LOG_LEVEL": "info",
            "PORT": str(port),
            "STORAGE": "postgres",
            "WORKERS": "2",
        }
        command = [part.replace("{port}", str(port)) for part in command]
        log = self._folder / f"{database}.log"
        start = serving(command, folder=folder, environment=environment, log=log, port=port)
        pid = self._stack.enter_context(start)
        tokens = [] if ready else seed(port)
        sent = ready(port) if ready else requests(port, tokens)
        follows = [then(port, token) for token in tokens] if then else []
        keys = self._keys

        def take(connections: int, seconds: float) -> Outcome:
            run = f"bench-{next(keys)}"
            return apply(
                Load(port=port, connections=connections, seconds=seconds, requests=sent, keys=run, then=follows)
            )

        return Contestant(name, database, take, pid=pid, seeded=0 if ready else SEED_ORDERS)


@contextmanager
def bench() -> Generator[Bench]:
    """Have a PostgreSQL in a new folder on the checkout's own disk, and remove both at the end."""
    data = ROOT / ".data"
    data.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=data))
    try:
        with EmbeddedPostgres(folder / "postgres") as server, ExitStack() as stack:
            yield Bench(server, folder, stack)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
