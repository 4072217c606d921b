"""The connections that this process has open, as the system knows them: the server tells nobody."""

import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_DESCRIPTORS: Final = Path("/dev/fd")
_INTERNET: Final = (socket.AF_INET, socket.AF_INET6)


@dataclass(frozen=True, slots=True)
class OpenConnection:
    """A connection to a port of ours, by the number that this process has for it."""

    descriptor: int
    peer: tuple[str, int]

    def close(self) -> None:
        """Let both sides see its end; the server frees what it kept for it."""
        with suppress(OSError), _socket(self.descriptor) as connection:
            # The number may be another connection's by now.
            if connection.getpeername()[:2] == self.peer:
                connection.shutdown(socket.SHUT_RDWR)


def connections_to(port: int, more_than: int) -> Iterator[OpenConnection]:
    """Return every connection that somebody opened to this port, and that this process serves.

    None where so few files are open that there cannot be `more_than` so many, as looking at each takes its time.
    """
    names = [path.name for path in _DESCRIPTORS.iterdir()]
    for descriptor in map(int, names if len(names) > more_than else ()):
        with suppress(OSError), _socket(descriptor) as connection:  # it is no socket, or nobody is at its other end
            if connection.family in _INTERNET and connection.getsockname()[1] == port:
                yield OpenConnection(descriptor, connection.getpeername()[:2])


def _socket(descriptor: int) -> socket.socket:
    # A copy, so that what is closed here stays open there.
    copy = os.dup(descriptor)
    try:
        return socket.socket(fileno=copy)
    except OSError:
        os.close(copy)
        raise
