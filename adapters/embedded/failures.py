"""Why PostgreSQL did not start, in a line: from its log, or because the disk is full."""

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from adapters.embedded.errors import EmbeddedPostgresError

# Recovery allocates a WAL segment, of 16 MiB, before anything else.
_ROOM_NEEDED: Final = 16 * 2**20
_LAST_WORDS: Final = ("FATAL:", "PANIC:")
_TO_CLIENTS: Final = "the database system is "
"""Log lines for clients that connect while PostgreSQL starts, stops or recovers: not the reason."""


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
    lines = log.read_bytes()[since:].decode("utf-8", errors="replace").splitlines() if log.exists() else []
    last_words = [line.split(word, 1)[1].strip() for line in lines for word in _LAST_WORDS if word in line]
    return next((words for words in reversed(last_words) if not words.startswith(_TO_CLIENTS)), "")
