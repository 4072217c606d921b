"""The kitchen over HTTP: boards, what is done to tickets, and what is refused without doing anything."""

from datetime import timedelta

import pytest
from httpx import Response

from tests.http.api import ESPRESSO, Api, Json, Session
from tests.http.managed import PASSWORD, Managed, MovableClock

CAKE = {"name": "Cake", "price": 4, "quantity": 3}
NOWHERE = "01937b1e-7c00-7000-8000-000000000009"


@pytest.fixture
def kitchen(api: Api) -> Session:
    """Return somebody of the kitchen."""
    return api.newcomer("kitchen")[1]


def board(session: Session, query: str = "") -> list[Json]:
    answer = session.get(f"/api/kitchen/tickets?{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()["tickets"]


def bump(session: Session, ticket: Json, command: str, body: object = None, **headers: str) -> Response:
    return session.call("POST", f"/api/kitchen/tickets/{ticket['id']}/{command}", body=body or {}, headers=headers)


def statuses(answer: Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [line["status"] for line in answer.json()["order"]["products"]]


def said(tickets: list[Json]) -> list[list[tuple[str, int]]]:
    """Return what is on each ticket, and how many of it."""
    return [[(line["product_name"], line["quantity"]) for line in ticket["lines"]] for ticket in tickets]


def test_a_board_shows_what_is_to_be_made_and_for_whom(waiter: Session, kitchen: Session) -> None:
    cake = {**CAKE, "seat": 2, "note": "No nuts"}
    placed = waiter.post("/api/orders", {"customer_name": "Bob", "note": "Birthday", "products": [cake]})
    order = placed.json()["order"]
    (ticket,) = board(kitchen)
    assert ticket["seconds_waiting"] >= 0
    (line,) = order["products"]
    assert ticket == {
        "id": ticket["id"],
        "order_id": order["id"],
        "number": ticket["number"],
        "table": None,
        "customer_name": "Bob",
        "waiter": "Ana",
        "note": "Birthday",
        "station_id": None,
        "station": None,
        "round": 1,
        "seconds_waiting": ticket["seconds_waiting"],
        "lines": [
            {
                "id": line["id"],
                "product_id": line["product_id"],
                "product_name": "Cake",
                "quantity": 3,
                "status": "sent",
                "course": None,
                "seat": 2,
                "note": "No nuts",
                "sent_at": order["created_at"],
                "started_at": None,
                "ready_at": None,
                "modifiers": [],
            }
        ],
    }
    assert board(waiter) == board(kitchen)


def test_a_ticket_is_started_bumped_recalled_and_served(waiter: Session, kitchen: Session) -> None:
    order = waiter.order(ESPRESSO, CAKE)
    first, second = (line["id"] for line in order["products"])
    (ticket,) = board(kitchen)
    started = bump(kitchen, ticket, "start", {"lines": [first]})
    assert statuses(started) == ["started", "sent"]
    assert started.headers["etag"] == '"2"'
    assert said(board(kitchen, "status=started")) == [[("Espresso", 2)]]
    assert statuses(bump(kitchen, ticket, "start")) == ["started", "started"]
    assert statuses(bump(kitchen, ticket, "ready", {"lines": [second]})) == ["started", "ready"]
    assert said(board(kitchen)) == [[("Espresso", 2)]]
    (ready,) = board(waiter, "status=ready")
    assert (ready["id"], said([ready])) == (ticket["id"], [[("Cake", 3)]])
    assert statuses(bump(kitchen, ticket, "recall")) == ["started", "started"]
    assert statuses(bump(kitchen, ticket, "ready")) == ["ready", "ready"]
    done = bump(waiter, ticket, "serve")
    assert statuses(done) == ["served", "served"]
    assert bump(waiter, ticket, "serve").headers["etag"] == done.headers["etag"]
    assert board(kitchen) == board(kitchen, "status=ready") == []


def test_a_round_is_a_ticket_and_bumping_one_leaves_the_other(waiter: Session, kitchen: Session) -> None:
    order = waiter.order(ESPRESSO, {**CAKE, "course": 2})
    _ = waiter.post(f"/api/orders/{order['id']}/fire", {"course": 2})
    first, second = board(kitchen)
    assert (first["round"], second["round"]) == (1, 2)
    assert statuses(bump(kitchen, second, "ready")) == ["sent", "ready"]
    assert said(board(kitchen)) == [[("Espresso", 2)]]
    other = bump(kitchen, first, "start", {"lines": [second["lines"][0]["id"]]})
    assert (other.status_code, other.json()["errors"][0]["pointer"]) == (400, "/lines/0")


def test_no_ticket_has_more_on_it_after_a_merge_than_the_kitchen_has_seen(waiter: Session, kitchen: Session) -> None:
    one, other = waiter.order(ESPRESSO), waiter.order(CAKE)
    before = board(kitchen)
    assert waiter.post(f"/api/orders/{one['id']}/merge", {"order": other["id"]}).status_code == 200
    espresso, cake = board(kitchen)
    assert (said([espresso, cake]), espresso["id"]) == (said(before), before[0]["id"])
    assert (espresso["round"], cake["round"]) == (1, 2)
    assert statuses(bump(kitchen, espresso, "ready")) == ["ready", "sent"]
    assert said(board(kitchen)) == said([cake])


def test_what_is_still_to_be_made_is_added_up(waiter: Session, manager: Session, kitchen: Session) -> None:
    first = waiter.order(ESPRESSO, CAKE)
    _ = waiter.order(ESPRESSO)
    line = first["products"][1]["id"]
    voided = manager.post(
        f"/api/orders/{first['id']}/void", {"reason": "Spilt", "lines": [{"id": line, "quantity": 2}]}
    )
    assert voided.status_code == 200

    def all_day() -> list[tuple[str, int]]:
        products = kitchen.get("/api/kitchen/all-day").json()["products"]
        return [(each["product_name"], each["quantity"]) for each in products]

    assert all_day() == [("Espresso", 4), ("Cake", 1)]
    _ = bump(kitchen, board(kitchen)[0], "ready")
    assert all_day() == [("Espresso", 2)]


def test_a_bump_sent_again_is_done_once_and_one_of_a_version_that_is_gone_is_not_done(
    waiter: Session, kitchen: Session
) -> None:
    _ = waiter.order(ESPRESSO)
    (ticket,) = board(kitchen)
    stale = bump(kitchen, ticket, "ready", **{"If-Match": '"2"'})
    assert (stale.status_code, stale.headers["etag"]) == (412, '"1"')
    assert [line["status"] for line in stale.json()["order"]["products"]] == ["sent"]
    first = bump(kitchen, ticket, "ready", **{"If-Match": '"1"', "Idempotency-Key": "bump"})
    again = bump(kitchen, ticket, "ready", **{"If-Match": '"1"', "Idempotency-Key": "bump"})
    assert (again.status_code, again.json()) == (200, first.json())
    assert board(kitchen) == []


def test_a_ticket_that_is_not_there_is_not_found(waiter: Session, kitchen: Session) -> None:
    _ = waiter.order(ESPRESSO)
    (ticket,) = board(kitchen)
    for unknown in ("x", NOWHERE, ticket["id"][:-1], ticket["id"] + "A", ticket["id"] + "=", "A" * 24, "A" * 46, "é"):
        answer = bump(kitchen, {"id": unknown}, "start")
        assert (answer.status_code, answer.json()["message"]) == (404, "Ticket not found"), unknown


def test_what_cannot_be_done_to_a_ticket_is_told(waiter: Session, manager: Session, kitchen: Session) -> None:
    order = waiter.order(ESPRESSO)
    (ticket,) = board(kitchen)
    _ = manager.post(f"/api/orders/{order['id']}/void", {"reason": "Spilt"})
    answer = bump(kitchen, ticket, "start")
    assert answer.status_code == 409
    assert "Espresso" in answer.json()["detail"]
    assert board(kitchen, f"station={NOWHERE}") == []
    for query in ("station=bar", "status=held"):
        assert kitchen.get(f"/api/kitchen/tickets?{query}").status_code == 400


def test_a_ticket_waits_in_seconds_and_what_is_ready_since_it_is(moved: Managed, clock: MovableClock) -> None:
    waiter, kitchen = (moved.enter(moved.person(role), password=PASSWORD) for role in ("waiter", "kitchen"))
    _ = waiter.order(ESPRESSO)
    clock.later += timedelta(seconds=600)
    (ticket,) = board(kitchen)
    assert 600 <= ticket["seconds_waiting"] < 660
    _ = bump(kitchen, ticket, "ready")
    clock.later += timedelta(seconds=60)
    (ticket,) = board(waiter, "status=ready")
    assert 60 <= ticket["seconds_waiting"] < 120
