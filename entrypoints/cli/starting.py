"""The start of the program, which ends where somebody asks for the end before it serves."""

import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Final, Self

from entrypoints.cli.stopping import Bell, hears_hangups

_PATIENCE_SECONDS: Final = 1.0


class Start:
    """What is done until the server listens for signals itself, step by step; it ends between two of them.

    A signal is only noted. Raised in the middle of a step, an interrupt is lost where Python ignores what is raised,
    and libraries wait for ever on the way out. A step that takes long is given up: what it waits for is abandoned, and
    where that does not help, the process ends as by a power cut.
    """

    def __init__(self) -> None:
        """Start as soon as the block is entered."""
        self._asked = False
        self._over = threading.Event()
        self._abandon: Callable[[], None] = lambda: None
        self._bell = Bell()

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hears_hangups() else [])):
            _ = signal.signal(number, self._note)
        threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> bool:
        """Let no error out once the end is asked for: whatever fails then has been given up."""
        self._over.set()
        return self._asked and isinstance(error, Exception)

    def abandon_by(self, abandon: Callable[[], None]) -> None:
        """Have a step that takes long given up by this, from another thread."""
        self._abandon = abandon

    def go_on(self) -> None:
        """Go on with the next step, unless the end was asked for: then the block ends here."""
        if self._asked:
            self._over.set()
            raise _EndAskedFor

    def finish(self) -> bool:
        """Be over: nothing is given up from here on. Return whether the end was asked for."""
        self._over.set()
        return self._asked

    def _note(self, *_: object) -> None:
        self._asked = True

    def _watch(self) -> None:
        self._bell.wait()
        self._asked = True
        for give_up in (self._abandon, lambda: os._exit(0)):
            if self._over.wait(_PATIENCE_SECONDS):
                return
            with suppress(Exception):
                give_up()


class _EndAskedFor(Exception):
    """Somebody asked for the end."""
