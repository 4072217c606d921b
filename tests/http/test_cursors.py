"""Walking lists by cursor: every item once, and no cursor but a list's own."""

import base64
from collections.abc import Iterator

import pytest

from tests.http.api import Api, Json, Session, refused

SOUP = {"name": "Soup", "price": 1, "quantity": 1}


@pytest.fixture
def api(lasting_api: Api) -> Api:
    """Return an API where much has happened."""
    return lasting_api


def walk(session: Session, path: str) -> Iterator[Json]:
    """Yield each answer, following its link."""
    following: str | None = path
    while following:
        answer = session.get(following)
        assert answer.status_code == 200, answer.text
        yield answer.json()
        following = answer.links.get("next", {}).get("url")


def cursor_of(session: Session, path: str) -> str:
    link = session.get(path).links["next"]["url"]
    return link.partition("cursor=")[2]


def test_orders_are_walked_by_their_links_while_others_arrive(waiter: Session) -> None:
    placed = [waiter.order(customer=f"Table {number}")["id"] for number in range(7)]
    met: list[str] = []
    for answer in walk(waiter, "/api/orders?per_page=3"):
        met += [order["id"] for order in answer["orders"]]
        _ = waiter.order()
    assert met == placed[::-1]


def test_a_link_keeps_what_was_asked(waiter: Session) -> None:
    for customer in ("Ana & Bob", "Max", "ana & bob", "Ana & Bob"):
        _ = waiter.order(customer=customer)
    pages = list(walk(waiter, "/api/orders?per_page=1&customer_name=a%20%26%20B&page=1&start_date=2020-01-01"))
    assert [[order["customer_name"] for order in page["orders"]] for page in pages] == [
        ["Ana & Bob"],
        ["ana & bob"],
        ["Ana & Bob"],
    ]
    assert [page["total"] for page in pages] == [3, None, None]
    assert [page["current_page"] for page in pages] == [1, None, None]


def test_the_last_page_has_no_link(waiter: Session) -> None:
    assert "Link" not in waiter.get("/api/orders").headers
    for _ in range(2):
        _ = waiter.order()
    assert "Link" not in waiter.get("/api/orders?per_page=2").headers
    assert "Link" not in waiter.get("/api/orders?per_page=1&page=2").headers
    assert "Link" not in waiter.get("/api/orders?per_page=1&page=3").headers


def test_a_manager_walks_everybodys_orders(api: Api, waiter: Session, manager: Session) -> None:
    theirs = [seller.order()["id"] for seller in (waiter, api.waiter(), waiter)]
    walked = walk(manager, "/api/orders?waiter=all&per_page=1")
    assert [next(walked)["orders"][0]["id"] for _ in theirs] == theirs[::-1]


def test_products_are_walked_by_name(waiter: Session) -> None:
    names = [f"Étude {letter}" for letter in "abcde"]
    _ = waiter.order(*({"name": name, "price": 1, "quantity": 1} for name in reversed(names)))
    pages = list(walk(waiter, "/api/products?name=étude&per_page=2"))
    assert [[product["name"] for product in page["products"]] for page in pages] == [names[:2], names[2:4], names[4:]]
    assert [page["total"] for page in pages] == [5, None, None]


def not_taken(session: Session, path: str, cursor: str) -> None:
    answer = session.get(f"{path}{'&' if '?' in path else '?'}cursor={cursor}")
    _ = refused(answer, 400, "invalid-parameter", "cursor is none that this list gave", pointer="/cursor")


def test_a_cursor_of_another_list_or_one_made_up_is_refused(waiter: Session) -> None:
    for number in range(2):
        _ = waiter.order({"name": f"Soup {number}", "price": 1, "quantity": 1})
    orders = cursor_of(waiter, "/api/orders?per_page=1")
    products = cursor_of(waiter, "/api/products?per_page=1")
    unsealed = base64.urlsafe_b64encode(b"0" * 16 + b'["2026-01-01","' + waiter.id.encode() + b'"]').decode()

    not_taken(waiter, "/api/orders", products)
    not_taken(waiter, "/api/products", orders)
    for each in (unsealed, "", "x", "%00", "%ff", "=", "A" * 5000, orders[:-4], orders + "=", orders + "%0A"):
        not_taken(waiter, "/api/orders", each)


def test_a_cursor_changed_by_one_character_anywhere_is_refused(waiter: Session) -> None:
    for _ in range(2):
        _ = waiter.order()
    cursor = cursor_of(waiter, "/api/orders?per_page=1")

    for place, letter in enumerate(cursor):
        not_taken(waiter, "/api/orders", cursor[:place] + ("B" if letter == "A" else "A") + cursor[place + 1 :])
        not_taken(waiter, "/api/orders", cursor[:place] + "!" + cursor[place:])
        not_taken(waiter, "/api/orders", cursor[:place] + cursor[place + 1 :])


def test_a_cursor_is_good_for_what_was_asked_and_for_nothing_else(api: Api, waiter: Session, manager: Session) -> None:
    asked = "/api/orders?customer_name=table&start_date=2020-01-01&end_date=2090-01-01"
    for _ in range(3):
        _ = waiter.order()
    cursor = cursor_of(waiter, f"{asked}&per_page=1")

    assert len(waiter.get(f"{asked}&per_page=2&cursor={cursor}").json()["orders"]) == 2
    for other in (
        "/api/orders",
        asked.replace("table", "tabl"),
        asked.replace("2020", "2021"),
        asked.replace("&end_date=2090-01-01", ""),
    ):
        not_taken(waiter, other, cursor)
    not_taken(api.waiter(), asked, cursor)
    not_taken(manager, f"{asked}&waiter=all", cursor)
    # The same orders, whoever asks for them.
    assert manager.get(f"{asked}&waiter={waiter.id}&cursor={cursor}").status_code == 200

    _ = waiter.order(SOUP, {**SOUP, "name": "Soda"})
    not_taken(waiter, "/api/products?name=so", cursor_of(waiter, "/api/products?per_page=1"))
