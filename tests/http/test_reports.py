"""The product sales report."""

import csv
import io

import pytest

from tests.http.api import NOBODY, Api, Session, refused

CAKE = {"name": "Cake", "price": 4, "quantity": 1}
TEA = {"name": "Tea", "price": 0.1, "quantity": 3}
WINE = {"name": "Wine, red", "price": 30.05, "quantity": 1}

NOTHING_OFF = {"discounts": 0, "refunds": 0}


@pytest.fixture
def api(lasting_api: Api) -> Api:
    """Return an API where much has happened."""
    return lasting_api


def test_a_report_has_the_callers_own_sales_most_sold_first(api: Api, waiter: Session) -> None:
    _ = waiter.order(CAKE, TEA, WINE)
    _ = waiter.order(TEA, {**TEA, "price": 0.2})
    _ = api.waiter().order({**CAKE, "quantity": 500})

    answer = waiter.get("/api/reports/products")

    assert answer.json() == {
        "report": {
            "start_date": None,
            "end_date": None,
            "products": [
                {"product_name": "Tea", "total_quantity": 9, "total_price": 1.2, **NOTHING_OFF, "net": 1.2},
                {"product_name": "Cake", "total_quantity": 1, "total_price": 4, **NOTHING_OFF, "net": 4},
                {"product_name": "Wine, red", "total_quantity": 1, "total_price": 30.05, **NOTHING_OFF, "net": 30.05},
            ],
        }
    }


def test_dates_are_inclusive_and_echoed(waiter: Session) -> None:
    day = waiter.order(CAKE)["created_at"][:10]

    report = waiter.get(f"/api/reports/products?start_date={day}&end_date={day}").json()["report"]

    assert (report["start_date"], report["end_date"], len(report["products"])) == (day, day, 1)
    assert waiter.sold(f"start_date={day}") == waiter.sold(f"end_date={day}") == [("Cake", 1, 4)]
    assert waiter.sold("end_date=2000-01-01") == []


def test_a_start_after_the_end_is_an_empty_report(waiter: Session) -> None:
    _ = waiter.order(CAKE)

    assert waiter.sold("start_date=9999-12-31&end_date=2000-01-01") == []


@pytest.mark.parametrize("key", ["start_date", "end_date"])
@pytest.mark.parametrize("text", ["yesterday", "2026-1-1", "20260101", "2026-02-30", "2026-01-01T00:00", "%00", "1"])
def test_another_date_format_is_refused(waiter: Session, key: str, text: str) -> None:
    answer = waiter.get(f"/api/reports/products?{key}={text}")

    _ = refused(answer, 400, "invalid-date", "Invalid date format. Use YYYY-MM-DD", pointer=f"/{key}")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("sort_by=quantity", ["Tea", "Cake", "Wine, red"]),
        ("sort_by=quantity&order=asc", ["Cake", "Wine, red", "Tea"]),
        ("sort_by=revenue", ["Wine, red", "Cake", "Tea"]),
        ("sort_by=revenue&order=asc", ["Tea", "Cake", "Wine, red"]),
        ("sort_by=name", ["Cake", "Tea", "Wine, red"]),
        ("sort_by=name&order=desc", ["Wine, red", "Tea", "Cake"]),
        ("limit=1", ["Tea"]),
        ("sort_by=revenue&limit=2", ["Wine, red", "Cake"]),
        ("limit=10000", ["Tea", "Cake", "Wine, red"]),
        ("product=WINE", ["Wine, red"]),
        ("product=e", ["Tea", "Cake", "Wine, red"]),
        ("product=%25", []),
        (f"product={NOBODY}", []),
    ],
)
def test_a_report_is_sorted_and_cut_as_asked(waiter: Session, query: str, names: list[str]) -> None:
    _ = waiter.order(CAKE, TEA, WINE)

    assert [name for name, _, _ in waiter.sold(query)] == names


def test_a_report_covers_one_product_by_its_id(waiter: Session) -> None:
    order = waiter.order(CAKE, TEA)

    assert waiter.sold(f"product={order['products'][1]['product_id']}") == [("Tea", 3, 0.3)]


@pytest.mark.parametrize(
    ("key", "value"),
    [("limit", "0"), ("limit", "-1"), ("limit", "10001"), ("limit", "x"), ("limit", "9" * 5000), ("limit", "NaN")]
    + [("sort_by", "price"), ("order", "up")],
)
def test_an_option_that_is_none_is_refused(waiter: Session, key: str, value: str) -> None:
    answer = waiter.get(f"/api/reports/products?{key}={value}")

    problem = refused(answer, 400, "invalid-parameter")
    assert [error["pointer"] for error in problem["errors"]] == [f"/{key}"]


def test_a_managers_report_covers_everybody_unless_they_ask_for_one(
    api: Api, waiter: Session, manager: Session
) -> None:
    name = f"Tart of {waiter.id}"
    for seller, quantity in ((waiter, 1), (api.waiter(), 10), (manager, 100)):
        _ = seller.order({"name": name, "price": 4, "quantity": quantity})

    assert manager.sold(f"product={name}") == manager.sold(f"waiter=all&product={name}") == [(name, 111, 444)]
    assert manager.sold("waiter=me") == [(name, 100, 400)]
    assert manager.sold(f"waiter={waiter.id}") == [(name, 1, 4)]
    assert manager.sold(f"waiter={NOBODY}") == []
    assert waiter.sold() == [(name, 1, 4)]


def test_a_report_comes_as_csv_where_that_is_preferred(waiter: Session) -> None:
    _ = waiter.order(CAKE, TEA, WINE)

    answer = waiter.get("/api/reports/products?sort_by=name", Accept="text/csv")

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert list(csv.reader(io.StringIO(answer.text, newline=""))) == [
        ["product_name", "total_quantity", "total_price", "discounts", "refunds", "net"],
        ["Cake", "1", "4.00", "0.00", "0.00", "4.00"],
        ["Tea", "3", "0.30", "0.00", "0.00", "0.30"],
        ["Wine, red", "1", "30.05", "0.00", "0.00", "30.05"],
    ]


@pytest.mark.parametrize("accept", ["*/*", "application/json", "text/html", "text/csv;q=0.1, application/json", "x"])
def test_a_report_is_json_otherwise(waiter: Session, accept: str) -> None:
    assert waiter.get("/api/reports/products", Accept=accept).headers["Content-Type"] == "application/json"
