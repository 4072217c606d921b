"""How the program is told to end: by Ctrl-C, by a signal, or by its terminal going away; twice is as good as once."""

import os
import signal
import threading
import time
from contextlib import suppress

_LOOKS_EVERY_SECONDS = 0.5
_MOST_RINGS = 65_536


def hears_hangups() -> bool:
    """Tell whether a closed terminal ends the program; nohup asks for the opposite."""
    return signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN


def end_with_the_terminal() -> None:
    """Hang up when the terminal goes away in whose foreground the program is.

    The kernel tells the session's leader alone. Where that is `make` (`ssh -t host make run`), it waits in silence.
    """
    with suppress(OSError):  # there is no terminal
        terminal = os.open("/dev/tty", os.O_RDONLY | os.O_NOCTTY)
        threading.Thread(target=_watch, args=(terminal,), daemon=True).start()


def _watch(terminal: int) -> None:
    in_front = False
    with suppress(OSError):  # it is gone
        while True:
            in_front = os.tcgetpgrp(terminal) == os.getpgrp()
            time.sleep(_LOOKS_EVERY_SECONDS)
    if in_front:
        os.kill(os.getpid(), signal.SIGHUP)


class Bell:
    """What a main loop waits for, as `threading.Event`; but signals ring it too, and ringing takes no lock.

    Python runs a handler between two steps of the main thread, and another signal's between two of the handler's:
    whoever takes a lock there may wait for itself. And of two signals at once, the kernel may give both to another
    thread, so that the main thread sleeps on and no handler is ever run. This pipe is written to by any thread.
    """

    def __init__(self) -> None:
        self._heard, self._rung = os.pipe()
        os.set_blocking(self._rung, False)
        _ = signal.set_wakeup_fd(self._rung, warn_on_full_buffer=False)

    def set(self) -> None:
        """Ring."""
        with suppress(BlockingIOError):  # it has rung thousands of times that nobody has heard yet
            _ = os.write(self._rung, b"\0")

    def wait(self) -> None:
        """Wait until it has rung since the last time."""
        _ = os.read(self._heard, _MOST_RINGS)

    def clear(self) -> None:
        """Do nothing: what was heard rings no more, and what was not is still to be heard."""
