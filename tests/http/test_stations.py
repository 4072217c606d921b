"""Stations, where products are made."""

import pytest

from tests.http.api import NOBODY, Json, Session, refused


def _add(session: Session, name: str = "Bar") -> Json:
    answer = session.post("/api/stations", {"name": name})
    assert answer.status_code == 201, answer.text
    return answer.json()["station"]


def test_a_station_is_added_and_shown_to_everybody(manager: Session, waiter: Session) -> None:
    answer = manager.post("/api/stations", {"name": " Bar "})

    station = answer.json()["station"]
    assert (answer.status_code, answer.json()["message"]) == (201, "Station created successfully")
    assert station == {"id": station["id"], "name": "Bar"}
    assert answer.headers["Location"].endswith(f"/api/stations/{station['id']}")
    assert waiter.get(f"/api/stations/{station['id']}").json() == {"station": station}


def test_stations_are_listed_by_name_a_page_at_a_time(manager: Session) -> None:
    assert manager.get("/api/stations").json() == {"stations": [], "total": 0, "pages": 0, "current_page": 1}
    stations = {name: _add(manager, name) for name in ("Pastry", "Bar", "Grill")}

    listed = manager.get("/api/stations?per_page=2").json()

    page = {"stations": [stations["Bar"], stations["Grill"]], "total": 3, "pages": 2, "current_page": 1}
    assert listed == page
    assert manager.get("/api/stations?per_page=2&page=2").json()["stations"] == [stations["Pastry"]]


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": None}])
def test_a_station_has_a_name(manager: Session, body: object) -> None:
    _ = refused(manager.post("/api/stations", body), 400, "name-required", "Name is required", pointer="/name")


@pytest.mark.parametrize("name", [5, "B\x00", "x" * 121, " "])
def test_a_name_that_cannot_be_is_refused_when_adding_and_when_changing(manager: Session, name: object) -> None:
    station = _add(manager)
    for answer in (
        manager.post("/api/stations", {"name": name}),
        manager.patch(f"/api/stations/{station['id']}", {"name": name}),
    ):
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/name")
    assert manager.get("/api/stations").json()["stations"] == [station]


def test_a_name_is_taken_once(manager: Session) -> None:
    _, grill = _add(manager, "Bar"), _add(manager, "Grill")
    for answer in (
        manager.post("/api/stations", {"name": "Bar"}),
        manager.patch(f"/api/stations/{grill['id']}", {"name": "Bar"}),
    ):
        _ = refused(answer, 409, "station-name-taken", "Station name already exists")


def test_a_station_is_renamed(manager: Session) -> None:
    path = f"/api/stations/{_add(manager)['id']}"
    for body in ({"name": "Cocktails"}, {}, {"name": None}):
        answer = manager.patch(path, body)
        assert (answer.status_code, answer.json()["station"]["name"]) == (200, "Cocktails")
    assert manager.get(path).json() == answer.json()
    assert manager.get(path).headers["ETag"] == answer.headers["ETag"]


def test_a_station_is_removed_once(manager: Session) -> None:
    path = f"/api/stations/{_add(manager)['id']}"

    answer = manager.call("DELETE", path)

    assert (answer.status_code, answer.content) == (204, b"")
    for gone in (manager.get(path), manager.call("DELETE", path), manager.patch(path, {"name": "Grill"})):
        _ = refused(gone, 404, "station-not-found", "Station not found")
    assert manager.get("/api/stations").json()["total"] == 0


def test_a_version_that_was_not_read_is_not_removed(manager: Session) -> None:
    path = f"/api/stations/{_add(manager)['id']}"
    read = manager.get(path).headers["ETag"]
    changed = manager.patch(path, {"name": "Cocktails"}).headers["ETag"]

    answer = manager.call("DELETE", path, headers={"If-Match": read})

    _ = refused(answer, 412, "stale")
    assert answer.headers["ETag"] == changed
    assert manager.call("DELETE", path, headers={"If-Match": changed}).status_code == 204


@pytest.mark.parametrize("text", [NOBODY, "1", "%00", "%ff", "nothing"])
def test_a_text_that_is_no_stations_id_finds_none(manager: Session, text: str) -> None:
    path = f"/api/stations/{text}"
    for answer in (manager.get(path), manager.patch(path, {"name": "Bar"}), manager.call("DELETE", path)):
        _ = refused(answer, 404, "station-not-found", "Station not found")


def test_a_station_asked_for_twice_with_a_key_is_made_once(manager: Session) -> None:
    first, again = (
        manager.call("POST", "/api/stations", body={"name": "Bar"}, headers={"Idempotency-Key": "one"}) for _ in "ab"
    )
    assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
    assert again.headers["Idempotent-Replayed"] == "true"
