"""Commands to orders: what they do, what they answer, and what they refuse without doing anything."""

import pytest
from httpx import Response

from tests.http.api import ESPRESSO, Api, Json, Session

CAKE = {"name": "Cake", "price": 4, "quantity": 3, "course": 2, "seat": 1, "note": "No nuts"}
NOWHERE = "01937b1e-7c00-7000-8000-000000000009"


@pytest.fixture
def api(lasting_api: Api) -> Api:
    """Return an API where much has happened."""
    return lasting_api


def give(session: Session, order: Json, command: str, body: object = None, **headers: str) -> Response:
    return session.call("POST", f"/api/orders/{order['id']}/{command}", body=body or {}, headers=headers)


def refused(answer: Response, status: int) -> str:
    """Return what a refusal with this status says."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.json()["detail"]


def statuses(answer: Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [line["status"] for line in answer.json()["order"]["products"]]


def test_a_dinner_goes_from_placing_to_closing(waiter: Session, manager: Session) -> None:
    placed = waiter.post(
        "/api/orders", {"customer_name": "Table 7", "guests": 4, "note": "Birthday", "products": [ESPRESSO, CAKE]}
    )
    order = placed.json()["order"]
    assert (order["status"], order["guests"], order["note"]) == ("open", 4, "Birthday")
    sent, held = order["products"]
    assert (sent["status"], sent["round"], sent["sent_at"]) == ("sent", 1, order["created_at"])
    assert (held["status"], held["round"], held["sent_at"]) == ("held", None, None)
    assert (held["course"], held["seat"], held["note"]) == (2, 1, "No nuts")
    allowed = order["allowed_actions"]
    assert (allowed["add"], allowed["close"], allowed["fire"], allowed["serve"]) == ([], [], [held["id"]], [sent["id"]])

    fired = give(waiter, order, "fire", {"course": 2})
    assert statuses(fired) == ["sent", "sent"]
    assert fired.headers["etag"] == '"2"'
    assert fired.json()["order"]["products"][1]["round"] == 2
    more = give(waiter, order, "lines", {"products": [{**ESPRESSO, "hold": True}, ESPRESSO]})
    assert statuses(more) == ["sent", "sent", "held", "sent"]
    assert more.json()["order"]["products"][3]["round"] == 3
    assert more.json()["order"]["total_price"] == 5 + 12 + 5 + 5
    served = give(waiter, order, "serve", {"lines": [sent["id"]]})
    assert statuses(served)[0] == "served"
    back = give(waiter, order, "recall", {"lines": [sent["id"]]})
    assert statuses(back)[0] == "ready"
    closed = give(waiter, order, "close")
    assert closed.json()["order"]["status"] == "closed"
    assert closed.json()["order"]["closed_at"]
    assert give(waiter, order, "close").headers["etag"] == closed.headers["etag"] == '"6"'
    reopened = give(manager, order, "reopen", {"reason": "Dessert"})
    assert (reopened.json()["order"]["status"], reopened.json()["order"]["closed_at"]) == ("open", None)
    shown = manager.get(f"/api/orders/{order['id']}")
    assert shown.json() == reopened.json()
    assert shown.headers["etag"] == reopened.headers["etag"] == '"7"'


def test_what_is_taken_back_is_off_the_order_and_the_report(manager: Session) -> None:
    order = manager.order({**ESPRESSO, "name": "Ristretto", "quantity": 3}, {**CAKE, "name": "Torte"})
    first, second = order["products"]
    one = give(manager, order, "void", {"reason": "Spilt", "lines": [{"id": first["id"], "quantity": 2}]})
    line = one.json()["order"]["products"][0]
    assert (line["quantity"], line["voided"], line["total_price"], line["status"]) == (3, 2, 2.5, "sent")
    assert one.json()["order"]["total_price"] == 14.5
    assert {row for row in manager.sold("limit=1000") if row[0] in {"Ristretto", "Torte"}} == {
        ("Ristretto", 1, 2.5),
        ("Torte", 3, 12),
    }
    again = give(manager, order, "void", {"reason": "Spilt", "lines": [{"id": first["id"], "quantity": 2}]})
    assert refused(again, 409) == "Of line 1, Ristretto, 1 are left, not 2"
    rest = give(manager, order, "void", {"reason": "They left"})
    assert (rest.json()["order"]["status"], rest.json()["order"]["total_price"]) == ("voided", 0)
    assert rest.json()["order"]["allowed_actions"] == {}
    assert [row for row in manager.sold("limit=1000") if row[0] in {"Ristretto", "Torte"}] == []
    assert give(manager, order, "void", {"reason": "They left"}).headers["etag"] == rest.headers["etag"]
    assert refused(give(manager, order, "lines", {"products": [ESPRESSO]}), 409) == "The order is voided"
    assert manager.shown(order)["products"][1]["id"] == second["id"]


@pytest.mark.parametrize(
    ("command", "body", "status", "says", "pointer"),
    [
        ("serve", {"lines": [NOWHERE]}, 400, "The order has no such line", "/lines/0"),
        ("serve", {"lines": ["x"]}, 400, "This must be an id", "/lines/0"),
        ("serve", {"lines": []}, 400, "This must be a list, with something in it", "/lines"),
        ("serve", {"lines": "all"}, 400, "This must be a list, with something in it", "/lines"),
        ("serve", {"line": 1}, 400, None, "/line"),
        ("fire", {"course": 0}, 400, "A course is a whole number from 1 to 99", "/course"),
        ("void", {}, 400, "Say why: a reason is required", "/reason"),
        ("void", {"reason": " "}, 400, None, "/reason"),
        ("void", {"reason": "x" * 401}, 400, None, "/reason"),
        ("void", {"reason": "x", "lines": [{"id": NOWHERE}]}, 400, "The order has no such line", "/lines/0"),
        ("void", {"reason": "x", "lines": [{"quantity": 1}]}, 400, None, "/lines/0/id"),
        ("void", {"reason": "x", "lines": [{"id": NOWHERE, "quantity": 0}]}, 400, None, "/lines/0/quantity"),
        ("lines", {"products": []}, 400, "At least one product is required", None),
        ("lines", {"products": [{"name": "Tea"}]}, 400, "Each product must have a name, price, and quantity", None),
        ("lines", {"products": [{**ESPRESSO, "course": 0}]}, 400, None, "/products/0/course"),
        ("reopen", {}, 400, "Say why: a reason is required", "/reason"),
        ("recall", {}, 409, None, None),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    manager: Session, command: str, body: object, status: int, says: str | None, pointer: str | None
) -> None:
    order = manager.order()
    answer = give(manager, order, command, body)
    detail = refused(answer, status)
    assert says in {None, detail}
    if pointer:
        assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]
    shown = manager.get(f"/api/orders/{order['id']}")
    assert (shown.headers["etag"], manager.shown(order)) == ('"1"', order)


def test_a_line_of_another_order_is_unknown_here(manager: Session) -> None:
    order, other = manager.order(), manager.order()
    answer = give(manager, order, "serve", {"lines": [other["products"][0]["id"]]})
    assert refused(answer, 400) == "The order has no such line"


def test_who_has_read_another_version_is_told_and_nothing_is_done(manager: Session) -> None:
    order = manager.order()
    assert give(manager, order, "serve", **{"If-Match": '"1"'}).status_code == 200
    stale = give(manager, order, "close", **{"If-Match": '"1"'})
    assert refused(stale, 412)
    stands = manager.get(f"/api/orders/{order['id']}")
    assert (stale.json()["order"], stale.headers["etag"]) == (stands.json()["order"], stands.headers["etag"])
    assert (stale.json()["order"]["status"], stands.headers["etag"]) == ("open", '"2"')


def test_who_has_read_another_version_is_shown_what_they_may_do_now(waiter: Session, manager: Session) -> None:
    order = waiter.order(CAKE)
    assert give(manager, order, "void", {"reason": "Spilt"}).status_code == 200
    split = {"lines": [{"id": order["products"][0]["id"], "quantity": 1}]}
    for command, body in (("fire", {}), ("lines", {"products": [CAKE]}), ("split", split)):
        stale = give(waiter, order, command, body, **{"If-Match": '"1"'})
        assert refused(stale, 412)
        shown = stale.json()["order"]
        assert (shown["status"], shown["products"][0]["voided"], shown["allowed_actions"]) == ("voided", 3, {})


def test_who_may_not_see_an_order_or_not_give_the_command_is_not_shown_it_either(api: Api, waiter: Session) -> None:
    order = waiter.order()
    for role, status in (("kitchen", 403), ("waiter", 404)):
        stale = give(api.newcomer(role)[1], order, "close", **{"If-Match": '"7"'})
        assert refused(stale, status)
        assert "order" not in stale.json()


def test_a_command_sent_again_is_done_once(manager: Session) -> None:
    order, other = manager.order(), manager.order()
    first = give(manager, order, "lines", {"products": [ESPRESSO]}, **{"Idempotency-Key": "more"})
    again = give(manager, order, "lines", {"products": [ESPRESSO]}, **{"Idempotency-Key": "more"})
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"
    assert again.json() == first.json()
    assert len(manager.shown(order)["products"]) == 2
    elsewhere = give(manager, other, "lines", {"products": [ESPRESSO]}, **{"Idempotency-Key": "more"})
    assert refused(elsewhere, 422)
    assert len(manager.shown(other)["products"]) == 1


def test_a_key_goes_with_what_was_already_done_too(manager: Session) -> None:
    order = manager.order()
    done = give(manager, order, "serve")
    again = give(manager, order, "serve", **{"Idempotency-Key": "serve"})
    assert (again.json(), again.headers["etag"]) == (done.json(), done.headers["etag"])


def test_a_body_may_be_left_out_where_nothing_has_to_be_said(manager: Session) -> None:
    order = manager.order()
    assert statuses(manager.call("POST", f"/api/orders/{order['id']}/serve")) == ["served"]
    assert manager.call("POST", f"/api/orders/{order['id']}/close").status_code == 200
