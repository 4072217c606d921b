"""A primary and a standby, made of the binaries that come along: killed, frozen, promoted, and sent back to follow."""

import asyncio
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Self
from urllib.parse import quote

import psutil

from adapters.embedded.processes import family
from adapters.embedded.server import EmbeddedPostgres
from tests.database import ask

_SETTINGS: Final = {"fsync": "off", "wal_keep_size": "256MB"}
"""Who is killed loses nothing that it wrote: only a power cut would. Who is to follow again needs old WAL."""
_PATIENCE: Final = 30.0
_LEADS: Final = "SELECT NOT pg_is_in_recovery()"
_KEPT_TWICE: Final = "SELECT count(*) > 0 FROM pg_stat_replication WHERE sync_state = 'sync'"


class Server(EmbeddedPostgres):
    """One of several PostgreSQLs, on its socket."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, settings=_SETTINGS)

    @property
    def host(self) -> str:
        """The folder of its socket, which clients call its host."""
        return str(self._socket_folder)

    def follow(self, leader: "Server") -> None:
        """Become a standby, as a copy of the leader, and run."""
        self._account.own(self._folder)
        self._account.reach(self._folder)
        copied = ("--write-recovery-conf", "--checkpoint=fast", "--no-sync", "-D", str(self._data))
        _ = self._run("pg_basebackup", "--host", leader.host, "--username", "postgres", *copied)
        self.start()

    def follow_again(self, leader: "Server") -> None:
        """Give up what only this one has, after another was promoted, and run as its standby."""
        source = f"host={leader.host} user=postgres dbname=postgres"
        _ = self._run("pg_rewind", "-D", str(self._data), f"--source-server={source}", "--write-recovery-conf")
        self.start()

    def promote(self) -> None:
        """Have the standby lead from here on; return once it does."""
        _ = self.ask("SELECT pg_promote()")
        self.until(_LEADS)

    def freeze(self) -> None:
        """Have every process keep its connections and say nothing more."""
        postmaster = psutil.Process(self.pid)
        postmaster.suspend()  # first, so that it starts no child that would be missed
        for process in postmaster.children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                process.suspend()

    def thaw(self) -> None:
        """Have every process go on."""
        for process in family(self._mark):
            with suppress(psutil.NoSuchProcess):
                process.resume()

    def ask(self, statement: str, database: str = "postgres") -> object:
        """Return the first value that a statement gives."""
        rows = asyncio.run(ask(self.url(database), statement))
        return rows[0][0] if rows else None

    def until(self, statement: str) -> None:
        """Return when the statement is true."""
        deadline = time.monotonic() + _PATIENCE
        while not self.ask(statement):
            assert time.monotonic() < deadline, statement
            time.sleep(0.05)


class Pair:
    """Two servers, of which the second follows the first. What the first acknowledges is on the second too."""

    def __init__(self, folder: Path) -> None:
        self.first = Server(folder / "first")
        self.second = Server(folder / "second")

    def __enter__(self) -> Self:
        try:
            self.first.start()
            self.second.follow(self.first)
            self.keep_twice(self.first)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for server in (self.second, self.first):
            server.kill()  # a frozen one too; and nobody needs what is in it
            server.stop()

    def url(self, database: str = "orders") -> str:
        """Return an address that names both, as libpq reads it."""
        hosts = ",".join(quote(each.host, safe="") for each in (self.first, self.second))
        return f"postgresql://postgres@/{database}?host={hosts}"

    @staticmethod
    def keep_twice(leader: Server) -> None:
        """Have each commit wait until the standby has it too; return once it does."""
        _ = leader.ask("ALTER SYSTEM SET synchronous_standby_names = '*'")
        _ = leader.ask("SELECT pg_reload_conf()")
        leader.until(_KEPT_TWICE)


@contextmanager
def frozen(server: Server) -> Generator[None]:
    """Freeze a server for as long as the block lasts."""
    server.freeze()
    try:
        yield
    finally:
        server.thaw()
