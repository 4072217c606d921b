"""What administrators do while the program works: nobody hears of a fault, or of what the document does not name."""

import asyncio
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from threading import Event
from typing import Any, Final

import asyncpg
import msgspec
import pytest
from dishka import Provider
from sqlalchemy import text

from adapters.postgres.kernel.connection import Connection
from domain.kernel.errors import OutcomeUnknown, Unavailable
from entrypoints.settings import Settings
from entrypoints.wiring.opening import open_restaurant
from tests.contracts.worlds import OnPostgres
from tests.database import ask
from tests.http.api import SECRET, Api, Session, serving
from tests.http.document import Document
from tests.http.managed import PASSWORD
from tests.http.test_matrix import MANAGED, OPEN, Restaurant

MODES: Final = {"open": OPEN, "managed": MANAGED}
EVERY_TABLE: Final = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
WHO_IS_CALLING: Final = {"users", "ended_sessions", "sessions", "rate_limits"}
CUT_OFF: Final = (
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'restaurant-orders'"
)
FREEZES: Final = text("SET LOCAL idle_in_transaction_session_timeout = '50ms'")

Ask = Callable[[], int]


class Asked:
    """Every call that a restaurant knows, each by somebody who may make it."""

    def __init__(self, restaurant: Restaurant, mode: str) -> None:
        self._restaurant = restaurant
        restaurant.prepares = False
        self._sessions = [(call, restaurant.comes("manager")) for call in MODES[mode]]
        self._refresh, self._login = "", {"email": restaurant.owner_email}
        if restaurant.managed:
            opened = restaurant.managed.login(restaurant.owner_email, password=PASSWORD).json()
            self._refresh, self._login["password"] = opened["refresh_token"], PASSWORD

    def at_once(self) -> dict[str, int]:
        """Make every call, all at once, and return what each was answered."""
        nobody = self._restaurant.api.carrying("")
        asks: dict[str, Ask] = {call: self._asking(call, session) for call, session in self._sessions}
        asks["sign in"] = lambda: nobody.post("/api/auth/login", self._login).status_code
        if self._refresh:
            asks["refresh"] = lambda: nobody.post("/api/auth/refresh", {"refresh_token": self._refresh}).status_code
        with ThreadPoolExecutor(len(asks)) as pool:
            answers = {call: pool.submit(asking) for call, asking in asks.items()}
            return {call: answer.result() for call, answer in answers.items()}

    def _asking(self, call: str, session: Session) -> Ask:
        return lambda: self._restaurant.asks(session, call)[0]


@contextmanager
def _open(database_url: str, mode: str) -> Generator[Asked]:
    """Open a restaurant whose every answer is held against the document."""
    settings = Settings(
        app_env="development",
        storage="postgres",
        database_url=database_url,
        jwt_secret_key=SECRET,
        log_level="error",
    )
    with ExitStack() as opened:

        def opening(*more: Provider, **changes: object) -> Api:
            changed = msgspec.structs.replace(settings, **changes)
            _ = asyncio.run(open_restaurant(changed))
            api = opened.enter_context(serving(changed, *more))
            api.client.event_hooks = {"response": [Document(api.client.get("/openapi.json").json()).check]}
            return api

        yield Asked(Restaurant(opening, mode), mode)


async def _while_locked(database_url: str, tables: Sequence[str], work: Callable[[], dict[str, int]]) -> dict[str, int]:
    administrator: Any = await asyncpg.connect(database_url)
    try:
        async with administrator.transaction():
            await administrator.execute(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE")
            return await asyncio.to_thread(work)
    finally:
        await administrator.close()


@pytest.mark.parametrize("but", [set[str](), WHO_IS_CALLING], ids=["every table", "all but who is calling"])
@pytest.mark.parametrize("mode", MODES)
def test_a_lock_on_everything_is_no_fault_of_ours(clean_database: str, mode: str, but: set[str]) -> None:
    with _open(clean_database, mode) as asked:
        tables = [name for (name,) in asyncio.run(ask(clean_database, EVERY_TABLE)) if name not in but]
        answered = asyncio.run(_while_locked(clean_database, tables, asked.at_once))
        assert {call for call, status in answered.items() if status == 500} == set()
        assert answered["GET /api/orders"] == 503
        assert answered["POST /api/orders"] in {409, 503}
        assert 500 not in asked.at_once().values()  # and is forgotten


@pytest.mark.parametrize("mode", MODES)
def test_backends_that_are_terminated_are_no_fault_of_ours(clean_database: str, mode: str) -> None:
    done = Event()

    def cut_off() -> int:
        cut = 0
        while not done.is_set():
            cut += int(asyncio.run(ask(clean_database, CUT_OFF))[0][0])
        return cut

    with _open(clean_database, mode) as asked, ThreadPoolExecutor(1) as pool:
        cutting = pool.submit(cut_off)
        try:
            rounds = [asked.at_once() for _ in range(3)]
        finally:
            done.set()
        assert cutting.result() > 10
        assert [call for answered in rounds for call, status in answered.items() if status == 500] == []


async def test_a_worker_that_was_frozen_in_a_transaction_hears_that_nothing_was_done(clean_database: str) -> None:
    world = OnPostgres(clean_database)

    async def freeze(connection: Connection) -> None:
        _ = await connection.execute(FREEZES)
        time.sleep(0.5)  # noqa: ASYNC251 - the whole loop, as when the process is stopped

    async def freeze_and_go_on(connection: Connection) -> None:
        await freeze(connection)
        _ = await connection.execute(text("SELECT 1"))

    with pytest.raises(Unavailable) as heard:
        await world.database.change(freeze_and_go_on)
    assert not isinstance(heard.value, OutcomeUnknown)
    with pytest.raises(Unavailable):  # that it was not committed is certain to PostgreSQL, and not to us
        await world.database.change(freeze)
    with pytest.raises(Unavailable):
        async with world.database.transaction() as connection:
            await freeze_and_go_on(connection)
    assert await world.database.change(lambda connection: connection.execute(text("SELECT 1"))) == 1
    await world.close()
