"""Modifier groups, what guests may choose with a product."""

import pytest

from tests.http.api import CHOICES, NOBODY, Json, Session, refused
from tests.http.managed import Managed

RARE, MEDIUM = {"name": "Rare", "price": 0}, {"name": "Medium", "price": 1.5}


def _add(session: Session, name: str = "Doneness", **others: object) -> Json:
    answer = session.post("/api/modifier-groups", CHOICES | {"modifiers": [RARE, MEDIUM]} | others | {"name": name})
    assert answer.status_code == 201, answer.text
    return answer.json()["modifier_group"]


def test_a_group_is_added_and_shown_to_everybody(manager: Session, waiter: Session) -> None:
    modifiers = [{"name": " Rare ", "price": 0}, {"name": "Bleu", "price": -0.05}, {"name": "Raw", "price": 1e2}]

    answer = manager.post("/api/modifier-groups", {"name": "Doneness", "least": 0, "most": 2, "modifiers": modifiers})

    group = answer.json()["modifier_group"]
    assert (answer.status_code, answer.json()["message"]) == (201, "Modifier group created successfully")
    ids = [each.pop("id") for each in group["modifiers"]]
    assert len(set(ids)) == 3
    assert group == {"id": group["id"], "name": "Doneness", "least": 0, "most": 2} | {
        "modifiers": [{"name": "Rare", "price": 0}, {"name": "Bleu", "price": -0.05}, {"name": "Raw", "price": 100}]
    }
    assert '"price":-0.05' in answer.text
    assert '"price":0.00' in answer.text
    assert answer.headers["Location"].endswith(f"/api/modifier-groups/{group['id']}")
    shown = waiter.get(f"/api/modifier-groups/{group['id']}").json()["modifier_group"]
    assert [each["id"] for each in shown["modifiers"]] == ids


def test_groups_are_listed_by_name_a_page_at_a_time(manager: Session) -> None:
    nothing = {"modifier_groups": [], "total": 0, "pages": 0, "current_page": 1}
    assert manager.get("/api/modifier-groups").json() == nothing
    groups = {name: _add(manager, name) for name in ("Sides", "Doneness", "Ice")}

    listed = manager.get("/api/modifier-groups?per_page=2").json()

    assert listed == {"modifier_groups": [groups["Doneness"], groups["Ice"]], "total": 3, "pages": 2, "current_page": 1}
    assert manager.get("/api/modifier-groups?per_page=2&page=2").json()["modifier_groups"] == [groups["Sides"]]


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"name": ""}, "/name"),
        ({"least": -1}, "/least"),
        ({"least": 2}, "/least"),
        ({"most": 0}, "/most"),
        ({"most": 3}, "/most"),
        ({"modifiers": []}, "/modifiers"),
        ({"modifiers": [RARE | {"name": f"{number}"} for number in range(51)]}, "/modifiers"),
        ({"modifiers": [RARE, RARE]}, "/modifiers/1/name"),
        ({"modifiers": [RARE, {"price": 5}]}, "/modifiers/1/name"),
        ({"modifiers": [RARE | {"price": 0.001}]}, "/modifiers/0/price"),
        ({"modifiers": [RARE | {"price": -10_000_000_000.01}]}, "/modifiers/0/price"),
        ({"modifiers": [RARE | {"price": "1"}]}, "/modifiers/0/price"),
    ],
)
def test_a_group_that_cannot_be_is_refused_when_adding_and_when_changing(
    manager: Session, wrong: Json, pointer: str
) -> None:
    group = _add(manager)
    answers = [manager.patch(f"/api/modifier-groups/{group['id']}", wrong)] if wrong != {"name": ""} else []
    for answer in (manager.post("/api/modifier-groups", CHOICES | {"modifiers": [RARE, MEDIUM]} | wrong), *answers):
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, pointer), answer.text
    assert manager.get("/api/modifier-groups").json()["modifier_groups"] == [group]


def test_a_name_is_taken_once(manager: Session) -> None:
    _, sides = _add(manager, "Ice"), _add(manager, "Sides")
    for answer in (
        manager.post("/api/modifier-groups", CHOICES | {"name": "Ice"}),
        manager.patch(f"/api/modifier-groups/{sides['id']}", {"name": "Ice"}),
    ):
        _ = refused(answer, 409, "modifier-group-name-taken", "Modifier group name already exists")


def test_modifiers_with_an_id_stay_and_the_others_are_new(manager: Session) -> None:
    group = _add(manager)
    path, (rare, medium) = f"/api/modifier-groups/{group['id']}", group["modifiers"]
    wanted = [{"name": "Bleu", "price": 0}, medium | {"price": -2}]

    answer = manager.patch(path, {"modifiers": wanted, "least": 0, "most": 2})

    changed = answer.json()["modifier_group"]
    bleu, still = changed["modifiers"]
    assert (still, bleu["name"], bleu["id"] in {rare["id"], medium["id"]}) == (medium | {"price": -2}, "Bleu", False)
    assert (changed["least"], changed["most"]) == (0, 2)
    assert manager.get(path).json() == answer.json()
    assert manager.get(path).headers["ETag"] == answer.headers["ETag"]


@pytest.mark.parametrize("number", [0, 1])
def test_a_modifier_that_the_group_has_not_or_no_more_does_not_stay(manager: Session, number: int) -> None:
    group = _add(manager)
    rare, medium = group["modifiers"]
    wanted = [medium, (medium if number else rare | {"id": NOBODY}) | {"name": "Bleu"}]

    answer = manager.patch(f"/api/modifier-groups/{group['id']}", {"modifiers": wanted})

    _ = refused(answer, 400, "modifier-not-in-group", pointer="/modifiers/1/id")
    assert manager.get("/api/modifier-groups").json()["modifier_groups"] == [group]


def test_what_is_absent_or_null_stays(manager: Session) -> None:
    group = _add(manager)
    for body in ({}, {"name": None, "least": None, "most": None, "modifiers": None}, {"name": "Doneness"}):
        assert manager.patch(f"/api/modifier-groups/{group['id']}", body).json()["modifier_group"] == group


def test_what_a_modifier_costs_is_in_the_audit_when_it_changes(managed: Managed) -> None:
    boss = managed.manager
    group = _add(boss)
    rare, medium = group["modifiers"]

    wanted = [rare | {"price": -0.5}, medium, {"name": "Raw", "price": 5}]
    _ = boss.patch(f"/api/modifier-groups/{group['id']}", {"modifiers": wanted})

    entries = [each for each in boss.get("/api/audit").json()["entries"] if each["happening"] == "price_changed"]
    assert [(each["subject"], each["details"]) for each in entries] == [(rare["id"], {"from": "0", "to": "-50"})]


def test_a_group_is_removed_once(manager: Session) -> None:
    path = f"/api/modifier-groups/{_add(manager)['id']}"

    answer = manager.call("DELETE", path)

    assert (answer.status_code, answer.content) == (204, b"")
    for gone in (manager.get(path), manager.call("DELETE", path), manager.patch(path, {"name": "Ice"})):
        _ = refused(gone, 404, "modifier-group-not-found", "Modifier group not found")
    assert manager.get("/api/modifier-groups").json()["total"] == 0


def test_a_version_that_was_not_read_is_not_removed(manager: Session) -> None:
    path = f"/api/modifier-groups/{_add(manager)['id']}"
    read = manager.get(path).headers["ETag"]
    changed = manager.patch(path, {"name": "Ice"}).headers["ETag"]

    answer = manager.call("DELETE", path, headers={"If-Match": read})

    _ = refused(answer, 412, "stale")
    assert answer.headers["ETag"] == changed
    assert manager.call("DELETE", path, headers={"If-Match": changed}).status_code == 204


@pytest.mark.parametrize("text", [NOBODY, "1", "%00", "%ff", "nothing"])
def test_a_text_that_is_no_groups_id_finds_none(manager: Session, text: str) -> None:
    path = f"/api/modifier-groups/{text}"
    for answer in (manager.get(path), manager.patch(path, {"name": "Ice"}), manager.call("DELETE", path)):
        _ = refused(answer, 404, "modifier-group-not-found", "Modifier group not found")


def test_a_group_asked_for_twice_with_a_key_is_made_once(manager: Session) -> None:
    first, again = (
        manager.call("POST", "/api/modifier-groups", body=CHOICES, headers={"Idempotency-Key": "one"}) for _ in "ab"
    )
    assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
    assert again.headers["Idempotent-Replayed"] == "true"
