"""Sections, the parts of the floor."""

import pytest

from tests.http.api import NOBODY, Json, Session, refused


def _add(session: Session, name: str = "Terrace") -> Json:
    answer = session.post("/api/sections", {"name": name})
    assert answer.status_code == 201, answer.text
    return answer.json()["section"]


def test_a_section_is_added_and_shown_to_everybody(manager: Session, waiter: Session) -> None:
    answer = manager.post("/api/sections", {"name": " Terrace "})

    section = answer.json()["section"]
    assert (answer.status_code, answer.json()["message"]) == (201, "Section created successfully")
    assert section == {"id": section["id"], "name": "Terrace"}
    assert answer.headers["Location"].endswith(f"/api/sections/{section['id']}")
    assert waiter.get(f"/api/sections/{section['id']}").json() == {"section": section}


def test_sections_are_listed_by_name_a_page_at_a_time(manager: Session) -> None:
    assert manager.get("/api/sections").json() == {"sections": [], "total": 0, "pages": 0, "current_page": 1}
    sections = {name: _add(manager, name) for name in ("Window", "Terrace", "Hall")}

    listed = manager.get("/api/sections?per_page=2").json()

    page = {"sections": [sections["Hall"], sections["Terrace"]], "total": 3, "pages": 2, "current_page": 1}
    assert listed == page
    assert manager.get("/api/sections?per_page=2&page=2").json()["sections"] == [sections["Window"]]


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": None}])
def test_a_section_has_a_name(manager: Session, body: object) -> None:
    _ = refused(manager.post("/api/sections", body), 400, "name-required", "Name is required", pointer="/name")


@pytest.mark.parametrize("name", [5, "B\x00", "x" * 121, " "])
def test_a_name_that_cannot_be_is_refused_when_adding_and_when_changing(manager: Session, name: object) -> None:
    section = _add(manager)
    for answer in (
        manager.post("/api/sections", {"name": name}),
        manager.patch(f"/api/sections/{section['id']}", {"name": name}),
    ):
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/name")
    assert manager.get("/api/sections").json()["sections"] == [section]


def test_a_name_is_taken_once(manager: Session) -> None:
    _, hall = _add(manager, "Terrace"), _add(manager, "Hall")
    for answer in (
        manager.post("/api/sections", {"name": "Terrace"}),
        manager.patch(f"/api/sections/{hall['id']}", {"name": "Terrace"}),
    ):
        _ = refused(answer, 409, "section-name-taken", "Section name already exists")


def test_a_section_is_renamed(manager: Session) -> None:
    path = f"/api/sections/{_add(manager)['id']}"
    for body in ({"name": "Garden"}, {}, {"name": None}):
        answer = manager.patch(path, body)
        assert (answer.status_code, answer.json()["section"]["name"]) == (200, "Garden")
    assert manager.get(path).json() == answer.json()
    assert manager.get(path).headers["ETag"] == answer.headers["ETag"]


def test_a_section_is_removed_once(manager: Session) -> None:
    path = f"/api/sections/{_add(manager)['id']}"

    answer = manager.call("DELETE", path)

    assert (answer.status_code, answer.content) == (204, b"")
    for gone in (manager.get(path), manager.call("DELETE", path), manager.patch(path, {"name": "Hall"})):
        _ = refused(gone, 404, "section-not-found", "Section not found")
    assert manager.get("/api/sections").json()["total"] == 0


def test_a_version_that_was_not_read_is_not_removed(manager: Session) -> None:
    path = f"/api/sections/{_add(manager)['id']}"
    read = manager.get(path).headers["ETag"]
    changed = manager.patch(path, {"name": "Garden"}).headers["ETag"]

    answer = manager.call("DELETE", path, headers={"If-Match": read})

    _ = refused(answer, 412, "stale")
    assert answer.headers["ETag"] == changed
    assert manager.call("DELETE", path, headers={"If-Match": changed}).status_code == 204


@pytest.mark.parametrize("text", [NOBODY, "1", "%00", "%ff", "nothing"])
def test_a_text_that_is_no_sections_id_finds_none(manager: Session, text: str) -> None:
    path = f"/api/sections/{text}"
    for answer in (manager.get(path), manager.patch(path, {"name": "Terrace"}), manager.call("DELETE", path)):
        _ = refused(answer, 404, "section-not-found", "Section not found")


def test_a_section_asked_for_twice_with_a_key_is_made_once(manager: Session) -> None:
    first, again = (
        manager.call("POST", "/api/sections", body={"name": "Terrace"}, headers={"Idempotency-Key": "one"})
        for _ in "ab"
    )
    assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
    assert again.headers["Idempotent-Replayed"] == "true"
