"""This process's open connections, read from its file descriptors, as Granian does not tell them."""

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
    """A connection to the server's port, by its file descriptor."""

    descriptor: int
    peer: tuple[str, int]

    def close(self) -> None:
        """Shut it down, so that both sides see its end and the server closes it."""
        with suppress(OSError), _socket(self.descriptor) as connection:
            # The descriptor may have been reused for another connection.
            if connection.getpeername()[:2] == self.peer:
                connection.shutdown(socket.SHUT_RDWR)


def connections_to(port: int, more_than: int) -> Iterator[OpenConnection]:
    """Return this process's connections to the port.

    None, without looking at each, where no more than `more_than` files are open.
    """
    names = [path.name for path in _DESCRIPTORS.iterdir()]
    for descriptor in map(int, names if len(names) > more_than else ()):
        with suppress(OSError), _socket(descriptor) as connection:  # not a socket, or not connected
            if connection.family in _INTERNET and connection.getsockname()[1] == port:
                yield OpenConnection(descriptor, connection.getpeername()[:2])


def _socket(descriptor: int) -> socket.socket:
    # A duplicate, so that closing it here leaves the server's open.
    copy = os.dup(descriptor)
    try:
        return socket.socket(fileno=copy)
    except OSError:
        os.close(copy)
        raise
