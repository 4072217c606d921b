"""One key in two workers at once, on PostgreSQL: the second waits for what becomes of the first, but not for long."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager
from typing import Any

import asyncpg
import httpx
import pytest

from adapters.postgres.kernel.answers import written
from entrypoints.settings import Settings
from entrypoints.wiring.opening import open_restaurant
from tests.contracts.things import NOON, a_request, a_waiter, kept
from tests.contracts.worlds import OnPostgres, open_both
from tests.database import ask
from tests.http.api import ESPRESSO, SECRET, Api, Session, serving

ORDER = {"customer_name": "Table 7", "products": [ESPRESSO]}
HELD = f"""
    INSERT INTO idempotency_keys (restaurant_id, user_id, route, key, fingerprint, made, created_at)
    SELECT restaurant_id, id, 'POST /api/orders', $1, sha256(''), '{written(a_waiter())}', now() FROM users
"""  # noqa: S608 - our own
LONGEST_WAIT = 2.5


@pytest.fixture
def workers(clean_database: str) -> Iterator[tuple[Api, Api]]:
    """Two workers of one program, each with connections of its own."""
    settings = Settings(
        app_env="development", storage="postgres", database_url=clean_database, jwt_secret_key=SECRET, log_level="error"
    )
    _ = asyncio.run(open_restaurant(settings))
    with ExitStack() as opened:
        yield opened.enter_context(serving(settings)), opened.enter_context(serving(settings))


class Elsewhere:
    """A transaction under way that keeps answers, as a worker has that does not get on."""

    def __init__(self, connection: Any) -> None:  # noqa: ANN401 - asyncpg comes without types
        self._connection = connection
        self._transaction = connection.transaction()

    async def begin(self) -> None:
        """Begin, and be patient with deadlocks: others notice them first."""
        await self._transaction.start()
        await self._connection.execute("SET LOCAL deadlock_timeout = '10s'")

    async def hold(self, key: str) -> None:
        """Keep an answer to this key, once nobody else is about to."""
        await self._connection.execute(HELD, key)

    async def commit(self) -> None:
        """Have it all be there."""
        await self._transaction.commit()

    async def rollback(self) -> None:
        """Have nothing of it be there."""
        await self._transaction.rollback()


@asynccontextmanager
async def held(database_url: str, key: str) -> AsyncGenerator[Elsewhere]:
    """Have an answer to this key be kept by a transaction under way."""
    connection = await asyncpg.connect(database_url)
    try:
        elsewhere = Elsewhere(connection)
        await elsewhere.begin()
        await elsewhere.hold(key)
        yield elsewhere
    finally:
        await connection.close()


def _place(session: Session, key: str) -> httpx.Response:
    return session.call("POST", "/api/orders", body=ORDER, headers={"Idempotency-Key": key})


def test_a_key_in_two_workers_at_once_places_one_order(workers: tuple[Api, Api], clean_database: str) -> None:
    here, there = workers
    ann = here.waiter()
    sessions = ann, there.carrying(ann.token)
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda n: _place(sessions[n % 2], f"key-{n % 8 // 2}"), range(64)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 4
    assert sum("Idempotent-Replayed" in answer.headers for answer in answers) == 60
    assert asyncio.run(ask(clean_database, "SELECT count(*) FROM orders")) == [(4,)]


@pytest.mark.own_server
def test_who_waits_too_long_is_told_to_come_back_and_holds_up_nobody(
    workers: tuple[Api, Api], clean_database: str
) -> None:
    ann = workers[0].waiter()

    async def play() -> tuple[float, list[httpx.Response]]:
        async with held(clean_database, "stuck"):
            started = time.monotonic()
            keys = ["stuck", *(f"free-{n}" for n in range(7))]
            answers = await asyncio.gather(*(asyncio.to_thread(_place, ann, key) for key in keys))
            return time.monotonic() - started, answers

    seconds, (stuck, *free) = asyncio.run(play())

    assert stuck.status_code == 409
    assert int(stuck.headers["Retry-After"]) >= 1
    assert stuck.json()["type"] == "/problems/busy"
    assert {answer.status_code for answer in free} == {201}
    assert seconds < LONGEST_WAIT
    assert _place(ann, "stuck").status_code == 201


@pytest.mark.own_server
@pytest.mark.parametrize(("ends", "status"), [("commit", 422), ("rollback", 201)])
def test_who_waits_hears_what_became_of_the_first(
    workers: tuple[Api, Api], clean_database: str, ends: str, status: int
) -> None:
    """The first request had another body, so that its success is told from a second try by its refusal."""
    ann = workers[0].waiter()

    async def play() -> httpx.Response:
        async with held(clean_database, "one") as first:
            second = asyncio.create_task(asyncio.to_thread(_place, ann, "one"))
            await asyncio.sleep(0.5)
            assert not second.done()
            await getattr(first, ends)()
            return await second

    assert asyncio.run(play()).status_code == status
    assert asyncio.run(ask(clean_database, "SELECT count(*) FROM orders")) == [(int(status == 201),)]


@pytest.fixture
async def world(clean_database: str) -> AsyncIterator[OnPostgres]:
    """What one worker keeps things in; its PostgreSQL notices a deadlock before a lock takes too long."""
    world = OnPostgres(f"{clean_database}&options=-c%20deadlock_timeout%3D600ms")
    _ = await kept(await open_both(world), a_waiter())
    yield world
    await world.close()


async def keep(world: OnPostgres, *keys: str) -> list[str]:
    """Keep answers to these keys in one batch, and return what each heard."""
    together = asyncio.Barrier(len(keys))

    async def one(key: str) -> str:
        room = world.room()
        (ann,) = await room.waiters.all()
        _ = await together.wait()
        try:
            await room.work.commit(None, room.answers.keep(a_request(ann, key), ann, at=NOON))
        except Exception as refusal:  # noqa: BLE001 - whatever it is, it is what was heard
            return type(refusal).__name__
        return "kept"

    return await asyncio.gather(*map(one, keys))


@pytest.mark.own_server
async def test_who_is_in_one_batch_with_somebody_stuck_is_not_stuck(world: OnPostgres, clean_database: str) -> None:
    async with held(clean_database, "stuck"):
        started = time.monotonic()
        heard = await keep(world, "before", "stuck", "after")
        assert heard == ["kept", "Busy", "kept"]
        assert time.monotonic() - started < LONGEST_WAIT


@pytest.mark.own_server
async def test_workers_that_keep_the_same_keys_never_wait_for_each_other(
    world: OnPostgres, clean_database: str
) -> None:
    """A batch goes in the order of its keys, however they came: otherwise each could have what the other wants."""
    async with held(clean_database, "b") as other:
        batch = asyncio.create_task(keep(world, "c", "b"))
        await asyncio.sleep(0.3)
        await other.hold("c")
        await other.commit()
        assert await batch == ["AnsweredMeanwhile", "AnsweredMeanwhile"]


@pytest.mark.own_server
async def test_a_deadlock_with_somebody_else_fails_no_neighbour(world: OnPostgres, clean_database: str) -> None:
    async with held(clean_database, "c") as other:
        # Tried alone, "c" comes first and waits for the other, which so has "b" before that is tried.
        batch = asyncio.create_task(keep(world, "c", "b", "a"))
        await asyncio.sleep(0.3)
        await other.hold("b")  # waits for the batch, which waits for "c": the batch gives way
        await other.commit()
        assert await batch == ["AnsweredMeanwhile", "AnsweredMeanwhile", "kept"]
