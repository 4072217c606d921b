"""Orders at tables: placed there, found by them, and what tables tell of who sits there."""

import pytest

from tests.http.api import ESPRESSO, NOBODY, OPERATOR_TOKEN, Json, Session, refused
from tests.http.conftest import OpenApi


def table(manager: Session, name: str = "7") -> Json:
    return manager.post("/api/tables", {"name": name}).json()["table"]


def place(session: Session, table_id: object, **more: object) -> Json:
    body = {"customer_name": "Bob", "products": [ESPRESSO], "table": table_id, **more}
    answer = session.post("/api/orders", body)
    assert answer.status_code == 201, answer.text
    return answer.json()["order"]


def shown(session: Session, which: Json) -> Json:
    return session.get(f"/api/tables/{which['id']}").json()["table"]


def test_an_order_is_placed_at_a_table_which_is_free_until_then(manager: Session, waiter: Session) -> None:
    seven = table(manager)
    assert shown(waiter, seven) == seven

    first, second = place(waiter, seven["id"], guests=2), place(manager, seven["id"], guests=3)

    assert (first["table"], waiter.shown(first)["table"]) == (seven["id"], seven["id"])
    occupied = shown(waiter, seven)
    assert occupied == seven | {
        "free": False,
        "open_orders": [first["id"], second["id"]],
        "since": first["created_at"],
        "guests": 5,
    }
    assert waiter.get("/api/tables").json()["tables"] == [occupied]
    assert manager.patch(f"/api/tables/{seven['id']}", {"name": "8"}).json()["table"] == occupied | {"name": "8"}
    for order, who in ((first, waiter), (second, manager)):
        assert who.post(f"/api/orders/{order['id']}/close", {}).status_code == 200
    assert shown(waiter, seven) == seven | {"name": "8"}


def test_who_sits_there_is_told_whatever_version_of_the_table_one_has(manager: Session) -> None:
    seven = table(manager)
    had = manager.get(f"/api/tables/{seven['id']}").headers["ETag"]
    _ = place(manager, seven["id"])
    again = manager.get(f"/api/tables/{seven['id']}", **{"If-None-Match": had})
    assert (again.status_code, again.headers["ETag"], again.json()["table"]["free"]) == (200, had, False)


def test_a_table_that_is_closed_or_unknown_takes_no_order(manager: Session) -> None:
    seven = table(manager)
    assert manager.patch(f"/api/tables/{seven['id']}", {"open": False}).status_code == 200
    body = {"customer_name": "Bob", "products": [{**ESPRESSO, "name": "Never sold"}]}

    closed = manager.post("/api/orders", body | {"table": seven["id"]})
    _ = refused(closed, 409, "table-closed", "The table is closed; open it first")
    unknown = manager.post("/api/orders", body | {"table": NOBODY})
    _ = refused(unknown, 400, "table-unknown", "The restaurant has no such table", pointer="/table")
    _ = refused(manager.post("/api/orders", body | {"table": 7}), 400, "invalid-body", pointer="/table")

    assert manager.orders("waiter=all")["total"] == 0
    assert "Never sold" not in manager.get("/api/products").text


def test_a_table_next_door_is_unknown_here(open_api: OpenApi) -> None:
    api = open_api(operator_token=OPERATOR_TOKEN)
    manager, theirs = api.manager(), table(api.opened("next-door").comes("manager"))
    body = {"customer_name": "Bob", "products": [ESPRESSO], "table": theirs["id"]}
    _ = refused(manager.post("/api/orders", body), 400, "table-unknown", pointer="/table")


def test_a_table_of_which_there_are_orders_is_not_removed(manager: Session) -> None:
    seven = table(manager)
    order = place(manager, seven["id"])
    assert manager.post(f"/api/orders/{order['id']}/close", {}).status_code == 200

    says = "There are orders of this table; close it instead of removing it"
    _ = refused(manager.call("DELETE", f"/api/tables/{seven['id']}"), 409, "table-in-use", says)

    assert shown(manager, seven) == seven


def test_orders_are_listed_by_table_and_by_status(manager: Session, waiter: Session) -> None:
    seven, eight = table(manager), table(manager, "8")
    first, second, third = (place(waiter, each["id"]) for each in (seven, seven, eight))
    assert waiter.post(f"/api/orders/{first['id']}/close", {}).status_code == 200

    def ids(query: str, who: Session = waiter) -> list[str]:
        page = who.orders(query)
        assert page["total"] == len(page["orders"])
        return [each["id"] for each in page["orders"]]

    assert ids(f"table={seven['id']}") == [second["id"], first["id"]]
    assert ids("status=closed") == [first["id"]]
    assert ids("status=open") == [third["id"], second["id"]]
    assert ids(f"table={seven['id']}&status=open") == [second["id"]]
    assert ids(f"table={NOBODY}") == ids("status=voided") == []
    assert ids("status=closed", manager) == []
    assert ids("status=closed&waiter=all", manager) == [first["id"]]
    assert ids("status=&table=") == [third["id"], second["id"], first["id"]]


def test_todays_orders_are_found_by_how_far_a_line_is(manager: Session, waiter: Session) -> None:
    held, served = waiter.order({**ESPRESSO, "hold": True}), waiter.order(ESPRESSO, {**ESPRESSO, "hold": True})
    espresso = [served["products"][0]["id"]]
    assert waiter.post(f"/api/orders/{served['id']}/serve", {"lines": espresso}).status_code == 200

    def ids(query: str) -> list[str]:
        return [each["id"] for each in waiter.orders(query)["orders"]]

    assert ids("kitchen=held") == [served["id"], held["id"]]
    assert ids("kitchen=served") == ids("kitchen=served&status=open") == [served["id"]]
    assert ids("kitchen=served&end_date=2026-01-01") == ids("kitchen=ready") == []
    assert manager.orders("kitchen=held")["total"] == 0


def test_todays_order_is_found_by_its_number(manager: Session, waiter: Session) -> None:
    first, second = waiter.order(ESPRESSO), waiter.order(ESPRESSO)

    def ids(query: str, who: Session = waiter) -> list[str]:
        page = who.orders(query)
        assert page["total"] == len(page["orders"])
        return [each["id"] for each in page["orders"]]

    assert (first["number"], second["number"]) == (1, 2)
    assert ids("number=1") == ids("number=0001") == [first["id"]]
    assert ids("number=3") == ids("number=2147483647") == []
    assert ids("number=1", manager) == []
    assert ids("number=1&waiter=all", manager) == [first["id"]]
    assert ids("number=") == [second["id"], first["id"]]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("table=7", "table is a table's id"),
        ("kitchen=cold", "kitchen is one of held, sent, started, ready, served, voided"),
        ("status=done", "status is one of open, closed, voided"),
        *(
            (f"number={wrong}", "number is an order's number, a whole one from 1")
            for wrong in ("0", "-1", "7.0", "٧", 2**31)
        ),
    ],
)
def test_what_is_no_table_no_status_and_no_number_is_refused(waiter: Session, query: str, says: str) -> None:
    _ = refused(waiter.get(f"/api/orders?{query}"), 400, "invalid-parameter", says)
