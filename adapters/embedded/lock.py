"""File locks on a folder: one process holds it, others are guests. The kernel frees them when a process ends."""

import fcntl
import os
import time
from pathlib import Path
from typing import IO, Final

from adapters.embedded.errors import InUse

_READY: Final = "ready"


class FolderLock:
    """An exclusive lock on a folder. Taking it twice, or freeing it when it is not held, is no error."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: IO[str] | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock now."""
        return self._file is not None

    def take(self) -> None:
        """Take the lock, or raise `InUse` naming the process that holds it."""
        if self.held:
            return
        file = (self._folder / "lock").open("a+", encoding="ascii")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            raise InUse(f"{self._folder} is already in use by process {' '.join(self._content()[:1])}") from None
        _ = file.truncate(0)
        _ = file.write(f"{os.getpid()}\n")
        file.flush()
        self._file = file

    def say_ready(self) -> None:
        """Write into the lock file that the folder's PostgreSQL can be used."""
        if self._file is not None:
            _ = self._file.write(f"{_READY}\n")
            self._file.flush()

    @property
    def is_ready(self) -> bool:
        """Whether the lock file says so. Means nothing while no process holds the lock."""
        return self._content()[1:] == [_READY]

    def free(self) -> None:
        """Free the lock."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _content(self) -> list[str]:
        try:
            return (self._folder / "lock").read_text(encoding="ascii").split()
        except FileNotFoundError:
            return []


class Guests:
    """A shared lock of processes that use a PostgreSQL which another holds, so that it is not stopped under them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: IO[str] | None = None

    def enter(self) -> bool:
        """Become a guest; False where PostgreSQL is being stopped."""
        return self._lock(fcntl.LOCK_SH)

    def leave(self) -> None:
        """Be a guest no more, or admit guests again."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def keep_out(self, seconds: float) -> None:
        """Admit no more guests, and return when all have left, or after so many seconds."""
        deadline = time.monotonic() + seconds
        while not self._lock(fcntl.LOCK_EX) and time.monotonic() < deadline:
            time.sleep(0.02)

    def _lock(self, how: int) -> bool:
        file = (self._folder / "guests").open("a+", encoding="ascii")
        try:
            fcntl.flock(file, how | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._file = file
        return True
