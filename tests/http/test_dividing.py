"""Splitting and merging orders."""

import pytest

from tests.http.api import ESPRESSO, NOBODY, Json, Session, refused

CAKE = {"name": "Cake", "price": 4, "quantity": 3, "course": 2}


def give(session: Session, order: Json, command: str, body: object, **headers: str) -> Json:
    answer = session.call("POST", f"/api/orders/{order['id']}/{command}", body=body, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json() | {"etag": answer.headers["ETag"], "found": answer.headers.get("Location", "")}


def sold(session: Session) -> list[tuple[str, int, float]]:
    return sorted(session.sold("limit=1000"))


def test_some_of_a_line_become_another_orders_and_nothing_is_sold_twice(waiter: Session) -> None:
    order = waiter.order(ESPRESSO, CAKE)
    espresso, cake = order["products"]
    before = sold(waiter)

    both = give(waiter, order, "split", {"lines": [{"id": cake["id"], "quantity": 1}, {"id": espresso["id"]}]})

    left, new = both["order"], both["new_order"]
    assert (both["etag"], both["found"]) == ('"2"', f"/api/orders/{new['id']}")
    assert [(each["product_name"], each["quantity"], each["status"]) for each in left["products"]] == [
        ("Cake", 2, "held")
    ]
    assert [(each["product_name"], each["quantity"], each["status"]) for each in new["products"]] == [
        ("Espresso", espresso["quantity"], "sent"), ("Cake", 1, "held"),
    ]  # fmt: skip
    assert left["total_price"] + new["total_price"] == order["total_price"]
    assert (new["customer_name"], new["user_id"]) == (order["customer_name"], waiter.id)
    assert waiter.shown(new)["products"] == new["products"]
    assert (sold(waiter), waiter.orders()["total"]) == (before, 2)

    back = give(waiter, order, "merge", {"order": new["id"]})["order"]
    assert (back["total_price"], waiter.shown(new)["status"], waiter.shown(new)["products"]) == (
        order["total_price"], "voided", [],
    )  # fmt: skip
    assert sold(waiter) == before


def test_a_split_sent_again_is_done_once(waiter: Session) -> None:
    order = waiter.order(CAKE)
    body = {"lines": [{"id": order["products"][0]["id"], "quantity": 1}]}
    first, again = (give(waiter, order, "split", body, **{"Idempotency-Key": "split"}) for _ in "ab")
    assert again == first
    assert waiter.orders()["total"] == 2


@pytest.mark.parametrize(
    ("command", "body", "status", "kind", "pointer"),
    [
        ("split", {}, 400, "lines-required", "/lines"),
        ("split", {"lines": [{"id": NOBODY}]}, 400, "line-unknown", "/lines/0"),
        ("split", {"lines": [{"id": "LINE", "quantity": 9}]}, 409, "more-than-stands", None),
        ("split", {"lines": [{"id": "LINE"}]}, 409, "nothing-stays", None),
        (
            "split",
            {"lines": [{"id": "LINE", "quantity": 1}, {"id": "LINE", "quantity": 1}]},
            400,
            "line-named-twice",
            None,
        ),
        ("merge", {}, 400, "other-order-required", "/order"),
        ("merge", {"order": "ORDER"}, 400, "merged-with-itself", "/order"),
        ("merge", {"order": NOBODY}, 400, "other-order-unknown", "/order"),
        ("merge", {"order": "FOREIGN"}, 400, "other-order-unknown", "/order"),
        ("merge", {"order": "CLOSED"}, 409, "order-not-open", None),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    manager: Session, waiter: Session, command: str, body: object, status: int, kind: str, pointer: str | None
) -> None:
    order, closed, foreign = waiter.order(CAKE), waiter.order(), manager.order()
    assert waiter.post(f"/api/orders/{closed['id']}/close", {}).status_code == 200
    names = {"LINE": order["products"][0]["id"], "ORDER": order["id"], "FOREIGN": foreign["id"], "CLOSED": closed["id"]}

    def named(part: object) -> object:
        if isinstance(part, dict):
            return {key: named(value) for key, value in part.items()}
        if isinstance(part, list):
            return [named(value) for value in part]
        return names.get(part, part) if isinstance(part, str) else part

    _ = refused(waiter.post(f"/api/orders/{order['id']}/{command}", named(body)), status, kind, pointer=pointer)
    assert (waiter.shown(order), waiter.orders()["total"]) == (order, 2)
