"""What goes wrong on the way up, in a line: what PostgreSQL wrote into its log, or what it had no room to write."""

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from adapters.embedded.errors import EmbeddedPostgresError

# Recovery writes a piece of its log ahead, of 16 MiB, before anything else.
_ROOM_NEEDED: Final = 16 * 2**20
_LAST_WORDS: Final = ("FATAL:", "PANIC:")
_TO_CLIENTS: Final = "the database system is "
"""Starting up, shutting down, in recovery: what who connects meanwhile is told."""


@contextmanager
def usable(folder: Path) -> Generator[None]:
    """Turn what the system says of a folder into an `EmbeddedPostgresError`."""
    try:
        yield
    except OSError as error:
        raise EmbeddedPostgresError(f"{folder} cannot be used: {error.strerror or error}") from error


@contextmanager
def explained(log: Path) -> Generator[None]:
    """Turn a start that failed into an `EmbeddedPostgresError` that says why, by what is new in the log."""
    since = log.stat().st_size if log.exists() else 0
    try:
        yield
    except EmbeddedPostgresError as error:
        reason = _reason(log, since) or str(error)
        raise EmbeddedPostgresError(f"PostgreSQL did not start: {reason} (more in {log})") from error


def _reason(log: Path, since: int) -> str:
    if shutil.disk_usage(log.parent).free < _ROOM_NEEDED:
        return "the disk is full"
    said = log.read_bytes()[since:].decode("utf-8", errors="replace").splitlines() if log.exists() else []
    last_words = [line.split(word, 1)[1].strip() for line in said for word in _LAST_WORDS if word in line]
    return next((words for words in reversed(last_words) if not words.startswith(_TO_CLIENTS)), "")
