"""What guests may pay with."""

import pytest

from tests.http.api import NOBODY, Json, Session, refused

PATH = "/api/payment-methods"


def _add(session: Session, name: str = "Voucher", kind: str = "other") -> Json:
    answer = session.post(PATH, {"name": name, "kind": kind})
    assert answer.status_code == 201, answer.text
    return answer.json()["payment_method"]


def _listed(session: Session, query: str = "") -> list[Json]:
    return session.get(PATH + query).json()["payment_methods"]


def test_cash_and_card_are_there_without_anybody_adding_them(waiter: Session) -> None:
    listed = waiter.get(PATH).json()
    assert [(each["name"], each["kind"], each["active"]) for each in listed["payment_methods"]] == [
        ("card", "card", True),
        ("cash", "cash", True),
    ]
    assert (listed["total"], listed["pages"], listed["current_page"]) == (2, 1, 1)
    for each in listed["payment_methods"]:
        assert waiter.get(f"{PATH}/{each['id']}").json() == {"payment_method": each}


def test_a_method_is_added_and_shown_to_everybody(manager: Session, waiter: Session) -> None:
    answer = manager.post(PATH, {"name": " Voucher ", "kind": "other"})

    method = answer.json()["payment_method"]
    assert (answer.status_code, answer.json()["message"]) == (201, "Payment method created successfully")
    assert method == {"id": method["id"], "name": "Voucher", "kind": "other", "active": True}
    assert answer.headers["Location"].endswith(f"{PATH}/{method['id']}")
    assert waiter.get(f"{PATH}/{method['id']}").json() == {"payment_method": method}
    assert [each["name"] for each in _listed(waiter, "?per_page=2")] == ["Voucher", "card"]


def test_cash_is_renamed_and_made_inactive(manager: Session) -> None:
    cash = _listed(manager)[1]
    path = f"{PATH}/{cash['id']}"
    for body in ({"name": "Bar", "active": False}, {}, {"name": None, "active": None}):
        answer = manager.patch(path, body)
        assert (answer.status_code, answer.json()["payment_method"]) == (200, cash | {"name": "Bar", "active": False})
    assert manager.get(path).headers["ETag"] == answer.headers["ETag"]
    assert [each["name"] for each in _listed(manager)] == ["Bar", "card"]


def test_a_name_is_taken_once_also_by_what_is_there_from_the_beginning(manager: Session) -> None:
    answers = [manager.post(PATH, {"name": "cash", "kind": "cash"})]
    voucher = _add(manager)
    answers += [
        manager.post(PATH, {"name": "Voucher", "kind": "other"}),
        manager.patch(f"{PATH}/{voucher['id']}", {"name": "card"}),
    ]
    for answer in answers:
        _ = refused(answer, 409, "payment-method-name-taken", "Payment method name already exists")


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("name", "", "name-and-kind-required"),
        ("kind", None, "name-and-kind-required"),
        ("kind", "cheque", "unknown-payment-kind"),
        ("name", "x" * 121, "invalid-name"),
        ("active", True, "unknown-key"),
    ],
)
def test_what_cannot_be_is_refused_where_it_is(manager: Session, field: str, value: object, kind: str) -> None:
    answer = manager.post(PATH, {"name": "Voucher", "kind": "other"} | {field: value})
    _ = refused(answer, 400, kind, pointer=f"/{field}")


def test_the_kind_stays(manager: Session) -> None:
    _ = refused(manager.patch(f"{PATH}/{_add(manager)['id']}", {"kind": "cash"}), 400, "unknown-key")


def test_a_version_that_was_not_read_is_not_changed(manager: Session) -> None:
    path = f"{PATH}/{_listed(manager)[0]['id']}"
    read = manager.get(path).headers["ETag"]
    changed = manager.patch(path, {"active": False}).headers["ETag"]

    answer = manager.call("PATCH", path, body={"active": True}, headers={"If-Match": read})

    _ = refused(answer, 412, "stale")
    assert answer.headers["ETag"] == changed


@pytest.mark.parametrize("text", [NOBODY, "1", "nothing"])
def test_a_text_that_is_no_methods_id_finds_none(manager: Session, text: str) -> None:
    for answer in (manager.get(f"{PATH}/{text}"), manager.patch(f"{PATH}/{text}", {"active": False})):
        _ = refused(answer, 404, "payment-method-not-found", "Payment method not found")


def test_a_method_asked_for_twice_with_a_key_is_made_once(manager: Session) -> None:
    body = {"name": "Voucher", "kind": "other"}
    first, again = (manager.call("POST", PATH, body=body, headers={"Idempotency-Key": "one"}) for _ in "ab")
    assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
    assert again.headers["Idempotent-Replayed"] == "true"


def test_what_managers_do_with_methods_is_in_the_audit(manager: Session) -> None:
    voucher = _add(manager)
    _ = manager.patch(f"{PATH}/{voucher['id']}", {"active": False})

    entries = [each for each in manager.get("/api/audit").json()["entries"] if each["subject"] == voucher["id"]]

    assert [each["happening"] for each in entries] == ["payment_method_changed", "payment_method_added"]
    assert {each["actor"] for each in entries} == {manager.id}
    said = {"name": "Voucher", "kind": "other"}
    assert [each["details"] for each in entries] == [said | {"active": "false"}, said | {"active": "true"}]
