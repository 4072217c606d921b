"""Tables, where guests sit."""

import pytest

from tests.http.api import NOBODY, Api, Json, Session, refused


def _add(session: Session, name: str = "7", **more: object) -> Json:
    answer = session.post("/api/tables", {"name": name, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()["table"]


def _section(session: Session) -> str:
    return session.post("/api/sections", {"name": "Terrace"}).json()["section"]["id"]


def test_a_table_is_added_open_and_shown_to_everybody(api: Api, manager: Session, waiter: Session) -> None:
    terrace, (_, kitchen) = _section(manager), api.newcomer("kitchen")

    answer = manager.post("/api/tables", {"name": " 7 ", "section": terrace, "seats": 4})

    table = answer.json()["table"]
    assert (answer.status_code, answer.json()["message"]) == (201, "Table created successfully")
    shown = {"id": table["id"], "name": "7", "section": terrace, "seats": 4, "open": True}
    assert table == shown | {"free": True, "open_orders": [], "since": None, "guests": 0}
    assert answer.headers["Location"].endswith(f"/api/tables/{table['id']}")
    for who in (waiter, kitchen):
        assert who.get(f"/api/tables/{table['id']}").json() == {"table": table}
        assert who.get("/api/tables").json()["tables"] == [table]


def test_tables_are_listed_by_name_a_page_at_a_time(manager: Session) -> None:
    assert manager.get("/api/tables").json() == {"tables": [], "total": 0, "pages": 0, "current_page": 1}
    tables = {name: _add(manager, name) for name in ("3", "1", "2")}

    listed = manager.get("/api/tables?per_page=2").json()

    assert listed == {"tables": [tables["1"], tables["2"]], "total": 3, "pages": 2, "current_page": 1}
    assert manager.get("/api/tables?per_page=2&page=2").json()["tables"] == [tables["3"]]


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": None}, {"seats": 4}])
def test_a_table_has_a_name(manager: Session, body: object) -> None:
    _ = refused(manager.post("/api/tables", body), 400, "name-required", "Name is required", pointer="/name")


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("name", 5, "invalid-body"),
        ("name", " ", "invalid-name"),
        ("name", "x" * 121, "invalid-name"),
        ("section", 7, "invalid-body"),
        ("section", "terrace", "invalid-body"),
        ("seats", 0, "invalid-seats"),
        ("seats", 1001, "invalid-seats"),
        ("seats", 2.5, "invalid-body"),
        ("seats", "4", "invalid-body"),
    ],
)
def test_what_cannot_be_is_refused_when_adding_and_when_changing(
    manager: Session, field: str, value: object, kind: str
) -> None:
    table = _add(manager)
    for answer in (
        manager.post("/api/tables", {"name": "8", field: value}),
        manager.patch(f"/api/tables/{table['id']}", {field: value}),
    ):
        _ = refused(answer, 400, kind, pointer=f"/{field}")
    assert manager.get("/api/tables").json()["tables"] == [table]


def test_a_section_that_is_not_there_is_refused(manager: Session) -> None:
    table = _add(manager)
    for answer in (
        manager.post("/api/tables", {"name": "8", "section": NOBODY}),
        manager.patch(f"/api/tables/{table['id']}", {"section": NOBODY}),
    ):
        _ = refused(answer, 404, "section-not-found", "Section not found")
    assert manager.get("/api/tables").json()["tables"] == [table]


def test_a_name_is_taken_by_an_open_table(manager: Session) -> None:
    seven, eight = _add(manager, "7"), _add(manager, "8")
    for answer in (
        manager.post("/api/tables", {"name": "7"}),
        manager.patch(f"/api/tables/{eight['id']}", {"name": "7"}),
    ):
        _ = refused(answer, 409, "table-name-taken", "An open table has this name already")

    assert manager.patch(f"/api/tables/{seven['id']}", {"open": False}).json()["table"] == seven | {"open": False}
    another = _add(manager, "7")
    _ = refused(manager.patch(f"/api/tables/{seven['id']}", {"open": True}), 409, "table-name-taken")
    assert manager.get("/api/tables").json()["tables"] == [seven | {"open": False}, another, eight]


def test_what_is_absent_stays_and_null_takes_section_and_seats_away(manager: Session) -> None:
    terrace = _section(manager)
    table = _add(manager, section=terrace, seats=4)
    path = f"/api/tables/{table['id']}"
    for body, changed in (
        ({}, {}),
        ({"name": None, "open": None}, {}),
        ({"seats": None}, {"seats": None}),
        ({"name": "8", "seats": 2}, {"name": "8", "seats": 2}),
        ({"section": None}, {"section": None}),
        ({"section": terrace, "open": False}, {"section": terrace, "open": False}),
    ):
        table |= changed
        answer = manager.patch(path, body)
        assert (answer.status_code, answer.json()) == (200, {"table": table})
        assert manager.get(path).headers["ETag"] == answer.headers["ETag"]


def test_tables_of_a_section_that_is_removed_are_in_none(manager: Session) -> None:
    terrace = _section(manager)
    path = f"/api/tables/{_add(manager, section=terrace)['id']}"
    read = manager.get(path).headers["ETag"]

    assert manager.call("DELETE", f"/api/sections/{terrace}").status_code == 204

    assert manager.get(path).json()["table"]["section"] is None
    _ = refused(manager.call("PATCH", path, body={"seats": 2}, headers={"If-Match": read}), 412, "stale")


def test_a_table_is_removed_once(manager: Session) -> None:
    path = f"/api/tables/{_add(manager)['id']}"

    answer = manager.call("DELETE", path)

    assert (answer.status_code, answer.content) == (204, b"")
    for gone in (manager.get(path), manager.call("DELETE", path), manager.patch(path, {"name": "8"})):
        _ = refused(gone, 404, "table-not-found", "Table not found")
    assert manager.get("/api/tables").json()["total"] == 0


def test_a_version_that_was_not_read_is_not_removed(manager: Session) -> None:
    path = f"/api/tables/{_add(manager)['id']}"
    read = manager.get(path).headers["ETag"]
    changed = manager.patch(path, {"seats": 2}).headers["ETag"]

    answer = manager.call("DELETE", path, headers={"If-Match": read})

    _ = refused(answer, 412, "stale")
    assert answer.headers["ETag"] == changed
    assert manager.call("DELETE", path, headers={"If-Match": changed}).status_code == 204


@pytest.mark.parametrize("text", [NOBODY, "1", "%00", "%ff", "nothing"])
def test_a_text_that_is_no_tables_id_finds_none(manager: Session, text: str) -> None:
    path = f"/api/tables/{text}"
    for answer in (manager.get(path), manager.patch(path, {"name": "8"}), manager.call("DELETE", path)):
        _ = refused(answer, 404, "table-not-found", "Table not found")


def test_a_table_asked_for_twice_with_a_key_is_made_once(manager: Session) -> None:
    body, key = {"name": "7", "section": _section(manager), "seats": 4}, {"Idempotency-Key": "one"}
    first, again = (manager.call("POST", "/api/tables", body=body, headers=key) for _ in "ab")
    assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
    assert again.headers["Idempotent-Replayed"] == "true"
