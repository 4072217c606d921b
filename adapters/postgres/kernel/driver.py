"""asyncpg's connection, with the session's settings and what the server said of itself at the start."""

import asyncio
import os
import socket
from collections.abc import Mapping
from typing import Any, Final

import asyncpg

from adapters.postgres.kernel.timelines import UNTOLD, Timeline

_SETTINGS: Final = (
    "(SELECT count(set_config(name, value, false)) FROM unnest($1::text[], $2::text[]) AS t (name, value))"
)
_READS_ONLY: Final = "pg_is_in_recovery() OR current_setting('transaction_read_only')::bool"
_LIMIT: Final = """
    (SELECT least(
        CASE WHEN rolsuper OR rolconnlimit < 0 THEN NULL ELSE rolconnlimit END,
        CASE WHEN rolsuper OR datconnlimit < 0 THEN NULL ELSE datconnlimit END,
        current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
            - coalesce(current_setting('reserved_connections', true)::int, 0))
     FROM pg_roles, pg_database WHERE rolname = session_user AND datname = current_database())
"""
_TIMELINE: Final = """
    CASE WHEN NOT pg_is_in_recovery()
         THEN ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int END
"""
_SYSTEM: Final = "(SELECT system_identifier::text FROM pg_control_system())"
_CITUS: Final = "to_regclass('pg_dist_partition') IS NOT NULL"
_SHORTER: Final = f"SELECT {_SETTINGS}, {_READS_ONLY} AS reads_only, {_LIMIT} AS connections, {_CITUS} AS citus"
_GREETING: Final = f"{_SHORTER}, {_TIMELINE} AS timeline, {_SYSTEM} AS system"
DISTRIBUTED: Final = """
    SELECT EXISTS (SELECT FROM pg_dist_partition
                   WHERE logicalrelid = to_regclass('restaurants') AND (partmethod = 'h' OR repmodel = 't'))
"""
"""Tells, where there is Citus, whether the tables are distributed."""
_SET: Final = f"SELECT {_SETTINGS}"
_ON_THE_SOCKET: Final[Mapping[str, tuple[int, str]]] = {
    "keepalives": (socket.SOL_SOCKET, "SO_KEEPALIVE"),
    "keepalives_idle": (socket.IPPROTO_TCP, "TCP_KEEPIDLE"),
    "keepalives_interval": (socket.IPPROTO_TCP, "TCP_KEEPINTVL"),
    "keepalives_count": (socket.IPPROTO_TCP, "TCP_KEEPCNT"),
    "tcp_user_timeout": (socket.IPPROTO_TCP, "TCP_USER_TIMEOUT"),
}


class Unusable(ConnectionError):
    """A server answers, but must not be used; the text says why, and may be shown to anybody."""


class Driver(asyncpg.Connection):
    """asyncpg's connection, its session's settings, and its server's timeline and connection limit."""

    def __init__(self, protocol: Any, transport: Any, *others: Any) -> None:  # noqa: ANN401 - asyncpg's own
        super().__init__(protocol, transport, *others)
        self.socket: Any = transport.get_extra_info("socket")
        self.timeline = UNTOLD
        self.most: int | None = None
        """How many connections the limits of role, database and server allow; None without a limit."""
        self.distributed = False
        """Whether the tables are distributed by Citus."""
        self.settings: dict[str, str] = {}
        self.idle_since = 0.0

    async def greet(self, settings: dict[str, str]) -> None:
        """Apply these settings to the session and read the server's state, in one statement. Raises `Unusable`.

        They are not sent as startup parameters: a connection pooler refuses those that it does not know.
        """
        names, values = list(settings), list(settings.values())
        server: Any
        try:
            server = await self.fetchrow(_GREETING, names, values)
        except (asyncpg.SyntaxOrAccessError, asyncpg.FeatureNotSupportedError):  # hosted: WAL is hidden
            server = await self.fetchrow(_SHORTER, names, values)
        if server["reads_only"]:
            raise Unusable("The database is read-only")
        if server["citus"] and await self.fetchval(DISTRIBUTED):
            self.distributed = True
            _ = await self.fetchrow(_SET, names, self._values(settings, names))
        self.settings, self.most = settings, server["connections"]
        if server.get("timeline"):
            self.timeline = Timeline(server["system"], server["timeline"])

    async def change_settings(self, settings: dict[str, str]) -> None:
        """Replace the session's settings by these; one that is not among them goes back to its value at connect."""
        names = list(self.settings | settings)
        _ = await self.fetchrow(_SET, names, self._values(settings, names))  # None: the value at connect
        # Plans cached under the settings before, those of foreign key checks included, would be used on.
        _ = await self.execute("DISCARD PLANS")
        self.settings = settings

    def _values(self, settings: dict[str, str], names: list[str]) -> list[str | None]:
        # A generic plan does not know of which restaurant it will be, and so not on which shard.
        other = {"force_generic_plan": "auto"} if self.distributed else {}
        values = (settings.get(name) for name in names)
        return [other.get(value, value) if value else None for value in values]

    def keep_alive(self, given: Mapping[str, str]) -> None:
        """Set TCP keepalive options on the socket as libpq's parameters say; keepalive itself is on by default."""
        if self.socket is None or self.socket.family == socket.AF_UNIX:
            return
        own = socket.socket(fileno=os.dup(self.socket.fileno()))  # uvloop's socket object has no setsockopt
        try:
            for name, (level, option) in _ON_THE_SOCKET.items():
                value = int(given.get(name, "1" if name == "keepalives" else "0"))
                if hasattr(socket, option) and (name == "keepalives" or value > 0):
                    own.setsockopt(level, getattr(socket, option), value)
        finally:
            own.close()


async def leave(driver: Driver, seconds: float) -> None:
    """Close a connection within so many seconds: cancel its statement, say goodbye, and cut it where that fails."""
    try:
        await driver.close(timeout=seconds)
    except (Exception, asyncio.CancelledError):  # noqa: BLE001 - whatever it was, the socket is closed
        driver.terminate()
