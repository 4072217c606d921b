"""Orders of products by their ids, of what is not available, and of what is counted."""

import pytest

from tests.http.api import ESPRESSO, NOBODY, Api, Json, Session, refused
from tests.http.test_events import number, read

SAYS = "Some of these products cannot be ordered now"


def _product(manager: Session, name: str, **more: object) -> str:
    answer = manager.post("/api/products", {"name": name, "price": 2.5, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()["product"]["id"]


def _place(session: Session, *products: Json) -> Json:
    return session.post("/api/orders", {"customer_name": "Table 7", "products": products})


def _stock(session: Session, product: str) -> tuple[bool, int | None]:
    shown = session.get(f"/api/products/{product}").json()["product"]
    return shown["available"], shown.get("stock")


def test_a_product_is_ordered_by_its_id_at_the_catalogues_name_and_price(manager: Session, waiter: Session) -> None:
    tea = _product(manager, "Tea")
    order = waiter.order({"product_id": tea, "quantity": 2}, ESPRESSO, {"product_id": tea, "name": "x", "quantity": 1})
    told = [(line["product_id"], line["product_name"], line["unit_price"]) for line in order["products"]]
    assert told[0] == told[2] == (tea, "Tea", 2.5)
    assert (told[1][1:], order["total_price"]) == (("Espresso", 2.5), 12.5)


def test_what_has_a_price_is_known_by_its_name_as_before(manager: Session, waiter: Session) -> None:
    tea = _product(manager, "Tea")
    for product in (NOBODY, "nothing", 5, tea):
        order = waiter.order({"name": "Cake", "price": 3, "quantity": 1, "product_id": product})
        assert order["products"][0]["product_name"] == "Cake"


@pytest.mark.parametrize("line", [{"quantity": 1}, {"price": 1, "quantity": 1, "product_id": NOBODY}, {"name": "Tea"}])
def test_a_line_says_what_it_is_of(waiter: Session, line: Json) -> None:
    answer = _place(waiter, ESPRESSO, line)
    _ = refused(answer, 400, "product-incomplete", "Each product must have a name, price, and quantity")


def test_an_id_that_no_product_has_is_named(waiter: Session) -> None:
    answer = _place(waiter, ESPRESSO, {"product_id": NOBODY, "quantity": 1})
    _ = refused(answer, 400, "product-unknown", "There is no such product", pointer="/products/1/product_id")
    assert waiter.get("/api/products").json()["total"] == 0


def test_every_line_that_cannot_be_ordered_is_named_at_once_and_nothing_is_done(
    manager: Session, waiter: Session
) -> None:
    _ = _product(manager, "Tea", available=False)
    cake = _product(manager, "Cake", stock=3)
    two = {"product_id": cake, "quantity": 2}

    answer = _place(waiter, ESPRESSO, {"name": "Tea", "price": 2, "quantity": 1}, two, two | {"product_id": cake}, two)

    problem = refused(answer, 409, "products-unavailable", SAYS)
    assert problem["errors"] == [
        {"pointer": "/products/1", "message": "Tea is not available"},
        {"pointer": "/products/2", "message": "Of Cake 3 are left, not 6"},
        {"pointer": "/products/3", "message": "Of Cake 3 are left, not 6"},
        {"pointer": "/products/4", "message": "Of Cake 3 are left, not 6"},
    ]
    assert waiter.orders()["total"] == 0
    assert (_stock(manager, cake), manager.get("/api/products?name=Espresso").json()["total"]) == ((True, 3), 0)


def test_an_order_takes_from_the_stock_until_nothing_is_left(manager: Session, waiter: Session) -> None:
    cake = _product(manager, "Cake", stock=3)
    _ = waiter.order({"name": "Cake", "price": 2, "quantity": 1}, {"product_id": cake, "quantity": 1})
    assert _stock(manager, cake) == (True, 1)
    _ = waiter.order({"product_id": cake, "quantity": 1})
    assert _stock(manager, cake) == (False, 0)

    problem = refused(_place(waiter, {"product_id": cake, "quantity": 1}), 409, "products-unavailable", SAYS)

    assert problem["errors"] == [{"pointer": "/products/0", "message": "Cake is not available"}]
    assert manager.patch(f"/api/products/{cake}", {"stock": 1}).json()["product"]["available"]
    _ = waiter.order({"product_id": cake, "quantity": 1})


def test_an_order_sent_twice_takes_from_the_stock_once(manager: Session, waiter: Session) -> None:
    cake = _product(manager, "Cake", stock=1)
    body = {"customer_name": "Table 7", "products": [{"product_id": cake, "quantity": 1}]}
    first, again = (waiter.call("POST", "/api/orders", body=body, headers={"Idempotency-Key": "one"}) for _ in range(2))
    assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
    assert _stock(manager, cake) == (False, 0)


def test_what_is_added_to_an_order_takes_from_the_stock_and_is_refused_alike(manager: Session, waiter: Session) -> None:
    bar = manager.post("/api/stations", {"name": "Bar"}).json()["station"]["id"]
    cake = _product(manager, "Cake", stock=2, station=bar)
    order = waiter.order(ESPRESSO)["id"]

    def add(*products: Json) -> Json:
        return waiter.post(f"/api/orders/{order}/lines", {"products": products})

    answer = add({"product_id": NOBODY, "quantity": 1})
    _ = refused(answer, 400, "product-unknown", "There is no such product", pointer="/products/0/product_id")
    two = {"product_id": cake, "quantity": 2}
    problem = refused(add(ESPRESSO, two, two), 409, "products-unavailable", SAYS)
    assert problem["errors"] == [
        {"pointer": f"/products/{place}", "message": "Of Cake 2 are left, not 4"} for place in (1, 2)
    ]
    assert _stock(manager, cake) == (True, 2)

    added = add(two)

    assert [line["product_name"] for line in added.json()["order"]["products"]] == ["Espresso", "Cake"]
    assert added.json()["order"]["total_price"] == 10
    assert _stock(manager, cake) == (False, 0)


def test_what_is_voided_can_be_ordered_again_and_whoever_listens_hears_both(
    api: Api, manager: Session, waiter: Session
) -> None:
    cake, tea = _product(manager, "Cake", stock=3), _product(manager, "Tea", stock=9)
    taking = [
        {"product_id": cake, "quantity": 1},
        {"product_id": tea, "quantity": 2},
        {"product_id": cake, "quantity": 2},
    ]
    order = waiter.order(*taking, ESPRESSO)
    assert (_stock(manager, cake), _stock(manager, tea)) == ((False, 0), (True, 7))

    first, second, third, _ = (line["id"] for line in order["products"])
    for lines in ([{"id": third, "quantity": 1}], [{"id": first}, {"id": second}], [{"id": first}, {"id": second}]):
        body = {"reason": "Dropped", "lines": lines}
        assert manager.post(f"/api/orders/{order['id']}/void", body).status_code == 200
    assert (_stock(manager, cake), _stock(manager, tea)) == ((True, 2), (True, 9))
    assert manager.post(f"/api/orders/{order['id']}/void", {"reason": "Gone"}).status_code == 200
    assert (_stock(manager, cake), _stock(manager, tea)) == ((True, 3), (True, 9))

    number(api)
    heard = read(manager, "after=0&types=product.available,product.unavailable")["events"]
    assert [(each["type"], each["actor"], each["data"]["product"]["stock"]) for each in heard] == [
        ("product.unavailable", waiter.id, 0),
        ("product.available", manager.id, 1),
    ]
    assert heard[0]["data"]["product"] == {
        "id": cake,
        "name": "Cake",
        "price": 2.5,
        "available": False,
        "station": None,
        "stock": 0,
    }


def test_what_is_off_the_menu_is_given_back_and_stays_off_it(api: Api, manager: Session, waiter: Session) -> None:
    cake = _product(manager, "Cake", stock=1)
    order = waiter.order({"product_id": cake, "quantity": 1})
    assert manager.patch(f"/api/products/{cake}", {"available": False}).status_code == 200
    assert manager.post(f"/api/orders/{order['id']}/void", {"reason": "Gone"}).status_code == 200
    assert _stock(manager, cake) == (False, 1)
    number(api)
    heard = read(manager, "after=0&types=product.available,product.unavailable")["events"]
    assert [each["type"] for each in heard] == ["product.unavailable"]
