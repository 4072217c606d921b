"""The highest timeline seen of each database, so that nothing is written to a server of an older one.

PostgreSQL raises the timeline when a standby is promoted. An old primary that comes back still has the timeline before,
and would take orders that the new primary never has.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import structlog

_log = structlog.get_logger(__name__)


class Timeline(NamedTuple):
    """A server's timeline ID: 1, and one more for each promotion since. 0 where the server does not tell."""

    system: str
    """PostgreSQL's system identifier, which a primary and its standbys share."""
    number: int


UNTOLD = Timeline("", 0)


class Timelines:
    """The highest timeline seen of each system, in a file that all processes share and that outlives them."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._highest: dict[str, int] = {}
        self._read = -1
        self._changes = 0

    def changes(self) -> int:
        """Return a counter that grows whenever a higher timeline is seen, by any process with this file."""
        if self._file is not None:
            self._read_again(self._file)
        return self._changes

    @property
    def seen(self) -> int:
        """What `changes` returned last. Whoever runs a statement has it look."""
        return self._changes

    def admits(self, timeline: Timeline) -> bool:
        """Tell whether no higher timeline of this system was seen."""
        _ = self.changes()
        return timeline.number >= self._highest.get(timeline.system, 0)

    def see(self, timeline: Timeline) -> None:
        """Remember a timeline, in the file too, if it is the highest of its system."""
        if timeline.number <= max(1, self._highest.get(timeline.system, 0)):
            return  # 1 is the first: no other server can be behind it
        self._note(timeline)
        if self._file is None:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a", encoding="ascii") as file:  # one write, also when others append
                _ = file.write(f"{timeline.system} {timeline.number}\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            # This process still knows it.
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
            with suppress(ValueError):  # a process killed while writing leaves half a line
                self._note(Timeline(system, int(number)))
