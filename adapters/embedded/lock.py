"""One process at a time may hold a folder: the kernel keeps the lock and frees it when the holder dies."""

import fcntl
import os
from pathlib import Path
from typing import IO

from adapters.embedded.errors import EmbeddedPostgresError


class FolderLock:
    """The right to run what is in a folder. Taking what is already held, and freeing what is not, is no error."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: IO[str] | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock now."""
        return self._file is not None

    def take(self) -> None:
        """Take the lock, or raise `EmbeddedPostgresError` naming the process that holds it."""
        if self.held:
            return
        file = (self._folder / "lock").open("a+", encoding="ascii")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _ = file.seek(0)
            holder = file.read().strip()
            file.close()
            raise EmbeddedPostgresError(f"{self._folder} is already in use by process {holder}") from None
        _ = file.truncate(0)
        _ = file.write(f"{os.getpid()}\n")
        file.flush()
        self._file = file

    def free(self) -> None:
        """Let the next process have the folder."""
        if self._file is not None:
            self._file.close()
            self._file = None
