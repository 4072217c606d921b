"""What was kept is shown as it was kept, though it could not be sent today."""

import asyncio

import pytest

from tests.database import ask
from tests.http.api import Session
from tests.http.test_cursors import walk

pytestmark = pytest.mark.parametrize("settings", ["postgres"], indirect=True)


def test_a_customer_whose_name_shows_nothing_is_listed(waiter: Session, clean_database: str) -> None:
    _ = waiter.order()
    _ = asyncio.run(ask(clean_database, r"UPDATE orders SET customer_name = U&'\3164'"))
    assert [order["customer_name"] for order in next(walk(waiter, "/api/orders"))["orders"]] == ["\u3164"]


def test_products_are_walked_to_the_end_past_a_name_that_would_be_tidied(manager: Session, clean_database: str) -> None:
    for name in ("P0", "P1", "P2"):
        assert manager.post("/api/products", {"name": name, "price": 1}).status_code == 201
    _ = asyncio.run(ask(clean_database, r"UPDATE products SET name = U&'P1\200b' WHERE name = 'P1'"))
    pages = walk(manager, "/api/products?per_page=1")
    assert [next(pages)["products"][0]["name"] for _ in range(3)] == ["P0", "P1\u200b", "P2"]
    assert next(pages, None) is None


def test_a_waiter_whose_address_is_none_by_now_is_listed(manager: Session, clean_database: str) -> None:
    _ = asyncio.run(ask(clean_database, r"UPDATE users SET email = U&'a\200b@example.com'"))
    assert {user["email"] for user in next(walk(manager, "/api/users"))["users"]} == {"a\u200b@example.com"}
