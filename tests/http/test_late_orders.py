"""Orders with `placed_at`: what was taken while a client was offline counts for when it was taken, everywhere."""

from datetime import UTC, datetime, time, timedelta
from typing import Final

import pytest
from dishka import Provider

from application.kernel.clock import Clock
from entrypoints.wiring.scopes import Scope
from tests.http.api import ESPRESSO, Api, Json, Session, refused
from tests.http.conftest import OpenApi
from tests.http.test_business_days import StoppedClock
from tests.http.test_days import close
from tests.http.test_events import number

NOW: Final = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
"""04:30 in New York: clocks went back in the night, and the day began at four."""
LATE_AT_NIGHT: Final = "2026-11-01T01:30:00-05:00"
"""When they showed half past one for the second time."""
YESTERDAY, TODAY = "2026-10-31", "2026-11-01"


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(NOW)


@pytest.fixture
def api(open_api: OpenApi, clock: StoppedClock) -> Api:
    stopped = Provider(scope=Scope.APP)
    _ = stopped.provide(lambda: clock, provides=Clock)
    return open_api(stopped, restaurant_time_zone="America/New_York", restaurant_day_starts_at=time(4))


def body(placed_at: object, **more: object) -> dict[str, object]:
    return {"customer_name": "Bob", "products": [ESPRESSO], "placed_at": placed_at, **more}


def place(session: Session, placed_at: object, **more: object) -> Json:
    answer = session.post("/api/orders", body(placed_at, **more))
    assert answer.status_code == 201, answer.text
    return answer.json()["order"]


def test_a_late_order_is_of_its_moment_in_lists_reports_and_on_the_board(api: Api) -> None:
    waiter = api.manager()
    first, late, second = place(waiter, None), place(waiter, LATE_AT_NIGHT), place(waiter, LATE_AT_NIGHT)

    assert [each["number"] for each in (first, late, second)] == [1, 1, 2]
    assert (late["created_at"], late["received_at"]) == ("2026-11-01T06:30:00Z", "2026-11-01T09:30:00Z")
    assert late["products"][0]["sent_at"] == late["created_at"]
    assert first["received_at"] is None
    assert [each["id"] for each in waiter.orders()["orders"]] == [first["id"], second["id"], late["id"]]
    assert waiter.orders(f"start_date={YESTERDAY}&end_date={YESTERDAY}")["total"] == 2
    for _ in range(2):  # reports are the same sums once all is rolled up
        assert waiter.sold(f"start_date={YESTERDAY}&end_date={YESTERDAY}") == [("Espresso", 4, 10)]
        report = waiter.get(f"/api/reports/sales?group_by=hour&start_date={YESTERDAY}&end_date={YESTERDAY}").json()
        assert [(each["group"], each["orders"]) for each in report["report"]["groups"]] == [("1", 2)]
    tickets = waiter.get("/api/kitchen/tickets").json()["tickets"]
    assert [each["order_id"] for each in tickets] == [late["id"], second["id"], first["id"]]
    number(api)
    history = waiter.get(f"/api/orders/{late['id']}/history").json()["events"]
    assert (history[0]["at"], history[0]["data"]["order"]["received_at"]) == (late["created_at"], late["received_at"])


def test_whoever_follows_orders_hears_of_a_late_one_when_it_comes_in(api: Api, clock: StoppedClock) -> None:
    waiter = api.waiter()
    first = place(waiter, None)
    clock.moment += timedelta(minutes=1)
    followed = waiter.get("/api/orders?created_after=2026-11-01T09:00:00Z")
    assert [each["id"] for each in followed.json()["orders"]] == [first["id"]]
    clock.moment += timedelta(minutes=1)
    late = place(waiter, LATE_AT_NIGHT)
    clock.moment += timedelta(minutes=1)
    news = waiter.get(followed.links["next"]["url"])
    assert [each["id"] for each in news.json()["orders"]] == [late["id"]]
    assert waiter.get(news.links["next"]["url"]).json()["orders"] == []


def test_a_late_order_sent_again_is_the_same_one_also_once_it_would_be_too_late(api: Api, clock: StoppedClock) -> None:
    waiter = api.waiter()
    keyed = {"Idempotency-Key": "round-1"}
    sent = body("2026-10-31T10:00:00Z")
    first = waiter.call("POST", "/api/orders", body=sent, headers=keyed)
    clock.moment += timedelta(hours=1)
    again = waiter.call("POST", "/api/orders", body=sent, headers=keyed)
    assert (first.status_code, again.status_code) == (201, 201), again.text
    assert again.json() == first.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    _ = refused(waiter.post("/api/orders", sent), 400, "placed-too-long-ago", pointer="/placed_at")
    assert waiter.orders()["total"] == 1


def test_a_late_order_is_quoted_and_placed_as_it_was_quoted(api: Api) -> None:
    boss = api.manager()
    tax = {"category": "Drinks", "name": "VAT", "included": False}
    for percent, day in ((10, YESTERDAY), (20, TODAY)):
        assert boss.post("/api/taxes", {**tax, "percent": percent, "from": day}).status_code == 201
    tea = boss.post("/api/products", {"name": "Tea", "price": 2, "tax": "Drinks"}).json()["product"]
    form = body(LATE_AT_NIGHT, products=[{"product_id": tea["id"], "quantity": 1}])
    quoted = boss.post("/api/orders/quote", form).json()
    assert quoted["bill"]["total"] == 2.2
    today = boss.post("/api/orders", {**form, "placed_at": None, "quote": quoted["quote"]})
    _ = refused(today, 409, "quote-differs")
    order = place(boss, LATE_AT_NIGHT, products=form["products"], quote=quoted["quote"])
    assert boss.get(f"/api/orders/{order['id']}/bill").json()["bill"]["total"] == 2.2


def test_a_closed_day_takes_no_late_order(api: Api) -> None:
    boss = api.manager()
    _ = place(boss, LATE_AT_NIGHT)
    _ = close(boss, YESTERDAY)
    _ = refused(boss.post("/api/orders", body(LATE_AT_NIGHT)), 409, "day-closed")
    assert place(boss, "2026-11-01T04:00:00-05:00")["number"] == 1
    _ = close(boss, TODAY)
    assert place(boss, "2026-11-01T04:29:00-05:00")["received_at"] is None  # a minute ago: as if nothing were said
    assert boss.orders("start_date=2026-11-02")["total"] == 1


@pytest.mark.parametrize(
    ("placed_at", "kind"),
    [
        ("2026-11-01T09:31:00.000001Z", "placed-in-the-future"),
        ("2026-10-31T09:29:59.999999Z", "placed-too-long-ago"),
        ("0001-01-01T00:00:00Z", "invalid-body"),
        ("2026-11-01T09:00:00", "invalid-body"),
        ("2026-11-01", "invalid-body"),
        ("yesterday", "invalid-body"),
        ("2026-11-01T09:00:00Z" + "0" * 40, "invalid-body"),
        (1793525400, "invalid-body"),
        (["2026-11-01T09:00:00Z"], "invalid-body"),
    ],
)
def test_a_moment_that_cannot_be_is_refused_and_nothing_is_placed(api: Api, placed_at: object, kind: str) -> None:
    waiter = api.waiter()
    for path in ("/api/orders", "/api/orders/quote"):
        _ = refused(waiter.post(path, body(placed_at)), 400, kind, pointer="/placed_at")
    assert waiter.orders()["total"] == 0


@pytest.mark.parametrize("placed_at", [None, "2026-11-01T09:31:00Z", "2026-11-01T10:30:00+01:00"])
def test_what_says_nothing_or_is_a_little_fast_is_now(api: Api, placed_at: object) -> None:
    order = place(api.waiter(), placed_at)
    assert (order["created_at"], order["received_at"]) == ("2026-11-01T09:30:00Z", None)
