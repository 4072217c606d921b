"""Writing log lines in a thread, so that the event loop never waits for a slow reader."""

import io
import os
import select
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Final

_MOST_LINES: Final = 2_000
_TOGETHER_SECONDS: Final = 0.02
_LAST_WORDS_SECONDS: Final = 1.0


class LogOutput(io.RawIOBase):
    """A file object whose `write` only queues. Lines that find the queue full are dropped, and counted.

    Lines of several processes stay whole in one pipe, as long as a line is no longer than what a pipe takes at once.
    """

    def __init__(self, descriptor: int, *, dropped: Callable[[int], None]) -> None:
        """Write to the descriptor; call `dropped` with the number of lines dropped, once there is room again."""
        self._descriptor = descriptor
        self._tell = dropped
        self._missing = 0
        # A SimpleQueue is reentrant: the garbage collector may run, and log, inside of a put.
        self._lines: SimpleQueue[bytes | None] = SimpleQueue()
        self._writer = threading.Thread(target=self._write_out, name="log", daemon=True)
        self._writer.start()

    def writable(self) -> bool:
        """Tell that it can be written to."""
        return True

    def write(self, line: bytes, /) -> int:  # pyright: ignore[reportIncompatibleMethodOverride] - bytes are what comes
        """Queue the line. Never waits, never fails."""
        if self._lines.qsize() < _MOST_LINES:
            self._lines.put(bytes(line))
        else:
            self._missing += 1
        return len(line)

    def finish(self) -> None:
        """Write what is queued, for up to a second, and stop."""
        self._lines.put(None)
        self._writer.join(_LAST_WORDS_SECONDS)

    def _write_out(self) -> None:
        ended = False
        while not ended:
            lines = [self._lines.get()]
            if lines[0] is not None:
                # Lines of the next milliseconds are written along: waking the thread costs more than a line.
                time.sleep(_TOGETHER_SECONDS)
            with suppress(Empty):
                while True:
                    lines.append(self._lines.get_nowait())
            ended = None in lines
            self._put_out([line for line in lines if line is not None])

    def _put_out(self, lines: list[bytes]) -> None:
        missing, self._missing = self._missing, 0
        try:
            for together in _bundles(lines):
                self._put_out_whole(together)
        except OSError:  # the reader is gone, or the disk is full
            self._missing += missing + len(lines)
            return
        if missing:
            self._tell(missing)

    def _put_out_whole(self, together: bytes) -> None:
        while together:
            try:
                together = together[os.write(self._descriptor, together) :]
            except BlockingIOError:  # another process with this pipe or terminal has made it non-blocking
                time.sleep(_TOGETHER_SECONDS)


def _bundles(lines: list[bytes]) -> Iterator[bytes]:
    """Return the lines in bundles of up to PIPE_BUF bytes: a pipe takes those whole, whoever else writes to it."""
    bundle = b""
    for line in lines:
        if bundle and len(bundle) + len(line) > select.PIPE_BUF:
            yield bundle
            bundle = b""
        bundle += line
    yield bundle
