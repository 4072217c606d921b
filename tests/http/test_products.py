"""The catalogue."""

import pytest

from tests.http.api import NOBODY, Json, Session, refused


def _add(session: Session, name: str = "Espresso", price: float = 2.5) -> Json:
    answer = session.post("/api/products", {"name": name, "price": price})
    assert answer.status_code == 201, answer.text
    return answer.json()["product"]


def test_a_product_is_added_and_shown(manager: Session) -> None:
    answer = manager.post("/api/products", {"name": " Espresso ", "price": 2.5})

    assert answer.status_code == 201
    assert answer.json()["message"] == "Product created successfully"
    product = answer.json()["product"]
    assert set(product) >= {"id", "name", "price", "available", "created_at"}
    assert (product["name"], product["price"], product["available"]) == ("Espresso", 2.5, True)
    assert manager.get(f"/api/products/{product['id']}").json() == {"product": product}


@pytest.mark.parametrize(
    "body", [{}, {"name": "Tea"}, {"price": 1}, {"name": "", "price": 1}, {"name": "T", "price": 0}]
)
def test_a_product_has_a_name_and_a_price(manager: Session, body: object) -> None:
    answer = manager.post("/api/products", body)

    _ = refused(answer, 400, "name-and-price-required", "Name and price are required")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("name", 5),
        ("name", "T\x00"),
        ("name", "x" * 121),
        ("name", " "),
        ("price", "2.5"),
        ("price", -1),
        ("price", True),
    ]
    + [("category", 5), ("category", " "), ("category", "x" * 121), ("station", "bar"), ("station", 1)]
    + [("stock", -1), ("stock", 1.5), ("stock", "1"), ("stock", True), ("stock", 1_000_001)]
    + [("price", 0.001), ("price", 10_000_000_001), ("available", "yes"), ("available", 1)],
)
def test_a_value_that_cannot_be_is_refused_when_adding_and_when_changing(
    manager: Session, key: str, value: object
) -> None:
    product = _add(manager)

    answers = [
        manager.post("/api/products", {"name": "Tea", "price": 1} | {key: value}),
        manager.patch(f"/api/products/{product['id']}", {key: value}),
    ]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert {answer.json()["errors"][0]["pointer"] for answer in answers} == {f"/{key}"}
    assert manager.get(f"/api/products/{product['id']}").json()["product"] == product


def test_a_name_is_taken_once(manager: Session) -> None:
    _ = _add(manager, "Espresso")
    tea = _add(manager, "Tea")

    for answer in (
        manager.post("/api/products", {"name": "Espresso", "price": 1}),
        manager.patch(f"/api/products/{tea['id']}", {"name": "Espresso"}),
    ):
        _ = refused(answer, 409, "product-name-taken", "Product name already exists")


def test_products_are_listed_by_name_a_page_at_a_time(manager: Session) -> None:
    for name in ("Tea", "Cake", "Green tea"):
        _ = _add(manager, name)

    listed = manager.get("/api/products?per_page=2").json()

    assert [product["name"] for product in listed["products"]] == ["Cake", "Green tea"]
    assert (listed["total"], listed["pages"], listed["current_page"]) == (3, 2, 1)
    assert manager.get("/api/products?page=9").json()["products"] == []


@pytest.mark.parametrize(("part", "names"), [("TEA", ["Green tea", "Tea"]), ("%25", ["100%"]), ("_", []), ("x", [])])
def test_products_are_found_by_a_part_of_their_name_in_any_case(manager: Session, part: str, names: list[str]) -> None:
    for name in ("Tea", "Green tea", "100%"):
        _ = _add(manager, name)

    found = manager.get(f"/api/products?name={part}").json()["products"]

    assert [product["name"] for product in found] == names


def test_a_product_is_renamed_repriced_and_taken_off_the_menu(manager: Session) -> None:
    product = _add(manager)
    changes = {"name": "Ristretto", "price": 2.75, "available": False}

    answer = manager.patch(f"/api/products/{product['id']}", changes)

    assert answer.status_code == 200
    assert answer.json() == {"product": product | changes}
    assert manager.get(f"/api/products/{product['id']}").json() == answer.json()


@pytest.mark.parametrize("body", ["{}", '{"name": null, "price": null, "available": null}'])
def test_what_is_not_mentioned_stays(manager: Session, body: str) -> None:
    product = _add(manager)

    assert manager.patch(f"/api/products/{product['id']}", body).json() == {"product": product}


def test_orders_keep_what_they_say_when_a_product_changes(manager: Session) -> None:
    order = manager.order()
    product = order["products"][0]["product_id"]

    _ = manager.patch(f"/api/products/{product}", {"name": "Ristretto", "price": 9})

    assert manager.shown(order) == order
    assert manager.order({"name": "Ristretto", "price": 9, "quantity": 1})["products"][0]["product_id"] == product


@pytest.mark.parametrize("text", [NOBODY, "1", "%00", "%ff", "nothing"])
def test_a_text_that_is_no_products_id_finds_no_product(manager: Session, text: str) -> None:
    for answer in (manager.get(f"/api/products/{text}"), manager.patch(f"/api/products/{text}", {"price": 1})):
        assert answer.status_code == 404
        assert answer.json()["message"] == "Product not found"


def test_a_name_composed_and_decomposed_is_one_product_and_one_customer(waiter: Session) -> None:
    creme = {"price": 5, "quantity": 1}
    for name in ("Cr\u00e8me", "Cre\u0300me", "\u2068Cre\u0300me\u2069"):
        _ = waiter.order(creme | {"name": name}, customer=name)
    assert [each["name"] for each in waiter.get("/api/products").json()["products"]] == ["Cr\u00e8me"]
    for part in ("Cr\u00e8me", "Cre\u0300me", "\u2068Cr\u00e8me\u2069"):
        assert waiter.orders(f"customer_name={part}")["total"] == 3
        assert waiter.get(f"/api/products?name={part}").json()["total"] == 1
        assert waiter.sold(f"product={part}") == [("Cr\u00e8me", 3, 15)]


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("pirce", "There is no 'pirce' here; did you mean 'price'?"),
        ("Price", "There is no 'Price' here; did you mean 'price'?"),
        ("colour", "There is no 'colour' here"),
        ("x" * 60_000, f"There is no '{'x' * 40}...' here"),
    ],
)
def test_a_key_that_nobody_knows_is_named_with_the_nearest_one(manager: Session, key: str, says: str) -> None:
    product = _add(manager)
    for answer in (
        manager.patch(f"/api/products/{product['id']}", {key: 3}),
        manager.post("/api/products", {"name": "New", "price": 1, key: 3}),
    ):
        pointer = f"/{key}" if len(key) < 41 else f"/{key[:40]}..."
        _ = refused(answer, 400, "unknown-key", says, pointer=pointer)


def _station(manager: Session, name: str = "Bar") -> str:
    return manager.post("/api/stations", {"name": name}).json()["station"]["id"]


def test_a_product_has_a_category_a_station_and_a_stock_until_they_are_taken_away(manager: Session) -> None:
    more = {"category": "Hot drinks", "station": _station(manager), "stock": 40}
    answer = manager.post("/api/products", {"name": "Tea", "price": 2, **more})
    product = answer.json()["product"]
    path = f"/api/products/{product['id']}"
    assert (answer.status_code, product | more) == (201, product)
    assert manager.get(path).json() == {"product": product}

    changes = {"category": "Tea", "station": _station(manager, "Grill"), "stock": 7.0}
    assert manager.patch(path, changes).json()["product"] == product | changes
    assert manager.patch(path, {"price": 3}).json()["product"] == product | changes | {"price": 3}

    bare = manager.patch(path, dict.fromkeys(more)).json()["product"]
    assert bare == {key: value for key, value in product.items() if key not in more} | {"price": 3}
    assert manager.get(path).json() == {"product": bare}


def test_a_station_that_there_is_not_is_not_found(manager: Session) -> None:
    product = _add(manager)
    for answer in (
        manager.post("/api/products", {"name": "Tea", "price": 1, "station": NOBODY}),
        manager.patch(f"/api/products/{product['id']}", {"station": NOBODY}),
    ):
        _ = refused(answer, 404, "station-not-found", "Station not found")
    assert manager.get("/api/products").json()["products"] == [product]


def test_a_station_that_is_removed_is_no_products_any_more(manager: Session) -> None:
    bar = _station(manager)
    path = (
        "/api/products/"
        + manager.post("/api/products", {"name": "Tea", "price": 1, "station": bar}).json()["product"]["id"]
    )
    read = manager.get(path).headers["ETag"]

    assert manager.call("DELETE", f"/api/stations/{bar}").status_code == 204

    assert "station" not in manager.get(path).json()["product"]
    _ = refused(manager.call("PATCH", path, body={"price": 2}, headers={"If-Match": read}), 412, "stale")


def test_a_category_is_listed_by_itself_page_by_page_and_on_from_a_cursor(manager: Session) -> None:
    for name, category in (("Tea", "Drinks"), ("Cake", "Food"), ("Cola", "Drinks"), ("Iced tea", "Drinks")):
        body = {"name": name, "price": 1, "category": category}
        assert manager.post("/api/products", body).status_code == 201
    _ = _add(manager)

    def names(query: str) -> list[str]:
        return [each["name"] for each in manager.get(f"/api/products?{query}").json()["products"]]

    assert names("category=Drinks") == ["Cola", "Iced tea", "Tea"]
    assert names("category=drinks") == []
    assert names("category=Drinks&name=tea") == ["Iced tea", "Tea"]
    assert len(names("category=")) == 5
    first = manager.get("/api/products?category=Drinks&per_page=2")
    assert (first.json()["total"], first.json()["pages"]) == (3, 2)
    following = first.links["next"]["url"].partition("?")[2]
    assert names(following) == ["Tea"]
    other = manager.get(f"/api/products?{following.replace('Drinks', 'Food')}")
    assert other.status_code == 400


def test_what_is_sold_out_is_not_available_until_it_is_filled_up(manager: Session) -> None:
    path = f"/api/products/{_add(manager)['id']}"

    def after(**changes: object) -> tuple[bool, int | None]:
        product = manager.patch(path, changes).json()["product"]
        return product["available"], product.get("stock")

    assert after(stock=2) == (True, 2)
    assert after(stock=0) == (False, 0)
    assert after(available=True) == (False, 0)
    assert after(stock=5) == (True, 5)
    assert after(available=False) == (False, 5)
    assert after(stock=0) == (False, 0)
    assert after(stock=5) == (False, 5)
    assert after(available=True, stock=None) == (True, None)


def test_sales_are_reported_by_category(manager: Session) -> None:
    for name, category in (("Tea", "Drinks"), ("Cake", "Food")):
        assert manager.post("/api/products", {"name": name, "price": 2, "category": category}).status_code == 201
    _ = manager.order(*({"name": name, "price": 2, "quantity": 3} for name in ("Tea", "Cake", "Jam", "Honey")))

    report = manager.get("/api/reports/sales?group_by=category").json()["report"]

    assert report["groups"] == [
        {
            "group": group,
            "name": group,
            "quantity": some,
            "revenue": 2 * some,
            "orders": None,
            "average_order": None,
            "discounts": 0,
            "refunds": 0,
            "net": 2 * some,
        }
        for group, some in ((None, 6), ("Drinks", 3), ("Food", 3))
    ]
    assert (report["total"]["orders"], report["total"]["average_order"]) == (1, 24)
    assert manager.sold("category=Food") == [("Cake", 3, 6)]
    assert manager.sold("category=Food&unsold=true&product=tea") == []
