"""The sales report."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.http.api import Api, Json, Session, exact, refused

TEA = {"name": "Tea", "price": 0.1, "quantity": 3}
FORMULA = {"name": "=1+1", "price": 4, "quantity": 1}

NO = {"discounts": 0, "refunds": 0}


@pytest.fixture
def api(lasting_api: Api) -> Api:
    """Return an API where much has happened."""
    return lasting_api


def report(session: Session, query: str = "") -> Json:
    answer = session.get(f"/api/reports/sales?{query}")
    assert answer.status_code == 200, answer.text
    return exact(answer)["report"]


def test_sales_are_reported_by_day_with_their_sum(waiter: Session) -> None:
    day = waiter.order(TEA)["created_at"][:10]
    _ = waiter.order(TEA, FORMULA)
    sold = {"quantity": 7, "revenue": Decimal("4.60"), "orders": 2, "average_order": Decimal("2.30")}
    sold |= {"discounts": 0, "refunds": 0, "net": Decimal("4.60")}

    assert report(waiter) == {
        "start_date": None,
        "end_date": None,
        "group_by": "day",
        "groups": [{"group": day, "name": day, **sold}],
        "total": sold,
        "previous": None,
    }


@pytest.mark.parametrize("group_by", ["day", "week", "month", "hour", "weekday", "waiter", "product"])
def test_every_grouping_has_the_same_total(waiter: Session, group_by: str) -> None:
    for _ in range(2):
        _ = waiter.order(TEA, FORMULA)

    found = report(waiter, f"group_by={group_by}")

    assert found["total"] == {
        "quantity": 8,
        "revenue": Decimal("8.60"),
        "orders": 2,
        "average_order": Decimal("4.30"),
        **NO,
        "net": Decimal("8.60"),
    }
    assert sum(group["revenue"] for group in found["groups"]) == found["total"]["revenue"]
    assert len(found["groups"]) == (2 if group_by == "product" else 1)


def test_hours_and_weekdays_have_names_for_people(waiter: Session) -> None:
    day = date.fromisoformat(waiter.order(TEA)["created_at"][:10])

    ((hour,), (weekday,), (seller,)) = (
        report(waiter, f"group_by={by}")["groups"] for by in ("hour", "weekday", "waiter")
    )

    assert re.fullmatch(r"1?[0-9]|2[0-3]", hour["group"])
    assert hour["name"] == f"{hour['group']:0>2}:00"
    assert weekday["group"] == str(day.isoweekday())
    assert weekday["name"] == day.strftime("%A")
    assert (seller["group"], seller["name"]) == (waiter.id, "Ana")


def test_nothing_sold_is_no_group_and_no_average(waiter: Session) -> None:
    found = report(waiter, "start_date=2020-01-01&end_date=2020-01-31&compare=previous")

    assert found["groups"] == []
    assert found["total"] == {"quantity": 0, "revenue": 0, "orders": 0, "average_order": None, **NO, "net": 0}
    assert found["previous"]["change"] == {"quantity": 0, "revenue": 0, "orders": 0, "revenue_percent": None}


def test_the_range_before_stands_beside(waiter: Session) -> None:
    day = date.fromisoformat(waiter.order(TEA)["created_at"][:10])
    now = report(waiter, f"start_date={day}&end_date={day}&compare=previous")
    after = day + timedelta(days=1)
    later = report(waiter, f"start_date={after}&end_date={after}&compare=previous")

    assert now["previous"]["change"] == {
        "quantity": 3,
        "revenue": Decimal("0.30"),
        "orders": 1,
        "revenue_percent": None,
    }
    assert (later["previous"]["start_date"], later["previous"]["end_date"]) == (str(day), str(day))
    assert later["previous"]["total"] == now["total"]
    assert later["previous"]["change"]["revenue_percent"] == -100


def test_a_manager_sees_everybodys_sales_and_a_waiter_their_own(api: Api, waiter: Session, manager: Session) -> None:
    _ = waiter.order(TEA)
    _ = api.waiter().order(TEA)

    assert report(waiter)["total"]["orders"] == 1
    assert report(manager, f"waiter={waiter.id}")["total"]["orders"] == 1
    assert report(manager)["total"]["orders"] >= 2
    _ = refused(waiter.get("/api/reports/sales?waiter=all"), 403, "only-managers-may")


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("group_by=year", "/group_by"),
        ("separator=x", "/separator"),
        ("bom=x", "/bom"),
        ("group_by=", "/group_by"),
        ("compare=next", "/compare"),
        ("compare=previous", "/compare"),
        ("compare=previous&start_date=2026-01-02&end_date=2026-01-01", "/compare"),
        ("compare=previous&start_date=0001-01-01&end_date=0001-01-01", "/compare"),
        ("format=pdf", "/format"),
        ("start_date=2016-01-01&end_date=2026-01-01", "/end_date"),
        ("start_date=0001-01-01&end_date=9999-12-31", "/end_date"),
        ("waiter=x", "/waiter"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_pointer(waiter: Session, query: str, pointer: str) -> None:
    problem = refused(waiter.get(f"/api/reports/sales?{query}"), 400, "invalid-parameter")

    assert [error["pointer"] for error in problem["errors"]] == [pointer]


def test_ten_years_are_a_range_and_more_are_not(waiter: Session) -> None:
    assert waiter.get("/api/reports/sales?start_date=2016-01-01&end_date=2025-12-31").status_code == 200
    _ = refused(
        waiter.get("/api/reports/sales?start_date=2016-01-01&end_date=2026-01-01"),
        400,
        "invalid-parameter",
        "A report covers ten years at most",
        pointer="/end_date",
    )


def test_products_are_reported_over_any_range_as_they_are_over_all_time(waiter: Session) -> None:
    _ = waiter.order(TEA)

    answer = waiter.get("/api/reports/products?start_date=0001-01-01&end_date=9999-12-31")

    assert answer.status_code == 200, answer.text
    assert exact(answer)["report"] == {
        **exact(waiter.get("/api/reports/products"))["report"],
        "start_date": "0001-01-01",
        "end_date": "9999-12-31",
    }


@pytest.mark.parametrize("days", ["start_date=x", "start_date=2000-01-01&end_date=2026-01-01"])
def test_whose_sales_is_looked_at_before_the_days(waiter: Session, days: str) -> None:
    answer = waiter.get(f"/api/reports/sales?waiter=x&{days}")
    _ = refused(answer, 400, "invalid-parameter", "waiter is `me`, `all` or a user's id")
