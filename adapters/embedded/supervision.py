"""Starting a PostgreSQL again that has ended by itself."""

import threading
from collections.abc import Callable, Iterator
from typing import Final, Self

from adapters.embedded.errors import EmbeddedPostgresError
from adapters.embedded.server import EmbeddedPostgres

_LOOKS_EVERY_SECONDS: Final = 1.0
_LONGEST_WAIT_SECONDS: Final = 30
_PATIENCE_SECONDS: Final = 1.0


class Supervision:
    """Starts a PostgreSQL again whenever it is gone: at once, then after waits that grow up to half a minute.

    It may have been killed, or have given up recovering on a full disk; then it works again once there is room.
    """

    def __init__(self, server: EmbeddedPostgres, *, say: Callable[[str], None]) -> None:
        """Look after a server that was started, from a thread, and say in a line what happens."""
        self._server = server
        self._say = say
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look_after, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(_PATIENCE_SECONDS)
        while self._thread.is_alive():
            # It is recovering, which may take minutes. Killed, it recovers at its next start.
            self._server.kill()
            self._thread.join(_PATIENCE_SECONDS)

    def _look_after(self) -> None:
        while not self._over.wait(_LOOKS_EVERY_SECONDS):
            if self._server.pid is None:
                self._bring_back()

    def _bring_back(self) -> None:
        self._say("PostgreSQL has ended; it is started again")
        for wait in _growing():
            try:
                self._server.revive()
            except EmbeddedPostgresError as error:
                if not self._over.is_set():
                    self._say(f"{error}; the next try is in {wait} s")
            else:
                self._say("PostgreSQL is back")
                return
            if self._over.wait(wait):
                return


def _growing() -> Iterator[int]:
    wait = 1
    while True:
        yield wait
        wait = min(2 * wait, _LONGEST_WAIT_SECONDS)
