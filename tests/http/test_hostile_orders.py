"""Orders nobody should be able to place: each a 400 that points at what is wrong, never a 500."""

import json

import pytest

from tests.http.api import ESPRESSO, Api, Session, refused


@pytest.fixture
def api(lasting_api: Api) -> Api:
    """Return an API where much has happened."""
    return lasting_api


def _with(key: str, raw: str) -> str:
    fields = {"name": '"Espresso"', "price": "2.5", "quantity": "2"} | {key: raw}
    line = ", ".join(f'"{name}": {value}' for name, value in fields.items())
    return f'{{"customer_name": "Table 7", "products": [{json.dumps(ESPRESSO)}, {{{line}}}]}}'


@pytest.mark.parametrize("price", ['"2.50"', '"NaN"', "true", '["1"]', '{"a": 1}'])
def test_a_price_that_is_no_number_is_refused(waiter: Session, price: str) -> None:
    answer = waiter.post("/api/orders", _with("price", price))

    _ = refused(answer, 400, "invalid-body", "This must be a number", pointer="/products/1/price")


@pytest.mark.parametrize(
    "price",
    [
        "-1",
        "-0.01",
        "0.001",
        "2.505",
        "0.009",
        "10000000000.01",
        "9999999999.991",
        "1e11",
        "1e400",
        "1e-400",
        "1E+99999",
        "-1e400",
    ]
    + ["9" * 400, "0." + "1" * 400, "1." + "0" * 400 + "1"],
)
def test_a_price_out_of_bounds_or_finer_than_a_cent_is_refused(waiter: Session, price: str) -> None:
    answer = waiter.post("/api/orders", _with("price", price))

    assert answer.status_code == 400, answer.text
    assert answer.json()["message"]
    assert answer.json()["errors"][0]["pointer"] in {"/products/1/price", ""}


@pytest.mark.parametrize(
    "price", ["2.50", "2.5000", "25e-1", "0.25E1", "9999999.99", "10000000000.00", "1e10", "0.01", "3"]
)
def test_a_price_may_be_written_in_any_way(waiter: Session, price: str) -> None:
    assert waiter.post("/api/orders", _with("price", price)).status_code == 201


@pytest.mark.parametrize("quantity", ['"2"', "true", "[2]", '{"a": 1}'])
def test_a_quantity_that_is_no_number_is_refused(waiter: Session, quantity: str) -> None:
    answer = waiter.post("/api/orders", _with("quantity", quantity))

    _ = refused(answer, 400, "invalid-body", "This must be a number", pointer="/products/1/quantity")


@pytest.mark.parametrize(
    "quantity", ["1.5", "2.5", "0.5", "-1.5", "1e400", "1E+999999", "1e-3", "2.0000000000000000000001"]
)
def test_a_fractional_quantity_is_refused(waiter: Session, quantity: str) -> None:
    answer = waiter.post("/api/orders", _with("quantity", quantity))

    _ = refused(answer, 400, "invalid-body", "This must be a whole number", pointer="/products/1/quantity")


@pytest.mark.parametrize(("quantity", "read"), [("2.0", 2), ("2.000", 2), ("2e0", 2), ("0.2E1", 2), ("1e4", 10_000)])
def test_a_whole_quantity_is_one_however_it_is_written(waiter: Session, quantity: str, read: int) -> None:
    answer = waiter.post("/api/orders", _with("quantity", quantity))

    assert answer.status_code == 201, answer.text
    assert f'"quantity":{read},' in answer.text


@pytest.mark.parametrize(
    "quantity", ["-1", "-1.0", "10001", "10001.0", "1e5", "2147483648", "9223372036854775808", "9" * 100]
)
def test_a_quantity_out_of_bounds_is_refused(waiter: Session, quantity: str) -> None:
    answer = waiter.post("/api/orders", _with("quantity", quantity))

    assert answer.status_code == 400, answer.text
    assert answer.json()["errors"][0]["pointer"] == "/products/1/quantity"


@pytest.mark.parametrize("key", ["price", "quantity"])
@pytest.mark.parametrize("digits", [4300, 5000, 60_000])
def test_a_number_of_thousands_of_digits_is_refused(waiter: Session, key: str, digits: int) -> None:
    assert waiter.post("/api/orders", _with(key, "9" * digits)).status_code == 400


@pytest.mark.parametrize("name", ["   ", "x" * 121, "Cof\nfee", "Cof\u009ffee", "Cof\u2029fee", "\x1b[31m"])
@pytest.mark.parametrize("whose", ["product", "customer"])
def test_a_name_that_cannot_be_is_refused(waiter: Session, name: str, whose: str) -> None:
    customer, product = (name, "Espresso") if whose == "customer" else ("Table 7", name)
    answer = waiter.post("/api/orders", {"customer_name": customer, "products": [{**ESPRESSO, "name": product}]})

    pointer = "/customer_name" if whose == "customer" else "/products/0/name"
    _ = refused(answer, 400, "invalid-name", pointer=pointer)


@pytest.mark.parametrize("name", ["A\x00B", 5, 1.5, True, ["x"], {"x": 1}])
@pytest.mark.parametrize("whose", ["product", "customer"])
def test_a_name_that_is_no_text_is_refused(waiter: Session, name: object, whose: str) -> None:
    customer, product = (name, "Espresso") if whose == "customer" else ("Table 7", name)
    answer = waiter.post("/api/orders", {"customer_name": customer, "products": [{**ESPRESSO, "name": product}]})

    pointer = "/customer_name" if whose == "customer" else "/products/0/name"
    _ = refused(answer, 400, "invalid-body", pointer=pointer)


def test_an_order_has_two_hundred_lines_at_most(waiter: Session) -> None:
    assert len(waiter.order(*[ESPRESSO] * 200)["products"]) == 200
    answer = waiter.post("/api/orders", {"customer_name": "Table 7", "products": [ESPRESSO] * 201})
    _ = refused(answer, 400, "too-many-lines", "An order has at most 200 lines", pointer="/products")


def test_a_lone_surrogate_is_refused_wherever_it_is(waiter: Session) -> None:
    assert waiter.post("/api/orders", _with("name", r'"\ud800"')).status_code == 400
    assert waiter.post("/api/orders", _with("\\ud800", "1")).status_code == 400


def test_of_a_key_sent_twice_the_last_counts(waiter: Session) -> None:
    body = f'{{"customer_name": "First", "customer_name": "Last", "products": [{json.dumps(ESPRESSO)}]}}'

    assert waiter.post("/api/orders", body).json()["order"]["customer_name"] == "Last"


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("letter", ["x", "\u5bff", "\U0001f363"])
def test_what_every_limit_allows_fits_into_a_body(waiter: Session, letter: str, *, ascii_only: bool) -> None:
    names = [f"{number:03}" + letter * 117 for number in range(200)]
    lines = [{"name": name, "price": 9_999_999.99, "quantity": 10_000} for name in names]
    body = json.dumps({"customer_name": letter * 120, "products": lines}, ensure_ascii=ascii_only, indent=2)

    answer = waiter.post("/api/orders", body.encode())

    assert answer.status_code == 201, answer.text[:300]
    assert [line["product_name"] for line in answer.json()["order"]["products"]] == names
