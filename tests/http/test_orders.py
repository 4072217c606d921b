"""Placing orders: what comes back, and what is refused in which order."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.http.api import ESPRESSO, OF_WHO_ASKS, Api, Session, refused

INCOMPLETE = "Each product must have a name, price, and quantity"


@pytest.fixture
def api(lasting_api: Api) -> Api:
    """Return an API where much has happened."""
    return lasting_api


def test_an_order_comes_back_whole(waiter: Session) -> None:
    sent = {
        "customer_name": " Table 7 ",
        "total_price": 1,
        "unknown": {"a": []},
        "products": [ESPRESSO, {"name": "Cake", "price": 4, "quantity": 1, "total_price": 99}],
    }

    answer = waiter.post("/api/orders", sent)

    assert answer.status_code == 201
    assert set(answer.json()) == {"message", "order"}
    assert answer.json()["message"] == "Order created successfully"
    order = answer.json()["order"]
    old = {"id", "user_id", "customer_name", "total_price", "created_at", "products"}
    today = {"status", "number", "table", "guests", "note", "closed_at", "received_at"}
    assert set(order) == old | today | OF_WHO_ASKS
    assert (order["user_id"], order["customer_name"], order["total_price"]) == (waiter.id, "Table 7", 9)
    assert datetime.fromisoformat(order["created_at"]).utcoffset() == timedelta(0)
    keys = {"id", "product_id", "product_name", "quantity", "unit_price", "total_price", "created_at"}
    life = {"status", "voided", "round", "course", "seat", "note", "station_id"}
    life |= {"sent_at", "started_at", "ready_at", "served_at", "modifiers"}
    assert [set(line) for line in order["products"]] == [keys | life] * 2
    lines = [(x["product_name"], x["quantity"], x["unit_price"], x["total_price"]) for x in order["products"]]
    assert lines == [("Espresso", 2, 2.5, 5), ("Cake", 1, 4, 4)]


def test_lines_keep_the_order_they_were_sent_in(waiter: Session) -> None:
    names = [f"Dish {number * 7 % 50}" for number in range(50)]

    order = waiter.order(*({"name": name, "price": 1, "quantity": 1} for name in names))

    assert [line["product_name"] for line in order["products"]] == names
    assert waiter.shown(order) == order


def test_a_known_name_is_the_same_product_and_the_line_keeps_the_price_sent(waiter: Session) -> None:
    first = waiter.order(ESPRESSO)["products"][0]

    second = waiter.order({"name": "Espresso", "price": 3, "quantity": 1})["products"][0]

    assert second["product_id"] == first["product_id"]
    assert second["unit_price"] == 3
    assert waiter.get(f"/api/products/{first['product_id']}").json()["product"]["price"] == 2.5


def test_names_differ_by_case(waiter: Session) -> None:
    order = waiter.order(ESPRESSO, {**ESPRESSO, "name": "espresso"})

    assert len({line["product_id"] for line in order["products"]}) == 2


def test_the_same_product_twice_makes_two_lines(waiter: Session) -> None:
    order = waiter.order(ESPRESSO, {**ESPRESSO, "price": 2})

    assert len({line["product_id"] for line in order["products"]}) == 1
    assert [line["unit_price"] for line in order["products"]] == [2.5, 2]
    assert order["total_price"] == 9


@pytest.mark.parametrize(
    "body", ["", "null", "{}", '{"": 1}', '{"customer_name": ""}', '{"customer_name": null, "products": 1}']
)
def test_the_customers_name_is_asked_for_first(api: Api, body: str) -> None:
    answer = api.stranger().call("POST", "/api/orders", body=body or "{}")

    _ = refused(answer, 400, "customer-name-required", "Customer name is required", pointer="/customer_name")


@pytest.mark.parametrize("products", [None, [], {}, "Espresso", 5, {"name": "Espresso"}, True])
def test_products_are_asked_for_next(api: Api, products: object) -> None:
    answer = api.stranger().post("/api/orders", {"customer_name": "Table 7", "products": products})

    _ = refused(answer, 400, "products-required", "At least one product is required", pointer="/products")


def test_the_user_is_looked_for_next(api: Api) -> None:
    answer = api.stranger().post("/api/orders", {"customer_name": "Table 7", "products": [{"name": ""}]})

    _ = refused(answer, 404, "waiter-not-found", "User not found")


@pytest.mark.parametrize("key", ["name", "price", "quantity"])
@pytest.mark.parametrize("value", ["absent", None, "", 0, 0.0, False, []])
def test_each_product_has_a_name_a_price_and_a_quantity(waiter: Session, key: str, value: object) -> None:
    line: dict[str, Any] = {**ESPRESSO, key: value}
    if value == "absent":
        del line[key]

    answer = waiter.post("/api/orders", {"customer_name": "Table 7", "products": [ESPRESSO, line]})

    _ = refused(answer, 400, "product-incomplete", INCOMPLETE, pointer=f"/products/1/{key}")


@pytest.mark.parametrize("line", ["Espresso", 5, None, [], ["Espresso", 2.5, 1], True])
def test_a_product_that_is_no_object_is_refused(waiter: Session, line: object) -> None:
    answer = waiter.post("/api/orders", {"customer_name": "Table 7", "products": [line]})

    _ = refused(answer, 400, "product-incomplete", INCOMPLETE, pointer="/products/0")


def test_a_refused_order_leaves_nothing_behind(waiter: Session) -> None:
    _ = waiter.post(
        "/api/orders", {"customer_name": "Table 7", "products": [{**ESPRESSO, "name": "Unsold"}, {"name": "Cake"}]}
    )

    assert waiter.orders()["total"] == 0
    assert waiter.get("/api/products?name=Unsold").json()["total"] == 0
