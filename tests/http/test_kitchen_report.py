"""The kitchen report over HTTP: for managers, in every form, by station, hour and product."""

from datetime import timedelta

import pytest

from tests.http.api import ESPRESSO, Json, Session
from tests.http.managed import PASSWORD, Managed, MovableClock

NOTHING = {"count": 0, "p50": None, "p90": None, "longest": None}


@pytest.fixture
def manager(moved: Managed, clock: MovableClock) -> Session:
    """Return a manager, after an order was started, ready and served, a minute, two and three apart."""
    waiter, kitchen = (moved.enter(moved.person(role), password=PASSWORD) for role in ("waiter", "kitchen"))
    _ = waiter.order(ESPRESSO)
    for minutes, command in enumerate(("start", "ready", "serve"), start=1):
        clock.later += timedelta(minutes=minutes)
        query = "?status=ready" if command == "serve" else ""
        (ticket,) = kitchen.get(f"/api/kitchen/tickets{query}").json()["tickets"]
        assert kitchen.post(f"/api/kitchen/tickets/{ticket['id']}/{command}", {}).status_code == 200
    return moved.manager


def report(session: Session, query: str = "") -> Json:
    answer = session.get(f"/api/reports/kitchen?{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()["report"]


def test_it_says_how_long_each_step_took(manager: Session) -> None:
    shown = report(manager)
    (group,) = shown["groups"]
    assert (shown["group_by"], group["group"], group["name"]) == ("station", None, None)
    assert group["times"] == shown["total"]
    for step, minutes in (("waiting", 1), ("making", 2), ("at_pass", 3)):
        spread = shown["total"][step]
        assert spread["count"] == 1
        assert spread["p50"] == spread["p90"] == spread["longest"]
        assert minutes * 60 <= spread["longest"] < minutes * 60 + 30


def test_it_is_by_hour_and_by_product_too_and_of_a_range_of_days(manager: Session) -> None:
    (hour,) = report(manager, "group_by=hour")["groups"]
    assert hour["name"] == f"{int(hour['group']):02}:00"
    (product,) = report(manager, "group_by=product")["groups"]
    assert (product["name"], product["times"]["making"]["count"]) == ("Espresso", 1)
    of_before = report(manager, "start_date=2020-01-01&end_date=2020-12-31")
    assert (of_before["groups"], of_before["total"]) == ([], dict.fromkeys(("waiting", "making", "at_pass"), NOTHING))
    for query in ("group_by=waiter", "start_date=2020-13-01", "start_date=2000-01-01&end_date=2020-01-01"):
        assert manager.get(f"/api/reports/kitchen?{query}").status_code == 400


def test_it_comes_as_a_file_too_and_says_where_nothing_changed(manager: Session) -> None:
    answer = manager.get("/api/reports/kitchen?group_by=product", Accept="text/csv")
    heading, row = answer.text.splitlines()
    assert heading == (
        "group,name,waiting_count,waiting_p50,waiting_p90,waiting_longest,"
        "making_count,making_p50,making_p90,making_longest,at_pass_count,at_pass_p50,at_pass_p90,at_pass_longest"
    )
    assert row.split(",")[1:3] == ["Espresso", "1"]
    assert 'filename="kitchen-by-product.csv"' in answer.headers["content-disposition"]
    json = manager.get("/api/reports/kitchen")
    again = manager.get("/api/reports/kitchen", **{"If-None-Match": json.headers["etag"]})
    assert again.status_code == 304
