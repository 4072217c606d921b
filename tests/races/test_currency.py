"""A restaurant's currency is changed while its first orders are placed: never are amounts of the other."""

import asyncio
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Final

import httpx
import pytest

from entrypoints.settings import Settings
from entrypoints.wiring.opening import open_restaurant
from tests.database import ask
from tests.http.api import OPERATOR_TOKEN, SECRET, Api, serving

ROUNDS: Final = 40
MEAL: Final = {"customer_name": "Bob", "products": [{"name": "Meal", "price": 12, "quantity": 1}]}
AMOUNTS: Final = """
    SELECT r.currency, p.price, o.total_price, s.unit_price FROM restaurants r
    JOIN products p ON p.restaurant_id = r.id JOIN orders o ON o.restaurant_id = r.id
    JOIN order_products s ON s.restaurant_id = r.id AND s.order_id = o.id
"""
IN_MINOR_UNITS: Final = {"USD": 1_200, "JPY": 12}


@pytest.fixture
def workers(clean_database: str) -> Generator[tuple[Api, Api]]:
    settings = Settings(
        app_env="development",
        storage="postgres",
        database_url=clean_database,
        jwt_secret_key=SECRET,
        log_level="error",
        operator_token=OPERATOR_TOKEN,
    )
    _ = asyncio.run(open_restaurant(settings))
    with ExitStack() as opened:
        yield opened.enter_context(serving(settings)), opened.enter_context(serving(settings))


def at_once(*asks: Callable[[], httpx.Response]) -> list[httpx.Response]:
    with ThreadPoolExecutor(len(asks)) as pool:
        return [each.result() for each in [pool.submit(asking) for asking in asks]]


def test_first_orders_and_the_currency_agree_whoever_comes_first(workers: tuple[Api, Api], clean_database: str) -> None:
    here, there = workers
    outcomes: set[tuple[int, int]] = set()
    for number in range(ROUNDS):
        changing = here.opened(f"restaurant-{number}").comes("manager")
        placing = there.carrying(changing.token, changing.id)
        assert placing.get("/api/products").status_code == 200  # this worker knows the restaurant as it is now
        changed, *placed = at_once(
            lambda: changing.patch("/api/restaurant", {"currency": "JPY"}),  # noqa: B023 - called at once
            lambda: placing.post("/api/orders", MEAL),  # noqa: B023
            lambda: changing.post("/api/orders", MEAL),  # noqa: B023
            lambda: placing.post("/api/products", {"name": "Meal", "price": 12}),  # noqa: B023
        )
        assert {each.status_code for each in placed} <= {201, 409}, [each.text for each in placed]
        outcomes.add((changed.status_code, placed[0].status_code))
        amounts = asyncio.run(ask(clean_database, AMOUNTS))
        wrong = [row for row in amounts if {*row[1:]} != {IN_MINOR_UNITS[row[0]]}]
        assert not wrong
    assert {changed for changed, _ in outcomes} == {200, 409}, outcomes
