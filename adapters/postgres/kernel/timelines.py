"""Which history of a database is the newest that anybody here has seen: nobody writes to an older one again.

PostgreSQL counts a timeline on whenever a standby is promoted. A primary that was taken for dead comes back with the
timeline it had, and takes orders that the promoted one will never have.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import structlog

_log = structlog.get_logger(__name__)


class Timeline(NamedTuple):
    """A point in a database's life: how often a standby has taken over. 0 where a server does not tell."""

    system: str
    """PostgreSQL's identifier of the database and its standbys."""
    number: int


UNTOLD = Timeline("", 0)


class Timelines:
    """The highest timeline seen of each database, shared by all processes with the same file, and outliving them."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._highest: dict[str, int] = {}
        self._read = -1
        self._changes = 0

    def changes(self) -> int:
        """Return how often a higher one was seen, by whomever: a number to compare with that of before."""
        if self._file is not None:
            self._read_again(self._file)
        return self._changes

    def admits(self, timeline: Timeline) -> bool:
        """Tell whether none higher was seen."""
        _ = self.changes()
        return timeline.number >= self._highest.get(timeline.system, 0)

    def see(self, timeline: Timeline) -> None:
        """Remember it, if it is the highest."""
        if timeline.number <= max(1, self._highest.get(timeline.system, 0)):
            return  # before the first there is none
        self._note(timeline)
        if self._file is None:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a", encoding="ascii") as file:  # a line at once, whoever else writes
                _ = file.write(f"{timeline.system} {timeline.number}\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            # What cannot be kept is known until the process ends.
            _log.warning("the database's timeline cannot be kept", file=str(self._file), reason=error.strerror)

    def _note(self, timeline: Timeline) -> None:
        if timeline.number > self._highest.get(timeline.system, 0):
            self._highest[timeline.system] = timeline.number
            self._changes += 1

    def _read_again(self, file: Path) -> None:
        try:
            size = os.stat(file).st_size  # noqa: PTH116 - asked before every statement, and Path takes four times as long
            if size == self._read:
                return
            lines = file.read_text(encoding="ascii").splitlines()
        except (OSError, UnicodeDecodeError):
            return  # nothing was kept yet
        self._read = size
        for line in lines:
            system, _, number = line.partition(" ")
            with suppress(ValueError):  # whoever was killed while it wrote left half a line
                self._note(Timeline(system, int(number)))
