"""The PostgreSQL of a folder, for one command: the one that is running, or one started for the command."""

import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from adapters.embedded.errors import EmbeddedPostgresError, InUse
from adapters.embedded.lock import Guests
from adapters.embedded.server import EmbeddedPostgres

_LEAVING_SECONDS: Final = 60.0


@contextmanager
def shared(folder: Path, *, starting_seconds: float = 60.0) -> Generator[EmbeddedPostgres]:
    """Yield the folder's PostgreSQL, taking connections. Raises `EmbeddedPostgresError`, after `starting_seconds` too.

    It is the one that another process started, where there is one, and then that process ends it when it likes.
    Otherwise it is started here, and stopped again once nobody else who came meanwhile uses it.
    """
    server, guests = EmbeddedPostgres(folder), Guests(folder)
    started = _start_or_join(server, guests, time.monotonic() + starting_seconds)
    try:
        yield server
    finally:
        if started:
            guests.keep_out(_LEAVING_SECONDS)
            server.stop()
        guests.leave()


def _start_or_join(server: EmbeddedPostgres, guests: Guests, deadline: float) -> bool:
    while True:
        try:
            server.start()
        except InUse as held:
            if server.is_ready and guests.enter():
                return False
            if time.monotonic() > deadline:
                raise EmbeddedPostgresError(f"{held}, whose PostgreSQL does not answer") from held
            time.sleep(0.05)
        else:
            return True
