"""Changing the head of an order: whom it is for, where they sit, and whose it is."""

import pytest

from tests.http.api import ESPRESSO, NOBODY, Api, Json, Session, refused


def table(manager: Session, name: str = "7") -> str:
    return manager.post("/api/tables", {"name": name}).json()["table"]["id"]


def path(order: Json) -> str:
    return f"/api/orders/{order['id']}"


def test_an_order_is_renamed_moved_and_annotated_and_null_takes_away(manager: Session, waiter: Session) -> None:
    seven, order = table(manager), waiter.order()
    for body, changed in (
        ({"customer_name": " Zoë "}, {"customer_name": "Zoë"}),
        ({"table": seven, "guests": 4, "note": "Birthday"}, {"table": seven, "guests": 4, "note": "Birthday"}),
        ({"guests": None, "note": None, "customer_name": None}, {"guests": None, "note": None}),
        ({"table": None}, {"table": None}),
        ({}, {}),
    ):
        order |= changed
        answer = waiter.patch(path(order), body)
        assert answer.status_code == 200, answer.text
        assert waiter.shown(order) == order
        assert waiter.get(path(order)).headers["ETag"] == answer.headers["ETag"]
    assert answer.headers["ETag"] == '"5"'


def test_an_order_moves_to_an_open_table_only_and_stays_where_it_is(manager: Session) -> None:
    seven, eight = table(manager), table(manager, "8")
    order = manager.order()
    assert manager.patch(path(order), {"table": seven}).status_code == 200
    for closed in (seven, eight):
        assert manager.patch(f"/api/tables/{closed}", {"open": False}).status_code == 200
    _ = refused(manager.patch(path(order), {"table": eight}), 409, "table-closed")
    _ = refused(manager.patch(path(order), {"table": NOBODY}), 400, "table-unknown", pointer="/table")
    assert manager.patch(path(order), {"table": seven, "guests": 2}).json()["order"]["table"] == seven


def test_handed_over_an_order_is_another_waiters_and_what_was_sold_stays_whose_it_was(
    api: Api, waiter: Session, manager: Session
) -> None:
    other = api.waiter()
    order = waiter.order({**ESPRESSO, "quantity": 2})

    answer = waiter.patch(path(order), {"waiter": other.id})

    assert (answer.status_code, answer.json()["order"]["user_id"]) == (200, other.id)
    _ = refused(waiter.get(path(order)), 404, "order-not-found")
    assert (other.shown(order)["user_id"], other.orders()["total"], waiter.orders()["total"]) == (other.id, 1, 0)
    assert other.post(f"{path(order)}/lines", {"products": [{**ESPRESSO, "quantity": 1}]}).status_code == 200
    assert (waiter.sold(), other.sold()) == ([("Espresso", 2, 5)], [("Espresso", 1, 2.5)])
    assert manager.sold() == [("Espresso", 3, 7.5)]
    rows = manager.get("/api/reports/sales?group_by=waiter").json()["report"]["groups"]
    assert {each["group"]: (each["quantity"], each["orders"]) for each in rows} == {waiter.id: (2, 0), other.id: (1, 1)}


def test_an_order_is_handed_over_to_nobody_who_does_not_serve(api: Api, waiter: Session, manager: Session) -> None:
    (_, cook), gone, order = api.newcomer("kitchen"), api.waiter(), waiter.order()
    assert manager.patch(f"/api/users/{gone.id}", {"active": False}).status_code == 200
    for who in (cook.id, gone.id, NOBODY):
        says = "Nobody on the staff who serves has this id"
        _ = refused(waiter.patch(path(order), {"waiter": who}), 400, "waiter-cannot-serve", says, pointer="/waiter")
    assert waiter.shown(order) == order
    assert manager.patch(path(order), {"waiter": manager.id}).json()["order"]["user_id"] == manager.id


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"customer_name": ""}, "/customer_name"),
        ({"guests": 0}, "/guests"),
        ({"note": 5}, "/note"),
        ({"waiter": "ann"}, "/waiter"),
        ({"table": 7}, "/table"),
        ({"total_price": 7}, "/total_price"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(waiter: Session, body: object, pointer: str) -> None:
    order = waiter.order()
    answer = waiter.patch(path(order), body)
    assert (answer.status_code, [each["pointer"] for each in answer.json()["errors"]]) == (400, [pointer])
    assert (waiter.shown(order), waiter.get(path(order)).headers["ETag"]) == (order, '"1"')


def test_an_order_that_is_closed_stays_as_it_is(waiter: Session) -> None:
    order = waiter.order()
    assert waiter.post(f"{path(order)}/close", {}).status_code == 200
    _ = refused(waiter.patch(path(order), {"guests": 2}), 409, "order-not-open", "The order is closed; reopen it first")
    assert waiter.patch(path(order), {"customer_name": order["customer_name"]}).headers["ETag"] == '"2"'


def test_who_has_read_another_version_is_told(waiter: Session) -> None:
    order = waiter.order()
    stale = waiter.call("PATCH", path(order), body={"guests": 2}, headers={"If-Match": '"7"'})
    assert refused(stale, 412, "stale")["order"] == waiter.get(path(order)).json()["order"]
    assert (stale.headers["ETag"], waiter.shown(order)) == ('"1"', order)


def test_a_change_that_is_sent_again_with_its_key_is_answered_as_it_was(waiter: Session) -> None:
    order = waiter.order()
    headers = {"If-Match": '"1"', "Idempotency-Key": "one"}
    first, again = (waiter.call("PATCH", path(order), body={"guests": 2}, headers=headers) for _ in "ab")
    assert (first.status_code, again.status_code, again.json()) == (200, 200, first.json())
    assert (again.headers["Idempotent-Replayed"], again.headers["ETag"]) == ("true", first.headers["ETag"])
    _ = refused(waiter.call("PATCH", path(order), body={"guests": 3}, headers=headers), 422, "idempotency-key-reused")
