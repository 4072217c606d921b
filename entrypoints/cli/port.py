"""Whether the port can be had, found out before anything is started."""

import errno
import socket
from contextlib import closing

from entrypoints.cli.refusal import Refusal


def free_address(host: str, port: int) -> str:
    """Return the numeric address of the host when its port is free. Refuses in one line when it is not."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with closing(socket.socket(family, kind, protocol)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            # The workers share the port among themselves, so they would share it with a stranger too: ask first.
            probe.bind(address)
    except OSError as error:
        raise Refusal(_why_not(error, host, port)) from error
    return str(address[0])


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is taken: stop the program that uses it, or set PORT to another one"
    if error.errno == errno.EACCES:
        return f"port {port} needs more rights than this account has: set PORT to 1024 or above"
    return f"HOST {host} is no address of this machine: {error.strerror}"
