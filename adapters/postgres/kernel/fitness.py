"""Checks of a database before anything is written to it: version, encoding, locale and pooling."""

from typing import Any, Final

from adapters.postgres.kernel.route import Route

OLDEST: Final = 15
"""The oldest PostgreSQL that all tests pass on; nothing older was tried."""
_MAJOR: Final = 10_000

_LOOK: Final = """
    SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding,
           datcollate AS locale
    FROM pg_database WHERE datname = current_database()
"""
_LOWER: Final = "SELECT lower('É') = 'é' AND lower('Ж') = 'ж' AND lower('I') = 'i'"
_MADE: Final = "CREATE DATABASE orders TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"


class Unfit(Exception):
    """A database that the program cannot use; the text is one line that says why, and what would help."""


async def refuse_unfit(route: Route, *, oldest: int = OLDEST) -> None:
    """Raise `Unfit` for a database before version `oldest`, without every letter, or that shares out our sessions."""
    one: Any = await route.connect({})
    try:
        database = await one.fetchrow(_LOOK)
        if database["version"] < oldest * _MAJOR:
            version = one.get_server_version()
            raise Unfit(f"it is PostgreSQL {version.major}, and {oldest} is the oldest that this program works with")
        if database["encoding"] != "UTF8":
            raise Unfit(f"its encoding is {database['encoding']}, and names come in every alphabet: {_MADE}")
        if not await one.fetchval(_LOWER):
            raise Unfit(f"its locale {database['locale']} does not make É to é, Ж to ж and I to i: {_MADE}")
        await _refuse_shared_sessions(one, route)
    finally:
        await one.close()


async def _refuse_shared_sessions(one: Any, route: Route) -> None:  # noqa: ANN401 - asyncpg comes without types
    if await one.fetchval("SELECT pg_backend_pid()") == one.get_server_pid():
        return  # no pooler in between
    other: Any = await route.connect({})
    try:
        same = await other.fetchval("SELECT pg_backend_pid()") == await one.fetchval("SELECT pg_backend_pid()")
    finally:
        await other.close()
    if same:
        raise Unfit("a pooler in front lends one session to several: have it pool sessions (pool_mode = session)")
