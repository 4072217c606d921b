"""Money is exact, and a JSON number, in every currency."""

import re

import pytest

from tests.http.api import Session, exact, refused
from tests.http.conftest import OpenApi


def _body(price: str, quantity: int = 1, lines: int = 1) -> str:
    line = f'{{"name":"A","price":{price},"quantity":{quantity}}}'
    return f'{{"customer_name":"B","products":[{",".join([line] * lines)}]}}'


@pytest.mark.parametrize(
    ("price", "quantity", "lines", "line_total", "total"),
    [
        ("0.1", 3, 1, "0.30", "0.30"),
        ("0.1", 1, 3, "0.10", "0.30"),
        ("1.1", 3, 7, "3.30", "23.10"),
        ("2.675", 1, 1, "", ""),
        ("0.01", 1, 200, "0.01", "2.00"),
        ("9999999.99", 10_000, 200, "99999999900.00", "19999999980000.00"),
        ("10000000000", 10_000, 200, "100000000000000.00", "20000000000000000.00"),
    ],
)
def test_totals_are_exact_to_the_cent(
    waiter: Session, price: str, quantity: int, lines: int, line_total: str, total: str
) -> None:
    answer = waiter.post("/api/orders", _body(price, quantity, lines))

    if not total:
        _ = refused(answer, 400, "invalid-price", pointer="/products/0/price")
        return
    order = exact(answer)["order"]
    assert {str(line["total_price"]) for line in order["products"]} == {line_total}
    assert str(order["total_price"]) == total
    assert exact(waiter.get(f"/api/orders/{order['id']}"))["order"] == order
    assert str(exact(waiter.get("/api/reports/products"))["report"]["products"][0]["total_price"]) == total


def test_money_is_a_number_and_never_a_string(waiter: Session) -> None:
    order = waiter.post("/api/orders", _body("35.5"))
    product = exact(order)["order"]["products"][0]["product_id"]
    paths = ["/api/orders", f"/api/products/{product}", "/api/products", "/api/reports/products"]

    for text in [order.text, *(waiter.get(path).text for path in paths)]:
        amounts = re.findall(r'"(?:\w*_)?price":(.)', text)
        assert amounts
        assert set(amounts) == {"3"}


def test_a_currency_without_decimals_takes_none(open_api: OpenApi) -> None:
    waiter = open_api(restaurant_currency="JPY").waiter()

    order = waiter.post("/api/orders", _body("450", 3))

    assert '"total_price":1350,' in order.text
    assert waiter.sold() == [("A", 3, 1350)]
    assert waiter.post("/api/orders", _body("1000000000000")).status_code == 201
    for price in ("450.5", "0.5", "1000000000001"):
        _ = refused(waiter.post("/api/orders", _body(price)), 400, "invalid-price", pointer="/products/0/price")


def test_a_currency_with_three_decimals_takes_three(open_api: OpenApi) -> None:
    waiter = open_api(restaurant_currency="KWD").waiter()

    order = waiter.post("/api/orders", _body("0.001", 3))

    assert '"total_price":0.003,' in order.text
    assert str(exact(waiter.get("/api/reports/products"))["report"]["products"][0]["total_price"]) == "0.003"
    assert waiter.post("/api/orders", _body("1000000000.000")).status_code == 201
    for price in ("0.0005", "1.2345", "1000000000.001"):
        _ = refused(waiter.post("/api/orders", _body(price)), 400, "invalid-price", pointer="/products/0/price")
