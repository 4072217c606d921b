"""A standby that was away takes over: whoever heard that an order is placed finds it there."""

import asyncio

import httpx

from adapters.postgres.kernel.migrations import upgrade
from entrypoints.settings import Settings
from entrypoints.wiring.opening import open_restaurant
from tests.http.api import ESPRESSO, SECRET, Session, serving
from tests.replication import Pair

ORDER = {"customer_name": "Table 7", "products": [ESPRESSO]}


def _settings(database_url: str) -> Settings:
    return Settings(
        app_env="development", storage="postgres", database_url=database_url, jwt_secret_key=SECRET, log_level="error"
    )


def _place(session: Session, key: str) -> httpx.Response:
    return session.call("POST", "/api/orders", body=ORDER, headers={"Idempotency-Key": key})


def test_no_order_that_was_acknowledged_is_lost_with_the_primary(pair: Pair) -> None:
    upgrade(pair.first.url())
    _ = asyncio.run(open_restaurant(_settings(pair.first.url())))
    with serving(_settings(pair.first.url())) as api:
        waiter = api.waiter()
        heard = [("before", _place(waiter, "before"))]
        pair.second.kill()
        heard += [("away", _place(waiter, "away")), ("away", _place(waiter, "away"))]
        assert waiter.orders()["total"] == 2, "the primary keeps what it was not let wait for"
    pair.first.kill()
    pair.second.start()
    pair.second.promote()

    acknowledged = [key for key, answer in heard if answer.is_success]
    with serving(_settings(pair.second.url())) as api:
        waiter = api.carrying(waiter.token)
        lost = [key for key in acknowledged if _place(waiter, key).headers.get("Idempotent-Replayed") != "true"]
        assert (acknowledged, lost) == (["before"], [])
        assert _place(waiter, "away").status_code == 201
        assert waiter.orders()["total"] == 2
