"""A commit that waits for a standby which is away: nobody hears that it was done, and nobody that it was not."""

import asyncio
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx
import pytest

from entrypoints.settings import Settings
from entrypoints.wiring.opening import open_restaurant
from tests.database import ask
from tests.http.api import ESPRESSO, SECRET, Api, Session, refused, serving

ORDER = {"customer_name": "Table 7", "products": [ESPRESSO]}
KEY = {"Idempotency-Key": "one"}
pytestmark = pytest.mark.own_server
ENDS = [
    "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'",
]


@contextmanager
def standby_away(database_url: str) -> Generator[None]:
    """Have every commit wait for a standby, while there is none."""
    asyncio.run(wait_for_standby(database_url, "nowhere"))
    try:
        yield
    finally:
        asyncio.run(wait_for_standby(database_url, ""))


async def wait_for_standby(database_url: str, standby: str) -> None:
    _ = await ask(database_url, f"ALTER SYSTEM SET synchronous_standby_names = '{standby}'")
    _ = await ask(database_url, "SELECT pg_reload_conf()")
    while await ask(database_url, "SHOW synchronous_standby_names") != [(standby,)]:
        pass


@pytest.fixture
def api(clean_database: str) -> Iterator[Api]:
    settings = Settings(
        app_env="development", storage="postgres", database_url=clean_database, jwt_secret_key=SECRET, log_level="error"
    )
    _ = asyncio.run(open_restaurant(settings))
    with serving(settings) as api:
        yield api


def _waiter(api: Api) -> Session:
    """Return a waiter of a restaurant that has numbers to give: to take more is a commit of its own."""
    waiter = api.waiter()
    _ = waiter.order(ESPRESSO)
    return waiter


def _place(session: Session) -> httpx.Response:
    return session.call("POST", "/api/orders", body=ORDER, headers=KEY)


def test_an_answer_that_may_be_lost_is_not_given_again(api: Api, clean_database: str) -> None:
    waiter = _waiter(api)
    with standby_away(clean_database):
        first = _place(waiter)
        while waiter.get("/api/orders").json().get("total") != 2:  # given up, and so kept without the standby
            pass
        again = _place(waiter)
    for answer in (first, again):
        _ = refused(answer, 503, "outcome-unknown")
        assert answer.headers["Retry-After"]
    back = _place(waiter)
    assert (back.status_code, back.headers["Idempotent-Replayed"]) == (201, "true")
    assert waiter.orders()["total"] == 2


def test_an_order_for_which_there_is_no_number_is_not_placed(api: Api, clean_database: str) -> None:
    waiter = api.waiter()
    with standby_away(clean_database):
        answer = _place(waiter)
    _ = refused(answer, 503, "unavailable")
    assert waiter.orders()["total"] == 0
    assert _place(waiter).status_code == 201


def test_who_sent_no_key_is_told_to_look_and_not_when_to_try_again(api: Api, clean_database: str) -> None:
    waiter = _waiter(api)
    with standby_away(clean_database):
        answer = waiter.post("/api/orders", ORDER)
    problem = refused(answer, 503, "outcome-unknown")
    assert "look before you send it again" in problem["message"]
    assert "Retry-After" not in answer.headers


def test_a_change_that_was_found_to_be_made_is_not_confirmed_either(api: Api, clean_database: str) -> None:
    waiter = api.waiter()
    tea = waiter.post("/api/products", {"name": "Tea", "price": 2}).json()["product"]["id"]
    with standby_away(clean_database):
        first = waiter.patch(f"/api/products/{tea}", {"price": 3})
        while waiter.get(f"/api/products/{tea}").json().get("product", {}).get("price") != 3:
            pass
        again = waiter.patch(f"/api/products/{tea}", {"price": 3})
    for answer in (first, again):
        _ = refused(answer, 503, "outcome-unknown")
    assert waiter.patch(f"/api/products/{tea}", {"price": 3}).status_code == 200


@pytest.mark.parametrize("end", ENDS)
def test_a_wait_that_an_administrator_ends_acknowledges_nothing(api: Api, clean_database: str, end: str) -> None:
    """PostgreSQL answers a wait that is cancelled as if it had come to its end, and warns."""
    waiter = _waiter(api)
    with standby_away(clean_database), ThreadPoolExecutor(1) as pool:
        answer = pool.submit(_place, waiter)
        while not asyncio.run(ask(clean_database, end)):
            assert not answer.done()
        _ = refused(answer.result(), 503, "outcome-unknown")
