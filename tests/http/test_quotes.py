"""Quotes: the whole bill before an order is placed, and an order that is placed as it was quoted, or not at all."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.http.api import ESPRESSO, Api, Json, Session, refused
from tests.http.managed import PASSWORD, SETUP_TOKEN, Managed, MovableClock, quick_hashes

SAYS = "This is not what was quoted: compare the bills, and ask for a new quote"


def form(*products: Json, **more: object) -> dict[str, Any]:
    return {"customer_name": "Bo", "products": products or [ESPRESSO], **more}


def quoted(session: Session, body: Json) -> tuple[str, Json]:
    answer = session.post("/api/orders/quote", body)
    assert answer.status_code == 200, answer.text
    return answer.json()["quote"], answer.json()["bill"]


def latte_of(manager: Session) -> tuple[Json, Json]:
    """Return a taxed product, and a line of it with oat milk."""
    tax = {"category": "Drinks", "name": "Sales tax", "percent": 10, "included": False}
    assert manager.post("/api/taxes", tax).status_code == 201
    group = {"name": "Milk", "least": 1, "most": 1, "modifiers": [{"name": "Oat milk", "price": 0.5}]}
    milk = manager.post("/api/modifier-groups", group).json()["modifier_group"]
    body = {"name": "Latte", "price": 3.5, "modifier_groups": [milk["id"]], "tax": "Drinks"}
    latte = manager.post("/api/products", body).json()["product"]
    return latte, {"product_id": latte["id"], "quantity": 2, "modifiers": [milk["modifiers"][0]["id"]]}


def test_a_quote_is_the_whole_bill_and_what_is_placed_with_it_comes_to_that(manager: Session, waiter: Session) -> None:
    _, line = latte_of(manager)
    quote, bill = quoted(waiter, form(line, ESPRESSO, guests=2))
    assert (bill["gross"], bill["total"], bill["due"]) == (13, 13.8, 13.8)
    assert bill["taxes"] == [
        {"category": "Drinks", "name": "Sales tax", "percent": 10, "included": False, "base": 8, "amount": 0.8}
    ]
    assert [each["id"][-4:] for each in bill["lines"]] == ["0001", "0002"]
    assert waiter.orders()["total"] == 0
    assert manager.get("/api/products?name=Espresso").json()["total"] == 0
    order = waiter.post("/api/orders", form(line, ESPRESSO, guests=2, note="Hot", quote=quote)).json()["order"]
    placed = waiter.get(f"/api/orders/{order['id']}/bill").json()["bill"]
    assert [{**placed, "lines": 0}, *(each["gross"] for each in placed["lines"])] == [
        {**bill, "lines": 0},
        *(each["gross"] for each in bill["lines"]),
    ]


@pytest.mark.parametrize("change", ["price", "tax", "modifier", "products"])
def test_what_comes_to_something_else_by_now_is_refused_with_both_bills(manager: Session, change: str) -> None:
    latte, line = latte_of(manager)
    quote, bill = quoted(manager, form(line))
    body = form(line)
    match change:
        case "price":
            _ = manager.patch(f"/api/products/{latte['id']}", {"price": 4})
        case "tax":
            _ = manager.patch(f"/api/products/{latte['id']}", {"tax": None})
        case "modifier":
            path = f"/api/modifier-groups/{latte['modifier_groups'][0]}"
            modifiers = [{"id": line["modifiers"][0], "name": "Oat milk", "price": 0.75}]
            assert manager.patch(path, {"modifiers": modifiers}).status_code == 200
        case _:
            body = form(line, ESPRESSO)
    answer = manager.post("/api/orders", body | {"quote": quote})
    problem = refused(answer, 409, "quote-differs", SAYS)
    _, now = quoted(manager, body)
    assert (problem["quoted"], problem["now"]) == (bill, now)
    assert now["total"] != bill["total"]
    assert manager.orders()["total"] == 0
    assert manager.post("/api/orders", body | {"quote": quoted(manager, body)[0]}).status_code == 201


@pytest.mark.parametrize("wrong", ["", "x", "forged", "another's"])
def test_what_is_no_quote_of_the_waiters_is_refused(manager: Session, waiter: Session, wrong: str) -> None:
    quote, _ = quoted(waiter, form())
    others = {"forged": quote[:-1] + ("A" if quote[-1] != "A" else "B"), "another's": quoted(manager, form())[0]}
    answer = waiter.post("/api/orders", form(quote=others.get(wrong, wrong)))
    _ = refused(answer, 400, "quote-invalid", "This is no quote that this restaurant gave you", pointer="/quote")


def test_a_quote_is_good_for_ten_minutes(moved: Managed, clock: MovableClock) -> None:
    manager = moved.manager
    quote, _ = quoted(manager, form())
    clock.later = timedelta(minutes=9, seconds=50)
    assert manager.post("/api/orders", form(quote=quote)).status_code == 201
    clock.later = timedelta(minutes=10, seconds=1)
    answer = manager.post("/api/orders", form(quote=quote))
    _ = refused(answer, 409, "quote-expired", "The quote has expired; ask for a new one")


def test_an_order_that_was_placed_with_its_quote_is_answered_again_whatever_it_would_come_to(manager: Session) -> None:
    latte, line = latte_of(manager)
    body = form(line, quote=quoted(manager, form(line))[0])
    first = manager.call("POST", "/api/orders", body=body, headers={"Idempotency-Key": "once"})
    _ = manager.patch(f"/api/products/{latte['id']}", {"price": 4})
    again = manager.call("POST", "/api/orders", body=body, headers={"Idempotency-Key": "once"})
    assert (first.status_code, again.status_code, again.text) == (201, 201, first.text)


@pytest.fixture
def listed(open_api: Callable[..., Api]) -> tuple[Session, Session]:
    """Return a manager, and a waiter who sells at the catalogue's prices."""
    managed = Managed(open_api(quick_hashes(), auth_mode="managed", setup_token=SETUP_TOKEN))
    _ = managed.manager.post("/api/products", {"name": "Espresso", "price": 2.5})
    return managed.manager, managed.enter(managed.person(), password=PASSWORD)


def test_a_price_that_changed_is_refused_with_both_bills_where_prices_are_the_catalogues(
    listed: tuple[Session, Session],
) -> None:
    manager, waiter = listed
    quote, bill = quoted(waiter, form())
    (espresso,) = manager.get("/api/products").json()["products"]
    assert manager.patch(f"/api/products/{espresso['id']}", {"price": 3}).status_code == 200
    problem = refused(waiter.post("/api/orders", form(quote=quote)), 409, "quote-differs", SAYS)
    _, now = quoted(waiter, form(ESPRESSO | {"price": 3}))
    assert (problem["quoted"], problem["now"]) == (bill, now)
    assert now["total"] == bill["total"] + 1
    assert waiter.orders()["total"] == 0


def test_another_price_than_the_catalogues_stays_refused_with_a_quote(listed: tuple[Session, Session]) -> None:
    _, waiter = listed
    quote, _ = quoted(waiter, form())
    answer = waiter.post("/api/orders", form(ESPRESSO | {"price": 2}, quote=quote))
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/not-as-listed")


def test_who_may_not_use_a_quote_hears_that_before_what_became_of_it(
    listed: tuple[Session, Session],
) -> None:
    manager, waiter = listed
    quote, _ = quoted(manager, form())
    answer = waiter.post("/api/orders", form(ESPRESSO | {"price": 9}, quote=quote))
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/quote-invalid")


def test_a_product_that_has_another_name_by_now_is_named(listed: tuple[Session, Session]) -> None:
    manager, waiter = listed
    quote, bill = quoted(waiter, form())
    (espresso,) = manager.get("/api/products").json()["products"]
    assert manager.patch(f"/api/products/{espresso['id']}", {"name": "Caffè"}).status_code == 200
    problem = refused(waiter.post("/api/orders", form(quote=quote)), 409, "quote-differs", SAYS)
    assert problem["errors"] == [{"pointer": "/products/0/name", "message": "Espresso is not in the catalogue"}]
    assert problem["quoted"] == bill
    assert "now" not in problem


@pytest.mark.parametrize("gone", ["modifier", "group", "choice"])
def test_what_was_chosen_and_cannot_be_any_more_is_named(manager: Session, gone: str) -> None:
    latte, line = latte_of(manager)
    quote, bill = quoted(manager, form(ESPRESSO, line))
    path = f"/api/modifier-groups/{latte['modifier_groups'][0]}"
    pointer, says = "/products/1/modifiers/0", "The product comes with no such modifier"
    match gone:
        case "modifier":
            assert manager.patch(path, {"modifiers": [{"name": "Soy milk", "price": 0.5}]}).status_code == 200
        case "group":
            assert manager.patch(f"/api/products/{latte['id']}", {"modifier_groups": []}).status_code == 200
        case _:
            more = [{"id": line["modifiers"][0], "name": "Oat milk", "price": 0.5}, {"name": "Foam", "price": 0}]
            assert manager.patch(path, {"modifiers": more, "least": 2, "most": 2}).status_code == 200
            pointer, says = "/products/1/modifiers", "Choose 2 of Milk"
    problem = refused(manager.post("/api/orders", form(ESPRESSO, line, quote=quote)), 409, "quote-differs", SAYS)
    assert problem["errors"] == [{"pointer": pointer, "message": says}]
    assert problem["quoted"] == bill
    assert "now" not in problem


def test_what_cannot_be_placed_is_not_quoted(open_api: Callable[..., Api]) -> None:
    managed = Managed(open_api(quick_hashes(), auth_mode="managed", setup_token=SETUP_TOKEN))
    _ = managed.manager.post("/api/products", {"name": "Espresso", "price": 3})
    waiter = managed.enter(managed.person(), password=PASSWORD)
    assert waiter.post("/api/orders/quote", form()).json()["type"] == "/problems/not-as-listed"
    assert waiter.post("/api/orders/quote", {"customer_name": "Bo"}).status_code == 400
    kitchen = managed.enter(managed.person("kitchen"), password=PASSWORD)
    assert kitchen.post("/api/orders/quote", form()).status_code == 403
