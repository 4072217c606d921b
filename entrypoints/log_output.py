"""Where log lines go: a thread of its own writes them, so that nobody waits for whoever should read them."""

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
    """A file to log to, that takes whatever is written at once. What it cannot get rid of is dropped, and counted.

    Lines of several processes stay whole in one pipe, as long as a line is no longer than what a pipe takes at once.
    """

    def __init__(self, descriptor: int, *, dropped: Callable[[int], None]) -> None:
        """Write to the descriptor; tell `dropped` how many lines are missing, once there is room again."""
        self._descriptor = descriptor
        self._tell = dropped
        self._missing = 0
        # Unlike any other queue, it may be put into while it is put into: the garbage collector logs wherever it runs.
        self._lines: SimpleQueue[bytes | None] = SimpleQueue()
        self._writer = threading.Thread(target=self._write_out, name="log", daemon=True)
        self._writer.start()

    def writable(self) -> bool:
        """Tell that it is written to."""
        return True

    def write(self, line: bytes, /) -> int:  # pyright: ignore[reportIncompatibleMethodOverride] - bytes are what comes
        """Take the line. Never waits, never fails."""
        if self._lines.qsize() < _MOST_LINES:
            self._lines.put(bytes(line))
        else:
            self._missing += 1
        return len(line)

    def finish(self) -> None:
        """Write what is left, if it can be written within a second, and then nothing more."""
        self._lines.put(None)
        self._writer.join(_LAST_WORDS_SECONDS)

    def _write_out(self) -> None:
        ended = False
        while not ended:
            lines = [self._lines.get()]
            if lines[0] is not None:
                # What comes meanwhile goes along: to be woken for each line costs more than the line.
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
        except OSError:  # whoever read is gone, or the disk is full
            self._missing += missing + len(lines)
            return
        if missing:
            self._tell(missing)

    def _put_out_whole(self, together: bytes) -> None:
        while together:
            try:
                together = together[os.write(self._descriptor, together) :]
            except BlockingIOError:  # somebody else who has this pipe or terminal wants it so
                time.sleep(_TOGETHER_SECONDS)


def _bundles(lines: list[bytes]) -> Iterator[bytes]:
    """Return the lines in bundles that a pipe takes whole, lest another process's come in between."""
    bundle = b""
    for line in lines:
        if bundle and len(bundle) + len(line) > select.PIPE_BUF:
            yield bundle
            bundle = b""
        bundle += line
    yield bundle
