"""Looking up the addresses of hosts, as the operating system does it."""

import asyncio
import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, ip_address
from threading import Thread
from typing import Any, Final

from adapters.web.addresses import Address

Resolve = Callable[[str], Sequence[str]]
_MOST_AT_ONCE: Final = 64


def resolve(host: str) -> Sequence[str]:
    """Return the addresses of a host, in the order to try them, or raise `OSError`. It may take half a minute."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def written(host: str) -> Address | None:
    """Return the address that a host is written as, however odd (127.1), or None where it is a name.

    The name localhost, and what is below it, are loopback's by RFC 6761.
    """
    if f".{host}".endswith(".localhost"):
        return IPv4Address("127.0.0.1")
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        return None
    return _address(str(found[0][4][0]))


class Names:
    """Looks hosts up, each in a thread of its own that nobody waits for at the end: there is no giving up on one.

    A host that is being looked up is not looked up once more meanwhile, so that one whose name server hangs takes no
    more than one of the threads that there may be.
    """

    def __init__(self, resolve: Resolve = resolve) -> None:
        self._resolve = resolve
        self._asked: dict[str, asyncio.Future[Sequence[str]]] = {}

    async def addresses(self, host: str) -> Sequence[Address]:
        """Return the addresses of a host, in the order to try them, or raise `OSError`."""
        if host not in self._asked:
            if len(self._asked) >= _MOST_AT_ONCE:
                raise OSError("too many names are being looked up")
            self._asked[host] = self._ask(host)
        return [_address(each) for each in await asyncio.shield(self._asked[host])]

    def _ask(self, host: str) -> asyncio.Future[Sequence[str]]:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Sequence[str]] = loop.create_future()

        def answered(addresses: Sequence[str], failure: Exception | None) -> None:
            del self._asked[host]
            if failure is None:
                future.set_result(addresses)
            else:
                future.set_exception(failure)
                _ = future.exception()  # whoever asked may have given up

        def ask() -> None:
            try:
                said: tuple[Any, ...] = (self._resolve(host), None)
            except (OSError, UnicodeError) as failure:
                said = ((), failure if isinstance(failure, OSError) else OSError(str(failure)))
            if not loop.is_closed():
                _ = loop.call_soon_threadsafe(answered, *said)

        Thread(target=ask, daemon=True, name="looking up").start()
        return future


def _address(text: str) -> Address:
    return ip_address(text.partition("%")[0])
