"""The receivers of webhooks, over HTTP/1.1."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from time import perf_counter
from typing import Any, Final, cast

import httpcore
from typing_extensions import override

from adapters.web.addresses import Address, is_public
from adapters.web.names import Names, written
from application.events.webhooks import Receivers
from domain.events.delivery import DeliveryFailure, Outcome
from domain.events.event import Event
from domain.events.webhook import InvalidWebhookUrl, Webhook, WebhookAddressRefused, WebhookUrl

_SECONDS: Final = 10.0
"""How long an exchange may take, from looking the host up to the status."""
_SECONDS_AN_ADDRESS: Final = 3.0
"""How long connecting to one address may take, where others are left."""
_MOST_READ: Final = 16 * 1024
_READ_SECONDS: Final = 1.0
"""How much of a body is read, and how long: nobody looks at it, but a connection whose body ended can be used again."""
_KEPT_SECONDS: Final = 15.0
_MOST_KEPT: Final = 20
_AGENT: Final = b"restaurant-orders"


class HttpReceivers(Receivers):
    """Connects to an address that was looked up and checked, and to no other; follows no redirect, uses no proxy."""

    def __init__(
        self,
        write: Callable[[Event], bytes],
        *,
        to_private: bool,
        names: Names | None = None,
        may_be_reached: Callable[[Address], bool] = is_public,
        trusted: Callable[[], ssl.SSLContext] = ssl.create_default_context,
        seconds: float = _SECONDS,
        tell: Callable[[Outcome], None] | None = None,
    ) -> None:
        """Send what `write` makes of an event, to whose certificates are `trusted`; `tell` hears of each outcome."""
        self._write = write
        self._may_be_reached = _anywhere if to_private else may_be_reached
        self._names = names or Names()
        self._trusted = trusted
        self._seconds = seconds
        self._tell = tell

    def ensure_may_be_reached(self, url: WebhookUrl) -> None:
        host = (url.parts.hostname or "").removesuffix(".")
        address = written(host)
        if address is None and host.rpartition(".")[2].isdigit():
            raise InvalidWebhookUrl(field=("url",))  # no name ends in a number, and it is no address
        if address is not None and not self._may_be_reached(address):
            raise WebhookAddressRefused(field=("url",))

    async def deliver(self, webhook: Webhook, event: Event, *, at: datetime) -> Outcome:
        began, status, failure = perf_counter(), None, None
        try:
            async with asyncio.timeout(self._seconds):
                status = await self._send(webhook, event, at)
        except (TimeoutError, httpcore.TimeoutException):
            failure = DeliveryFailure.TIMEOUT
        except _NoAddress:
            failure = DeliveryFailure.ADDRESS
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError):
            failure = DeliveryFailure.CONNECTION
        outcome = Outcome(status=status, failure=failure, milliseconds=round((perf_counter() - began) * 1000))
        if self._tell:
            self._tell(outcome)
        return outcome

    async def close(self) -> None:
        """Close the connections that are kept."""
        if "_pool" in vars(self):
            await self._pool.aclose()

    @cached_property
    def _pool(self) -> httpcore.AsyncConnectionPool:
        # Made when it is first used: the certificates that are trusted take memory.
        return httpcore.AsyncConnectionPool(
            ssl_context=self._trusted(),
            max_connections=None,
            max_keepalive_connections=_MOST_KEPT,
            keepalive_expiry=_KEPT_SECONDS,
            network_backend=_Checked(self._names, self._may_be_reached),
        )

    async def _send(self, webhook: Webhook, event: Event, at: datetime) -> int:
        parts, body = webhook.url.parts, self._write(event)
        headers = [
            (b"Host", parts.netloc.encode()),
            (b"User-Agent", _AGENT),
            (b"Accept", b"*/*"),
            (b"Content-Type", b"application/json"),
            (b"webhook-id", str(event.id).encode()),
            (b"webhook-timestamp", b"%d" % int(at.timestamp())),
            (b"webhook-signature", webhook.secret.signature(str(event.id), at, body).encode()),
        ]
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        url = httpcore.URL(scheme=parts.scheme, host=parts.hostname or "", port=parts.port, target=target)
        async with self._pool.stream("POST", url, headers=headers, content=body) as response:
            await _read_some(response.aiter_stream())
            return response.status


class _NoAddress(Exception):
    """The host has no address that may be connected to."""


def _anywhere(address: Address) -> bool:  # noqa: ARG001 - whichever it is
    return True


class _Checked(httpcore.AsyncNetworkBackend):
    """Looks a host up once, checks every address that it has, and connects to one of these."""

    def __init__(self, names: Names, may_be_reached: Callable[[Address], bool]) -> None:
        self._names, self._may_be_reached = names, may_be_reached
        self._network = cast("httpcore.AsyncNetworkBackend", httpcore.AnyIOBackend())

    @override
    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        try:
            addresses = await self._names.addresses(host)
        except OSError as failure:
            raise _NoAddress from failure
        # One that may not be reached is enough: which of them is taken must not be up to chance, or to the host.
        if not addresses or not all(map(self._may_be_reached, addresses)):
            raise _NoAddress
        for address in addresses[:-1]:
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return await self._network.connect_tcp(str(address), port, timeout=_SECONDS_AN_ADDRESS)
        return await self._network.connect_tcp(str(addresses[-1]), port, timeout=timeout)


async def _read_some(body: AsyncIterator[bytes]) -> None:
    size = 0
    with suppress(TimeoutError, httpcore.NetworkError, httpcore.ProtocolError):
        async with asyncio.timeout(_READ_SECONDS):
            async for piece in body:
                size += len(piece)
                if size > _MOST_READ:
                    return
