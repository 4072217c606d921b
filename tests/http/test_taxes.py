"""Tax rates of categories of products, each from a day on."""

from datetime import UTC, datetime, time

import pytest

from tests.http.api import NOBODY, Json, Session, refused
from tests.http.conftest import OpenApi
from tests.http.managed import on_a
from tests.http.test_business_days import StoppedClock

VAT = {"category": "Food", "name": "VAT", "percent": 7, "included": True, "from": "2026-01-01"}


def _add(session: Session, **fields: object) -> Json:
    answer = session.post("/api/taxes", VAT | fields)
    assert answer.status_code == 201, answer.text
    return answer.json()["tax"]


def test_a_tax_rate_is_added_and_shown_to_everybody(manager: Session, waiter: Session) -> None:
    answer = manager.post("/api/taxes", VAT | {"category": " Food "})

    tax = answer.json()["tax"]
    assert (answer.status_code, answer.json()["message"]) == (201, "Tax rate created successfully")
    assert tax == {"id": tax["id"], **VAT}
    assert answer.headers["Location"].endswith(f"/api/taxes/{tax['id']}")
    assert waiter.get(f"/api/taxes/{tax['id']}").json() == {"tax": tax}


def test_rates_are_listed_by_category_then_by_day_a_page_at_a_time(manager: Session) -> None:
    assert manager.get("/api/taxes").json() == {"taxes": [], "total": 0, "pages": 0, "current_page": 1}
    later, food = _add(manager, **{"from": "2026-07-01"}), _add(manager)
    drinks = _add(manager, category="Drinks")

    listed = manager.get("/api/taxes?per_page=2").json()

    assert listed == {"taxes": [drinks, food], "total": 3, "pages": 2, "current_page": 1}
    assert manager.get("/api/taxes?per_page=2&page=2").json()["taxes"] == [later]


def test_a_rate_starts_today_where_nothing_is_said_and_today_is_a_business_day(open_api: OpenApi) -> None:
    night = StoppedClock(datetime(2026, 11, 23, 8, 59, 59, tzinfo=UTC))  # 03:59:59 in New York
    api = open_api(on_a(night), restaurant_time_zone="America/New_York", restaurant_day_starts_at=time(4))
    manager = api.manager()
    for body in (VAT | {"from": None}, {**{key: VAT[key] for key in VAT if key != "from"}, "category": "Drinks"}):
        assert manager.post("/api/taxes", body).json()["tax"]["from"] == "2026-11-22"


@pytest.mark.parametrize(
    ("percent", "shown"),
    [(0, "0.0000"), (100, "100.0000"), (8.875, "8.8750"), (0.0001, "0.0001"), (99.9999, "99.9999")],
)
def test_percentages_are_exact(manager: Session, percent: float, shown: str) -> None:
    path = f"/api/taxes/{_add(manager, percent=percent)['id']}"
    assert f'"percent":{shown},' in manager.get(path).text


@pytest.mark.parametrize("percent", [-1, 100.0001, 8.87501, 1e30, 1e-9])
def test_what_is_no_percentage_is_refused_when_adding_and_when_changing(manager: Session, percent: float) -> None:
    tax = _add(manager)
    says = "A percentage is a number from 0 to 100 with at most 4 decimals"
    for answer in (
        manager.post("/api/taxes", VAT | {"percent": percent}),
        manager.patch(f"/api/taxes/{tax['id']}", {"percent": percent}),
    ):
        _ = refused(answer, 400, "invalid-percent", says, pointer="/percent")
    assert manager.get("/api/taxes").json()["taxes"] == [tax]


@pytest.mark.parametrize("day", ["2026-02-30", "20260101", "today", ""])
def test_what_is_no_date_is_refused(manager: Session, day: str) -> None:
    tax = _add(manager)
    for answer in (
        manager.post("/api/taxes", VAT | {"from": day}),
        manager.patch(f"/api/taxes/{tax['id']}", {"from": day}),
    ):
        _ = refused(answer, 400, "invalid-date", "Invalid date format. Use YYYY-MM-DD", pointer="/from")


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("category", "", "category-and-name-required"),
        ("name", None, "category-and-name-required"),
        ("name", "x" * 121, "invalid-name"),
        ("percent", "7", "invalid-body"),
        ("percent", None, "invalid-body"),
        ("included", 1, "invalid-body"),
        ("included", None, "invalid-body"),
        ("starts_on", "2026-01-01", "unknown-key"),
    ],
)
def test_what_cannot_be_is_refused_where_it_is(manager: Session, field: str, value: object, kind: str) -> None:
    _ = refused(manager.post("/api/taxes", VAT | {field: value}), 400, kind, pointer=f"/{field}")


def test_a_category_has_one_rate_from_a_day_on(manager: Session) -> None:
    _, later = _add(manager), _add(manager, **{"from": "2026-07-01"})
    for answer in (
        manager.post("/api/taxes", VAT | {"percent": 19}),
        manager.patch(f"/api/taxes/{later['id']}", {"from": VAT["from"]}),
    ):
        _ = refused(answer, 409, "tax-rate-taken", "The category has a tax rate from this day on already")


def test_a_rate_is_corrected_and_keeps_its_category(manager: Session) -> None:
    tax = _add(manager)
    path, wanted = f"/api/taxes/{tax['id']}", {"name": "GST", "percent": 5, "included": False, "from": "2026-02-01"}
    for body in (wanted, {}, dict.fromkeys(wanted)):
        answer = manager.patch(path, body)
        assert (answer.status_code, answer.json()) == (200, {"tax": tax | wanted})
    assert manager.get(path).headers["ETag"] == answer.headers["ETag"]
    _ = refused(manager.patch(path, {"category": "Drinks"}), 400, "unknown-key")


def test_a_version_that_was_not_read_is_not_changed(manager: Session) -> None:
    path = f"/api/taxes/{_add(manager)['id']}"
    read = manager.get(path).headers["ETag"]
    changed = manager.patch(path, {"percent": 5}).headers["ETag"]

    answer = manager.call("PATCH", path, body={"percent": 6}, headers={"If-Match": read})

    _ = refused(answer, 412, "stale")
    assert answer.headers["ETag"] == changed


@pytest.mark.parametrize("text", [NOBODY, "1", "nothing"])
def test_a_text_that_is_no_rates_id_finds_none(manager: Session, text: str) -> None:
    path = f"/api/taxes/{text}"
    for answer in (manager.get(path), manager.patch(path, {"percent": 5})):
        _ = refused(answer, 404, "tax-rate-not-found", "Tax rate not found")


def test_a_rate_asked_for_twice_with_a_key_is_made_once(manager: Session) -> None:
    first, again = (
        manager.call("POST", "/api/taxes", body=VAT | {"percent": 8.875}, headers={"Idempotency-Key": "one"})
        for _ in "ab"
    )
    assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
    assert again.headers["Idempotent-Replayed"] == "true"


def test_what_managers_do_with_rates_is_in_the_audit(manager: Session) -> None:
    tax = _add(manager)
    _ = manager.patch(f"/api/taxes/{tax['id']}", {"percent": 8.875, "included": False})
    _ = manager.patch(f"/api/taxes/{tax['id']}", {"included": False})

    entries = [each for each in manager.get("/api/audit").json()["entries"] if each["subject"] == tax["id"]]

    assert [each["happening"] for each in entries] == ["tax_changed", "tax_added"]
    assert {each["actor"] for each in entries} == {manager.id}
    said = {"category": "Food", "name": "VAT", "from": "2026-01-01"}
    assert [each["details"] for each in entries] == [
        said | {"percent": "8.8750", "included": "false"},
        said | {"percent": "7.0000", "included": "true"},
    ]
