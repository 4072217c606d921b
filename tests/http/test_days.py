"""Business days over HTTP: the report until now, closing, and the same bytes for ever after."""

from datetime import UTC, date, datetime

import pytest
from dishka import Provider

from application.kernel.clock import Clock
from domain.billing.day import sealed
from entrypoints.http.reporting.query import recent_period
from entrypoints.wiring.scopes import Scope
from tests.http.api import ESPRESSO, Session, refused
from tests.http.conftest import OpenApi
from tests.http.test_bills import give, pay
from tests.http.test_business_days import StoppedClock

TODAY, TOMORROW = "2026-11-23", "2026-11-24"


@pytest.fixture
def manager(open_api: OpenApi) -> Session:
    """Return a manager, late on a Monday."""
    return open_api(late_on_a_monday()).manager()


def late_on_a_monday() -> Provider:
    stopped = Provider(scope=Scope.APP)
    _ = stopped.provide(lambda: StoppedClock(datetime(2026, 11, 23, 22, 30, tzinfo=UTC)), provides=Clock)
    return stopped


def close(session: Session, day: str, status: int = 200) -> bytes:
    answer = session.call("POST", f"/api/days/{day}/close")
    assert answer.status_code == status, answer.text
    return answer.content


def test_a_day_is_closed_once_and_answers_the_same_bytes_for_ever(manager: Session) -> None:
    order, later = manager.order(ESPRESSO), manager.order(ESPRESSO)
    _ = give(manager, order, "discounts", {"percent": 10, "reason": "Late"})
    _ = pay(manager, order, amount=4.5, tip=0.5)
    until_now = manager.get(f"/api/days/{TODAY}")
    assert manager.get(f"/api/days/{TODAY}", **{"If-None-Match": until_now.headers["ETag"]}).status_code == 304
    x = until_now.json()["day"]
    assert (x["status"], x["number"], x["closed_at"]) == ("open", None, None)
    assert x["figures"] == {
        "orders": 2,
        "gross": 10,
        "voids": 0,
        "discounts": 0.5,
        "service_charge": 0,
        "net": 9.5,
        "tax": 0,
        "added_tax": 0,
        "rounding": 0,
        "total": 9.5,
        "payments": 4.5,
        "tips": 0.5,
        "refunds": 0,
    }
    z = close(manager, TODAY)
    told = manager.get(f"/api/days/{TODAY}")
    assert told.content == z == close(manager, TODAY)
    assert told.headers["ETag"] == f'"{sealed(b"", z).hex()}"'
    day = told.json()["day"]
    assert {**day, "status": "open", "number": None, "closed_at": None, "closed_by": None, "after": None} == x
    assert (day["status"], day["number"], day["after"]) == ("closed", 1, "")
    over = day["carried_over"]
    assert (over["orders"], over["due"], [each["id"] for each in over["newest"]]) == (1, 5, [later["id"]])
    assert day["methods"] == [
        {"method": "card", "kind": "card", "payments": 4.5, "tips": 0.5, "rounding": 0, "refunds": 0}
    ]

    _ = pay(manager, later, "two", amount=5)
    _ = manager.order(ESPRESSO)
    assert [manager.orders(f"start_date={day}&end_date={day}")["total"] for day in (TODAY, TOMORROW)] == [2, 1]
    assert manager.get(f"/api/days/{TODAY}").content == z
    figures = manager.get(f"/api/days/{TOMORROW}").json()["day"]["figures"]
    assert (figures["orders"], figures["payments"]) == (1, 5)


def test_what_was_sold_on_a_closed_day_stays(manager: Session) -> None:
    order = manager.order(ESPRESSO)
    _ = close(manager, TODAY)
    offered = manager.get(f"/api/orders/{order['id']}").json()["order"]["allowed_actions"]
    assert offered.keys() == {"change", "close", "pay", "serve", "start", "ready"}
    for what, body in (
        ("discounts", {"percent": 5, "reason": "Late"}),
        ("void", {"reason": "Spilt"}),
        ("lines", {"products": [ESPRESSO]}),
        ("service-charge", {"percent": 5}),
    ):
        answer = give(manager, order, what, body)
        assert answer.status_code == 409, what
        assert "place another order" in answer.json()["detail"]
    paid = pay(manager, order, amount=5)
    assert (paid.status_code, paid.json()["order"]["status"]) == (200, "closed")
    payment = paid.json()["bill"]["payments"][0]["id"]
    refund = {"payment": payment, "amount": 1, "reason": "Cold"}
    assert give(manager, order, "refunds", refund, **{"Idempotency-Key": "back"}).status_code == 200
    again = pay(manager, order, amount=1, key="again")
    assert (again.status_code, again.json()["bill"]["due"]) == (200, 0)
    assert manager.get(f"/api/days/{TODAY}").json()["day"]["figures"]["payments"] == 0
    figures = manager.get(f"/api/days/{TOMORROW}").json()["day"]["figures"]
    assert (figures["payments"], figures["refunds"]) == (6, 1)


def test_what_has_lines_of_a_closed_day_offers_nothing_that_would_change_what_they_came_to(open_api: OpenApi) -> None:
    clock, moved = StoppedClock(datetime(2026, 11, 23, 22, 30, tzinfo=UTC)), Provider(scope=Scope.APP)
    _ = moved.provide(lambda: clock, provides=Clock)
    manager = open_api(moved).manager()
    late = manager.order(ESPRESSO)
    clock.moment = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
    order = manager.order(ESPRESSO)
    joined = give(manager, order, "merge", {"order": late["id"]}, **{"Idempotency-Key": "joined"})
    assert "add" in joined.json()["order"]["allowed_actions"]
    _ = close(manager, TODAY)
    offered = manager.get(f"/api/orders/{order['id']}").json()["order"]["allowed_actions"]
    assert not {"add", "void", "split", "merge", "discount", "service_charge"} & offered.keys()
    assert {"pay", "serve"} <= offered.keys()


def test_what_may_be_done_to_an_order_goes_with_its_day_whatever_the_caller_has(open_api: OpenApi) -> None:
    clock, moved = StoppedClock(datetime(2026, 11, 23, 22, 30, tzinfo=UTC)), Provider(scope=Scope.APP)
    _ = moved.provide(lambda: clock, provides=Clock)
    manager = open_api(moved).manager()
    settled, order = manager.order(ESPRESSO), manager.order(ESPRESSO)
    assert "reopen" in pay(manager, settled, amount=5).json()["order"]["allowed_actions"]
    paths = [f"/api/orders/{each['id']}" for each in (settled, order)]
    seen = [manager.get(path).headers["ETag"] for path in paths]
    ask = {"If-None-Match": ", ".join(seen)}
    assert [manager.get(path, **ask).status_code for path in paths] == [304, 304]

    clock.moment = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)  # the day is over, and nobody closed it
    _ = refused(manager.post(f"{paths[0]}/reopen", {"reason": "Dessert"}), 409, "day-is-over")
    then = [manager.get(path, **ask).json()["order"] for path in paths]
    assert ["reopen" in each["allowed_actions"] for each in then] == [False, False]
    assert "add" in then[1]["allowed_actions"]
    _ = close(manager, TODAY)
    after = manager.get(paths[1], **ask).json()["order"]
    assert {"pay", "close"} <= after["allowed_actions"].keys()
    assert "add" not in after["allowed_actions"]
    assert manager.get(paths[1]).headers["ETag"] == seen[1]


def test_guests_whom_service_is_charged_come_and_go_until_the_day_is_closed(open_api: OpenApi) -> None:
    manager = open_api(late_on_a_monday(), service_charge="10", service_charge_from=6).manager()
    order = manager.order(ESPRESSO)
    _ = close(manager, TODAY)
    path = f"/api/orders/{order['id']}"
    assert manager.patch(path, {"guests": 2}).status_code == 200
    problem = refused(manager.patch(path, {"guests": 6}), 409, "day-closed")
    documented = manager.get("/openapi.json").json()["paths"]["/api/orders/{order_id}"]["patch"]["responses"]["409"]
    examples = documented["content"]["application/problem+json"]["examples"].values()
    assert problem["type"] in {each["value"]["type"] for each in examples}


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ((None, None), ("2026-10-24", TODAY)),
        (("2026-01-01", None), ("2026-01-01", TODAY)),
        ((None, "2026-01-31"), ("2026-01-01", "2026-01-31")),
        (("", "0001-01-05"), ("0001-01-01", "0001-01-05")),
        (("2026-11-24", None), ("2026-11-24", TODAY)),
    ],
)
def test_books_are_reconciled_of_the_last_days(asked: tuple[str | None, str | None], days: tuple[str, str]) -> None:
    period = recent_period(*asked, date.fromisoformat(TODAY))
    assert (str(period.start), str(period.end)) == days


def test_books_of_more_than_ten_years_are_not_reconciled_at_once(manager: Session) -> None:
    answer = manager.get("/api/reports/takings/reconcile?start_date=2016-01-01")
    _ = refused(answer, 400, "invalid-parameter", "A report covers ten years at most", pointer="/end_date")
    assert manager.get("/api/reports/takings/reconcile?start_date=2017-01-01").status_code == 200


def test_days_are_closed_when_they_have_begun(manager: Session) -> None:
    assert b"has not begun" in close(manager, TOMORROW, 409)
    assert b"YYYY-MM-DD" in close(manager, "tomorrow", 400)
    assert manager.get("/api/days/2026-02-30").status_code == 400


def test_takings_are_reported_by_day_method_waiter_and_tax_rate(manager: Session) -> None:
    _ = manager.post("/api/taxes", {"category": "Food", "name": "VAT", "percent": 7, "included": True})
    product = manager.post("/api/products", {"name": "Soup", "price": 10.7, "tax": "Food"}).json()["product"]
    order = manager.order({"product_id": product["id"], "quantity": 1})
    _ = pay(manager, order, amount=10.7)
    _ = close(manager, TODAY)
    reports = {
        group_by: manager.get(f"/api/reports/takings?group_by={group_by}").json()["report"]
        for group_by in ("day", "method", "waiter", "tax_rate")
    }
    assert {name: [each["name"] for each in report["groups"]] for name, report in reports.items()} == {
        "day": [TODAY],
        "method": ["card"],
        "waiter": ["Ana"],
        "tax_rate": ["VAT 7% (included)"],
    }
    rate = reports["tax_rate"]["groups"][0]["figures"]
    assert (rate["gross"], rate["tax"]) == (10.7, 0.7)
    assert all(report["total"]["payments"] == 10.7 for report in reports.values())
    csv = manager.get("/api/reports/takings?format=csv").text.splitlines()
    assert csv[0].startswith("group,name,orders,gross,")
    assert csv[1].startswith(f"{TODAY},{TODAY},1,10.70,")
    assert manager.get("/api/reports/takings/reconcile").json() == {"differences": 0, "found": []}
