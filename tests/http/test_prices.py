"""Whose prices things are sold at: those that waiters send, or the catalogue's."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.http.api import ESPRESSO, Api, Json, Session, refused
from tests.http.managed import PASSWORD, SETUP_TOKEN, Managed, quick_hashes

Opened = Callable[..., Api]
TEA = {"name": "Tea", "price": 3, "quantity": 1}
SAYS = "Some of these are not sold like that: the catalogue says what they cost, unless a manager does"


@pytest.fixture
def managed(open_api: Opened) -> Managed:
    """Return a restaurant whose people prove who they are, where nothing is set about prices."""
    return Managed(open_api(quick_hashes(), auth_mode="managed", setup_token=SETUP_TOKEN))


@pytest.fixture
def waiter(managed: Managed) -> Session:
    """Return a waiter where prices are the catalogue's, which has Espresso, at 2.50, and Tea, at 3 or at any price."""
    for body in ({"name": "Espresso", "price": 2.5}, {"name": "Tea", "price": 3, "open_price": True}):
        assert managed.manager.post("/api/products", body).status_code == 201
    return managed.enter(managed.person(), password=PASSWORD)


def place(session: Session, *products: Json) -> Any:  # noqa: ANN401 - an answer
    return session.post("/api/orders", {"customer_name": "Bo", "products": products})


def test_what_is_sold_at_another_price_is_refused_with_the_right_one(managed: Managed, waiter: Session) -> None:
    wrong = [ESPRESSO, ESPRESSO | {"price": 2}, TEA, {"name": "Cake", "price": 4, "quantity": 1}]
    order = waiter.order()
    for path, head in (("/api/orders", {"customer_name": "Bo"}), (f"/api/orders/{order['id']}/lines", {})):
        answer = waiter.post(path, head | {"products": wrong})
        _ = refused(answer, 409, "not-as-listed", SAYS)
        assert answer.json()["errors"] == [
            {"pointer": "/products/1/price", "message": "Espresso costs 2.50, not 2.00"},
            {"pointer": "/products/3/name", "message": "Cake is not in the catalogue"},
        ]
    assert managed.manager.get("/api/products?name=Cake").json()["total"] == 0
    assert waiter.orders()["total"] == 1


def test_what_has_an_open_price_is_sold_at_any_and_nothing_is_odd_in_that(managed: Managed, waiter: Session) -> None:
    order = waiter.order(TEA | {"price": 7}, ESPRESSO)
    assert [each["unit_price"] for each in order["products"]] == [7, 2.5]
    noted = managed.manager.get("/api/audit").json()["entries"]
    assert not {each["happening"] for each in noted} & {"price_differed", "product_invented"}


def test_a_manager_says_what_things_cost(managed: Managed, waiter: Session) -> None:
    order = managed.manager.order(ESPRESSO | {"price": 2}, {"name": "Cake", "price": 4, "quantity": 1})
    assert order["total_price"] == 8
    assert place(waiter, {"name": "Cake", "price": 4, "quantity": 1}).status_code == 201


def test_prices_are_compared_without_what_modifiers_add(managed: Managed, waiter: Session) -> None:
    group = {"name": "Milk", "least": 0, "most": 1, "modifiers": [{"name": "Oat milk", "price": 0.5}]}
    milk = managed.manager.post("/api/modifier-groups", group).json()["modifier_group"]
    _ = managed.manager.post("/api/products", {"name": "Latte", "price": 3, "modifier_groups": [milk["id"]]})
    latte = {"name": "Latte", "quantity": 1, "modifiers": [milk["modifiers"][0]["id"]]}
    assert waiter.order(latte | {"price": 3})["total_price"] == 3.5
    _ = refused(place(waiter, latte | {"price": 3.5}), 409, "not-as-listed", SAYS)


@pytest.mark.parametrize(
    ("mode", "prices", "status"),
    [("open", None, 201), ("open", "sent", 201), ("open", "catalogue", 409), ("managed", "sent", 201)],
)
def test_prices_are_whose_the_settings_say(open_api: Opened, mode: str, prices: str | None, status: int) -> None:
    api = open_api(quick_hashes(), auth_mode=mode, setup_token=SETUP_TOKEN, prices=prices)
    if mode == "managed":
        managed = Managed(api)
        manager, waiter = managed.manager, managed.enter(managed.person(), password=PASSWORD)
    else:
        manager, waiter = api.manager(), api.waiter()
    _ = manager.order()
    assert place(waiter, ESPRESSO | {"price": 1}).status_code == status
    assert place(waiter, TEA).status_code == status
    assert place(manager, ESPRESSO | {"price": 1}).status_code == 201
    assert place(waiter, ESPRESSO).status_code == 201
