"""What guests choose with what they order: from the group over the product to the ticket and the bill."""

from typing import Any

import pytest

from tests.http.api import ESPRESSO, NOBODY, Json, Session, refused

MILKS = [{"name": "Oat milk", "price": 0.5}, {"name": "Soy milk", "price": 0.4}, {"name": "No milk", "price": -0.3}]


def group_of(manager: Session, name: str = "Milk", **more: object) -> tuple[str, list[str]]:
    """Return the id of a new group, and those of its modifiers."""
    body = {"name": name, "least": 1, "most": 1, "modifiers": MILKS} | more
    group = manager.post("/api/modifier-groups", body).json()["modifier_group"]
    return group["id"], [each["id"] for each in group["modifiers"]]


def product_of(manager: Session, *groups: str, **more: object) -> Json:
    body = {"name": "Latte", "price": 3, "modifier_groups": groups} | more
    answer = manager.post("/api/products", body)
    assert answer.status_code == 201, answer.text
    return answer.json()["product"]


def wanted(product: Json, *modifiers: str, **more: object) -> dict[str, Any]:
    return {"product_id": product["id"], "quantity": 2, "modifiers": modifiers} | more


def test_a_product_comes_with_groups_in_order_until_they_are_taken_off(manager: Session, waiter: Session) -> None:
    milk, _ = group_of(manager)
    syrup, _ = group_of(manager, "Syrup")
    latte = product_of(manager, syrup, milk, open_price=True)
    path = f"/api/products/{latte['id']}"
    assert (latte["modifier_groups"], latte["open_price"]) == ([syrup, milk], True)
    assert waiter.get(path).json()["product"] == latte
    changed = manager.patch(path, {"modifier_groups": [milk, syrup], "open_price": False}).json()["product"]
    assert changed == {**{key: latte[key] for key in latte if key != "open_price"}, "modifier_groups": [milk, syrup]}
    assert manager.patch(path, {"price": 4}).json()["product"]["modifier_groups"] == [milk, syrup]
    assert manager.call("DELETE", f"/api/modifier-groups/{syrup}").status_code == 204
    assert manager.get(path).json()["product"]["modifier_groups"] == [milk]
    for nothing in ([], None):
        assert manager.patch(path, {"modifier_groups": [milk]}).json()["product"]["modifier_groups"] == [milk]
        assert "modifier_groups" not in manager.patch(path, {"modifier_groups": nothing}).json()["product"]
    assert "modifier_groups" not in product_of(manager, name="Tea")


def test_a_product_comes_with_no_group_that_is_not_there_or_named_twice(manager: Session) -> None:
    milk, _ = group_of(manager)
    tea = product_of(manager, name="Tea")
    for groups, status, kind, says in (
        ([milk, NOBODY], 404, "modifier-group-not-found", "Modifier group not found"),
        ([milk, milk], 400, "modifier-group-repeated", "Name each modifier group once"),
        ([NOBODY] * 21, 400, "too-many-modifier-groups", "A product comes with at most 20 modifier groups"),
    ):
        new = manager.post("/api/products", {"name": "Latte", "price": 3, "modifier_groups": groups})
        _ = refused(new, status, kind, says)
        _ = refused(manager.patch(f"/api/products/{tea['id']}", {"modifier_groups": groups}), status, kind, says)


def test_what_is_chosen_is_on_the_line_and_in_its_price_whatever_becomes_of_it(
    manager: Session, waiter: Session
) -> None:
    milk, (oat, _, none) = group_of(manager)
    syrup, (sweet, *_) = group_of(manager, "Syrup", least=0, modifiers=[{"name": "Caramel", "price": 0}])
    latte = product_of(manager, milk, syrup)
    order = waiter.order(wanted(latte, sweet, oat), wanted(latte, none, quantity=1), ESPRESSO)
    caramel, oats = {"id": sweet, "name": "Caramel", "price": 0}, {"id": oat, "name": "Oat milk", "price": 0.5}
    assert [(each["unit_price"], each["total_price"], each["modifiers"]) for each in order["products"]] == [
        (3.5, 7, [oats, caramel]),
        (2.7, 2.7, [{"id": none, "name": "No milk", "price": -0.3}]),
        (2.5, 5, []),
    ]
    assert order["total_price"] == 14.7
    assert manager.call("DELETE", f"/api/modifier-groups/{milk}").status_code == 204
    assert waiter.shown(order) == order
    assert waiter.orders()["orders"][0] == order
    assert waiter.sold()[0] == ("Latte", 3, 9.7)
    assert waiter.get(f"/api/orders/{order['id']}/bill").json()["bill"]["total"] == 14.7
    tickets = waiter.get("/api/kitchen/tickets").json()["tickets"]
    assert [each["modifiers"] for each in tickets[0]["lines"]] == [
        [{"id": oat, "name": "Oat milk"}, {"id": sweet, "name": "Caramel"}],
        [{"id": none, "name": "No milk"}],
        [],
    ]


def test_lines_that_are_added_and_split_off_keep_what_was_chosen(manager: Session) -> None:
    milk, (oat, soy, _) = group_of(manager)
    latte = product_of(manager, milk)
    order = manager.order()
    added = manager.post(f"/api/orders/{order['id']}/lines", {"products": [wanted(latte, oat), wanted(latte, soy)]})
    last = added.json()["order"]["products"][-1]
    assert (last["unit_price"], last["modifiers"][0]["name"]) == (3.4, "Soy milk")
    split = manager.post(f"/api/orders/{order['id']}/split", {"lines": [{"id": last["id"], "quantity": 1}]}).json()
    (moved,) = split["new_order"]["products"]
    assert (moved["quantity"], moved["unit_price"], moved["modifiers"]) == (1, 3.4, last["modifiers"])
    merged = manager.post(f"/api/orders/{order['id']}/merge", {"order": split["new_order"]["id"]}).json()["order"]
    assert merged["products"][-1]["modifiers"] == last["modifiers"]


@pytest.mark.parametrize("by_name", [True, False])
@pytest.mark.parametrize(
    ("chosen", "kind", "says", "pointer"),
    [
        ([], "too-few-chosen", "Choose 1 of Milk", "/products/1/modifiers"),
        (None, "too-few-chosen", "Choose 1 of Milk", "/products/1/modifiers"),
        ([0, 1], "too-many-chosen", "Choose 1 of Milk", "/products/1/modifiers/1"),
        ([0, 0], "modifier-named-twice", "Name each modifier once", "/products/1/modifiers/1"),
        ([NOBODY], "modifier-unknown", "The product comes with no such modifier", "/products/1/modifiers/0"),
        ([3], "price-out-of-bounds", "With these modifiers it would cost nothing", "/products/1/modifiers"),
        (["x"], "invalid-body", "This must be an id", "/products/1/modifiers/0"),
        ("x", "invalid-body", "This must be a list", "/products/1/modifiers"),
    ],
)
def test_what_cannot_be_chosen_is_refused_where_it_is_named(
    manager: Session,
    by_name: bool,  # noqa: FBT001
    chosen: Any,  # noqa: ANN401 - JSON
    kind: str,
    says: str,
    pointer: str,
) -> None:
    milk, ids = group_of(manager, modifiers=[*MILKS, {"name": "Free", "price": -3}])
    latte = product_of(manager, milk)
    modifiers = [ids[each] if isinstance(each, int) else each for each in chosen] if type(chosen) is list else chosen
    order = manager.order()
    line = wanted(latte) | {"modifiers": modifiers}
    if by_name:
        line = {"name": "Latte", "price": 3, "quantity": 1, "modifiers": modifiers}
    for path, head in (("/api/orders", {"customer_name": "Bo"}), (f"/api/orders/{order['id']}/lines", {})):
        answer = manager.post(path, head | {"products": [ESPRESSO, line]})
        problem = answer.json()
        assert (answer.status_code, problem["type"].rpartition("/")[2].rpartition(":")[2]) == (400, kind), answer.text
        assert says in answer.text
        assert problem["errors"][0]["pointer"] == pointer
    assert manager.orders()["total"] == 1


def test_nothing_is_chosen_with_what_an_order_brings_along(waiter: Session) -> None:
    answer = waiter.post("/api/orders", {"customer_name": "Bo", "products": [ESPRESSO | {"modifiers": [NOBODY]}]})
    _ = refused(answer, 400, "modifier-unknown", "The product comes with no such modifier")
    assert waiter.order(ESPRESSO | {"modifiers": []})["products"][0]["modifiers"] == []


def test_an_order_sent_again_answers_what_was_chosen(manager: Session) -> None:
    milk, (oat, *_) = group_of(manager)
    body = {"customer_name": "Bo", "products": [wanted(product_of(manager, milk), oat)]}
    first, again = (
        manager.call("POST", "/api/orders", body=body, headers={"Idempotency-Key": "once"}) for _ in range(2)
    )
    assert again.text == first.text
    assert first.json()["order"]["products"][0]["modifiers"][0]["name"] == "Oat milk"
