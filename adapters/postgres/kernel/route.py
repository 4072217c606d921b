"""Connecting to the primary among several hosts: the last good host first, and no server that was replaced."""

import asyncio
import random
import ssl
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

import asyncpg

from adapters.postgres.kernel.addresses import Address, Host
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.deadline import retrieve
from adapters.postgres.kernel.driver import Driver, Unusable
from adapters.postgres.kernel.timelines import Timelines

SECONDS: Final = 3.0
"""Seconds to connect to one host, where the address has no connect_timeout."""
_SILENT: Final = 1.0
"""Seconds that the last good host may take to answer before the others are tried too."""
_COMPARED: Final = 0.25
"""Seconds to wait, after one host was found to be primary, for another that is too: the higher timeline is right."""
_THERE: Final = frozenset({"28", "3D", "53"})
"""Classes of SQLSTATE of a server that refuses the connection itself, so that trying others is of no use."""

Settings = dict[str, str]


class Route:
    """Connects to the primary of an address."""

    def __init__(self, address: Address, timelines: Timelines | None = None) -> None:
        self._hosts = list(address.hosts)
        if address.others.get("load_balance_hosts") == "random":
            random.shuffle(self._hosts)
        self._others = address.others
        self._who = {"user": address.user, "password": address.password, "database": address.database}
        self._seconds = _seconds(address)
        self.timelines = timelines or Timelines()
        self._good: Host | None = None

    @property
    def has_several(self) -> bool:
        """Whether there is more than one host."""
        return len(self._hosts) > 1

    async def connect(self, settings: Settings) -> Driver:
        """Return a connection to the primary, with these settings.

        Raises `Unusable` where no host is primary, and asyncpg's error where none answers or the connection is refused.
        """
        if len(self._hosts) == 1:
            return await self._enter(self._hosts[0], settings)
        if self._good is None:
            return await self._find(settings, {})
        first = asyncio.ensure_future(self._enter(self._good, settings))
        try:
            _ = await asyncio.wait([first], timeout=_SILENT)
        except asyncio.CancelledError:
            _drop([first])
            raise
        failure = first.exception() if first.done() else None
        if first.done() and (failure is None or _turned_away(failure)):
            return first.result()
        return await self._find(settings, {first: self._good})

    async def _find(self, settings: Settings, attempts: "dict[asyncio.Future[Driver], Host]") -> Driver:
        """Connect to every host at once, and choose the primary; of two, the one with the higher timeline."""
        there = set(attempts.values())
        attempts |= {
            asyncio.ensure_future(self._enter(host, settings)): host for host in self._hosts if host not in there
        }
        try:
            _ = await _first_of(list(attempts))
        except asyncio.CancelledError:
            _drop(attempts)
            raise
        entered = [attempt for attempt in attempts if _succeeded(attempt)]
        if not entered:
            self._good = None
            raise _most_telling([failure for attempt in attempts if (failure := attempt.exception())])
        best = max(entered, key=lambda attempt: attempt.result().timeline.number)
        _drop(attempt for attempt in attempts if attempt is not best)
        self._good = attempts[best]
        return best.result()

    async def _enter(self, host: Host, settings: Settings) -> Driver:
        async with asyncio.timeout(self._seconds):
            connection: Any = await asyncpg.connect(**self._arguments(host))
        driver: Driver = connection
        try:
            driver.keep_alive(self._others)
            async with asyncio.timeout(self._seconds):
                await driver.greet(settings)
            self._refuse_overtaken(driver)
        except BaseException:
            driver.terminate()
            raise
        return driver

    def _refuse_overtaken(self, driver: Driver) -> None:
        self.timelines.see(driver.timeline)
        if not self.timelines.admits(driver.timeline):
            raise Unusable("The database is one that another has taken over from: its timeline is an older one")

    def _arguments(self, host: Host) -> dict[str, Any]:
        others = self._others
        name = others.get("application_name") or others.get("fallback_application_name") or "restaurant-orders"
        session = {"application_name": name} | ({"options": others["options"]} if "options" in others else {})
        return {
            "dsn": "postgresql://" + _tls(others),
            "host": host.name,
            "port": host.port,
            **self._who,
            "passfile": others.get("passfile"),
            "ssl": _system_ssl(others) if others.get("sslrootcert") == "system" else None,
            "target_session_attrs": "any",  # chosen here
            "server_settings": session,
            "connection_class": Driver,
            "record_class": Row,
            "timeout": self._seconds,
        }


def _seconds(address: Address) -> float:
    given = int(address.others.get("connect_timeout", "0"))
    return float(given) if given > 0 else SECONDS


def _tls(others: Mapping[str, str]) -> str:
    named = {name: value for name, value in others.items() if name.startswith(("ssl", "krb", "gsslib"))}
    if named.get("sslrootcert") == "system":
        named = {}
    return f"?{urlencode(named)}" if named else ""


def _system_ssl(others: Mapping[str, str]) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if "sslcert" in others:
        context.load_cert_chain(others["sslcert"], others.get("sslkey"), others.get("sslpassword"))
    return context


async def _first_of(attempts: Sequence[asyncio.Future[Driver]]) -> None:
    pending = set(attempts)
    while pending and not any(map(_succeeded, attempts)):
        _, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
    if pending:
        _ = await asyncio.wait(pending, timeout=_COMPARED)


def _succeeded(attempt: asyncio.Future[Driver]) -> bool:
    return attempt.done() and not attempt.cancelled() and attempt.exception() is None


def _drop(attempts: Iterable[asyncio.Future[Driver]]) -> None:
    for attempt in attempts:
        _ = attempt.cancel()
        attempt.add_done_callback(_close)


def _close(attempt: asyncio.Future[Driver]) -> None:
    if _succeeded(attempt):
        attempt.result().terminate()
    else:
        retrieve(attempt)


def _turned_away(failure: BaseException) -> bool:
    return isinstance(failure, asyncpg.PostgresError) and (failure.sqlstate or "")[:2] in _THERE


def _most_telling(failures: Sequence[BaseException]) -> BaseException:
    return max(failures, key=lambda each: (_turned_away(each), isinstance(each, Unusable)))
