"""Bills: what is taken off and put on, what is paid and given back, and that reports say the same."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from httpx import Response

from tests.http.api import ESPRESSO, NOBODY, Api, Json, Session

CAKE = {"name": "Cake", "price": 4, "quantity": 3, "seat": 2}


@pytest.fixture
def api(lasting_api: Api) -> Api:
    """Return an API where much has happened."""
    return lasting_api


def give(session: Session, order: Json, what: str, body: object = None, **headers: str) -> Response:
    return session.call("POST", f"/api/orders/{order['id']}/{what}", body=body or {}, headers=headers)


def refused(answer: Response, status: int) -> str:
    assert answer.status_code == status, answer.text
    return answer.json()["detail"]


def billed(answer: Response) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    return answer.json()["bill"]


def pay(session: Session, order: Json, key: str = "one", **body: object) -> Response:
    return give(session, order, "payments", {"method": "card", **body}, **{"Idempotency-Key": key})


def bill_of(session: Session, order: Json) -> Any:  # noqa: ANN401 - JSON
    return session.get(f"/api/orders/{order['id']}/bill").json()["bill"]


def test_an_order_goes_from_the_pad_to_the_last_cent(manager: Session) -> None:
    order = manager.order({**ESPRESSO, "name": "Lungo", "quantity": 2}, {**CAKE, "name": "Sacher"})  # 5 + 12
    lungo, sacher = order["products"]
    assert bill_of(manager, order)["due"] == 17
    off = billed(give(manager, order, "discounts", {"percent": 50, "reason": "Dry", "lines": [sacher["id"]]}))
    assert (off["gross"], off["discounts"], off["total"]) == (17, 6, 11)
    assert [(each["amount"], each["percent"], each["reason"]) for each in off["discounts_given"]] == [(6, 50, "Dry")]
    assert [(each["id"], each["gross"], each["discount"], each["net"]) for each in off["lines"]] == [
        (lungo["id"], 5, 0, 5),
        (sacher["id"], 12, 6, 6),
    ]
    served = billed(give(manager, order, "service-charge", {"percent": 10}))
    assert (served["service_charge"], served["total"], served["due"]) == (1.1, 12.1, 12.1)

    first = pay(manager, order, amount=2.1, tip=1)
    assert (billed(first)["paid"], billed(first)["tips"], billed(first)["due"]) == (2.1, 1, 10)
    assert first.json()["order"]["status"] == "open"
    cash = pay(manager, order, "two", method="cash", amount=10, tendered=20)
    assert cash.json()["order"]["status"] == "closed"
    assert (billed(cash)["due"], billed(cash)["payments"][1]["change"]) == (0, 10)

    payment = billed(cash)["payments"][0]["id"]
    back = give(
        manager, order, "refunds", {"payment": payment, "amount": 1.1, "reason": "Cold"}, **{"Idempotency-Key": "r"}
    )
    assert (billed(back)["refunded"], billed(back)["due"]) == (1.1, 1.1)
    assert bill_of(manager, order) == billed(back)
    rows = {
        row["product_name"]: row for row in manager.get("/api/reports/products?limit=1000").json()["report"]["products"]
    }
    assert [rows["Lungo"][each] for each in ("total_price", "discounts", "refunds", "net")] == [5, 0, 0.5, 4.5]
    assert [rows["Sacher"][each] for each in ("total_price", "discounts", "refunds", "net")] == [12, 6, 0.6, 5.4]
    day = order["created_at"][:10]
    for group_by in ("day", "hour", "waiter", "product", "category", "week", "month", "weekday"):
        total = manager.get(f"/api/reports/sales?waiter={manager.id}&group_by={group_by}").json()["report"]
        assert sum(round(100 * each["net"]) for each in total["groups"]) == round(100 * total["total"]["net"]), day
        assert total["total"]["discounts"] == 6


def test_a_discount_is_removed_and_an_amount_taken_instead(waiter: Session) -> None:
    order = waiter.order({**ESPRESSO, "quantity": 40})  # 100
    ten = billed(give(waiter, order, "discounts", {"percent": 10, "reason": "Regulars"}))
    gone = waiter.call("DELETE", f"/api/orders/{order['id']}/discounts/{ten['discounts_given'][0]['id']}")
    assert billed(gone)["discounts_given"] == []
    again = waiter.call("DELETE", f"/api/orders/{order['id']}/discounts/{ten['discounts_given'][0]['id']}")
    assert again.status_code == 404
    assert billed(give(waiter, order, "discounts", {"amount": 7.5, "reason": "Regulars"}))["due"] == 92.5


def test_a_payment_sent_again_is_taken_once(waiter: Session) -> None:
    order = waiter.order(CAKE)
    first, again = (pay(waiter, order, amount=5) for _ in "ab")
    assert again.json() == first.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert bill_of(waiter, order)["paid"] == 5


def test_of_payments_that_race_never_more_than_is_due_is_taken(waiter: Session) -> None:
    order = waiter.order(CAKE)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda key: pay(waiter, order, str(key), amount=5), range(8)))
    assert sorted(each.status_code for each in answers) == [200, 200, *[409] * 6]
    assert {each.json()["amount"] for each in answers if each.status_code == 409} == {2}
    assert bill_of(waiter, order)["due"] == 2


def test_shares_are_the_due_to_the_cent(waiter: Session) -> None:
    order = waiter.order({**ESPRESSO, "quantity": 1, "seat": 1}, {**CAKE, "quantity": 1}, {**ESPRESSO, "quantity": 1})

    def shares(query: str) -> list[tuple[int | None, float]]:
        found = waiter.get(f"/api/orders/{order['id']}/shares?{query}").json()["shares"]
        return [(each["seat"], each["amount"]) for each in found]

    assert shares("ways=4") == [(None, 2.25)] * 4
    assert shares("ways=7") == [(None, 1.29)] * 4 + [(None, 1.28)] * 3
    assert shares("by=seat") == [(1, 3.75), (2, 5.25)]
    assert shares("") == [(None, 9)]
    for wrong in ("ways=0", "ways=x", "ways=1000", "ways=2&by=seat", "by=name"):
        assert waiter.call("GET", f"/api/orders/{order['id']}/shares?{wrong}").status_code == 400


def test_an_order_that_is_paid_in_part_is_neither_closed_nor_taken_back(manager: Session) -> None:
    order = manager.order(CAKE)
    _ = pay(manager, order, amount=11)
    assert refused(give(manager, order, "close"), 409) == (
        "1.00 is due yet: an order of which something was paid is closed by the payment of the rest"
    )
    over = "More was paid than would be left to be paid; refund the difference first"
    assert refused(give(manager, order, "void", {"reason": "Gone"}), 409) == over
    assert refused(give(manager, order, "discounts", {"amount": 2, "reason": "Sorry"}), 409) == over
    assert billed(pay(manager, order, "two", amount=1))["due"] == 0
    assert refused(pay(manager, order, "three", amount=1), 409) == "The order is closed; reopen it first"


@pytest.mark.parametrize(
    ("what", "body", "status", "kind", "pointer"),
    [
        ("discounts", {}, 400, "reason-required", "/reason"),
        ("discounts", {"reason": "x"}, 400, "percent-or-amount", "/percent"),
        ("discounts", {"reason": "x", "percent": 1, "amount": 1}, 400, "percent-or-amount", "/percent"),
        ("discounts", {"reason": "x", "percent": 101}, 400, "invalid-percent", "/percent"),
        ("discounts", {"reason": "x", "percent": 1e-5}, 400, "invalid-percent", "/percent"),
        ("discounts", {"reason": "x", "percent": "10"}, 400, "invalid-body", "/percent"),
        ("discounts", {"reason": "x", "amount": -1}, 400, "invalid-price", "/amount"),
        ("discounts", {"reason": "x", "amount": 0.001}, 400, "invalid-price", "/amount"),
        ("discounts", {"reason": "x", "percent": 1, "lines": [NOBODY]}, 400, "line-unknown", "/lines/0"),
        ("discounts", {"reason": "x", "percent": 1, "lines": []}, 400, "invalid-body", "/lines"),
        ("service-charge", {}, 400, "invalid-body", "/percent"),
        ("service-charge", {"percent": 100.5}, 400, "invalid-percent", "/percent"),
        ("payments", {}, 400, "method-required", "/method"),
        ("payments", {"method": "gold", "amount": 1}, 400, "payment-method-unknown", "/method"),
        ("payments", {"method": "card"}, 400, "amount-required", "/amount"),
        ("payments", {"method": "card", "amount": 0}, 400, "amount-required", "/amount"),
        ("payments", {"method": "card", "amount": 1, "tip": -1}, 400, "invalid-price", "/tip"),
        ("payments", {"method": "card", "amount": 1, "tendered": 5}, 400, "tendered-is-cash", "/tendered"),
        ("payments", {"method": "cash", "amount": 2, "tendered": 1}, 400, "tendered-too-little", "/tendered"),
        ("payments", {"method": "card", "amount": 12.01}, 409, "more-than-due", None),
        ("refunds", {"amount": 1, "reason": "x"}, 400, "payment-required", "/payment"),
        ("refunds", {"payment": NOBODY, "amount": 1, "reason": "x"}, 400, "payment-unknown", "/payment"),
    ],
)
def test_what_cannot_be_done_to_a_bill_is_refused(
    manager: Session, what: str, body: object, status: int, kind: str, pointer: str | None
) -> None:
    order = manager.order(CAKE)
    answer = give(manager, order, what, body, **{"Idempotency-Key": "one"})
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{kind}"), answer.text
    assert [each["pointer"] for each in answer.json().get("errors", [])] == ([pointer] if pointer else [])
    assert bill_of(manager, order)["due"] == 12


def test_money_is_taken_and_given_back_with_a_key_only(manager: Session) -> None:
    order = manager.order(CAKE)
    for what, body in (
        ("payments", {"method": "card", "amount": 1}),
        ("refunds", {"payment": NOBODY, "amount": 1, "reason": "x"}),
    ):
        answer = give(manager, order, what, body)
        assert (answer.status_code, answer.json()["type"]) == (400, "/problems/idempotency-key-required")


def taxed(manager: Session, name: str, category: str, price: float, **rate: object) -> Json:
    """Add a product of a category of tax that is new, and return it as it is ordered."""
    answer = manager.call("POST", "/api/taxes", body={"category": category, "name": "VAT", **rate})
    assert answer.status_code == 201, answer.text
    product = manager.call("POST", "/api/products", body={"name": name, "price": price, "tax": category})
    assert product.json()["product"]["tax"] == category
    return {"product_id": product.json()["product"]["id"], "quantity": 1}


def test_taxes_are_on_the_bill_included_or_added(manager: Session) -> None:
    soup = taxed(manager, "Suppe", "Speisen", 10.7, percent=7, included=True)
    wine = taxed(manager, "Wein", "Wein", 10, percent=8.875, included=False)
    order = manager.order(soup, {**wine, "quantity": 2}, ESPRESSO)
    bill = bill_of(manager, order)
    assert [[*each.values()] for each in bill["taxes"]] == [
        ["Speisen", "VAT", 7, True, 10.7, 0.7],
        ["Wein", "VAT", 8.875, False, 20, 1.78],
    ]
    assert (bill["gross"], bill["total"], bill["due"]) == (35.7, 37.48, 37.48)
    assert [each["tax"] for each in bill["lines"]] == [0.7, 1.78, 0]
    assert order["total_price"] == 35.7
    more = give(manager, order, "lines", {"products": [wine]})
    assert more.status_code == 200, more.text
    assert bill_of(manager, order)["taxes"][1]["amount"] == 2.66
    halved = billed(give(manager, order, "discounts", {"percent": 50, "reason": "Late"}))
    assert [each["amount"] for each in halved["taxes"]] == [0.35, 1.33]


def test_a_rate_holds_from_its_day_on_and_lines_keep_theirs(manager: Session) -> None:
    tea = taxed(manager, "Tee", "Tee", 100, percent=10, included=False, **{"from": "2020-01-01"})
    order = manager.order(tea)
    for start, percent in (("2021-01-01", 20), ("2999-01-01", 30)):
        body = {"category": "Tee", "name": "VAT", "percent": percent, "included": False, "from": start}
        assert manager.call("POST", "/api/taxes", body=body).status_code == 201
    assert bill_of(manager, order)["total"] == 110
    assert bill_of(manager, manager.order(tea))["total"] == 120
    changed = manager.call("PATCH", f"/api/products/{tea['product_id']}", body={"tax": None})
    assert "tax" not in changed.json()["product"]
    assert bill_of(manager, manager.order(tea))["total"] == 100


def test_a_product_is_of_a_category_of_tax_that_there_is(manager: Session) -> None:
    answer = manager.call("POST", "/api/products", body={"name": "Kaffee", "price": 3, "tax": "Typo"})
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/tax-category-unknown")
    assert answer.json()["errors"][0]["pointer"] == "/tax"
