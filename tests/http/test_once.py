"""The `Idempotency-Key` header: a request is done once, however often it is sent."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.http.api import ESPRESSO, Api, Session

ORDER = {"customer_name": "Table 7", "products": [ESPRESSO]}


def _place(session: Session, key: str, order: object = ORDER) -> httpx.Response:
    return session.call("POST", "/api/orders", body=order, headers={"Idempotency-Key": key})


def test_the_same_key_and_body_gets_the_first_answer_byte_for_byte(waiter: Session) -> None:
    first, second = _place(waiter, "one"), _place(waiter, "one")
    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert "Idempotent-Replayed" not in first.headers
    assert second.headers["Idempotent-Replayed"] == "true"
    assert waiter.orders()["total"] == 1


def test_a_body_written_differently_with_the_same_meaning_is_the_same_body(waiter: Session) -> None:
    _ = _place(waiter, "one")
    reordered = '{ "products": [{"quantity": 2, "price": 2.5, "name": "Espresso"}],\n"customer_name": "Table 7" }'
    assert _place(waiter, "one", reordered).headers["Idempotent-Replayed"] == "true"


def test_the_quoted_form_is_the_same_key(waiter: Session) -> None:
    assert _place(waiter, "one").content == _place(waiter, '"one"').content


def test_the_same_key_with_another_body_is_422(waiter: Session) -> None:
    _ = _place(waiter, "one")
    refused = _place(waiter, "one", {**ORDER, "customer_name": "Table 8"})
    assert refused.status_code == 422
    assert refused.json()["type"] == "/problems/idempotency-key-reused"
    assert waiter.orders()["total"] == 1


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 256, '"unclosed', '""'])
def test_a_key_that_is_none_is_400_and_does_nothing(waiter: Session, key: str) -> None:
    assert _place(waiter, key).status_code == 400
    assert waiter.orders()["total"] == 0


def test_a_refused_request_leaves_its_key_usable(waiter: Session) -> None:
    assert _place(waiter, "one", {**ORDER, "products": [{**ESPRESSO, "price": -1}]}).status_code == 400
    assert _place(waiter, "one").status_code == 201


def test_without_the_header_every_request_is_a_new_one(waiter: Session) -> None:
    assert waiter.order()["id"] != waiter.order()["id"]


def test_another_users_same_key_is_another_key(api: Api) -> None:
    ana, bo = api.waiter(), api.waiter()
    assert _place(ana, "one").json()["order"]["id"] != _place(bo, "one").json()["order"]["id"]


def test_another_routes_same_key_is_another_key(waiter: Session) -> None:
    _ = _place(waiter, "one")
    added = waiter.call("POST", "/api/products", body={"name": "Tea", "price": 2}, headers={"Idempotency-Key": "one"})
    assert added.status_code == 201
    assert "Idempotent-Replayed" not in added.headers


def test_a_replay_still_needs_a_token(api: Api, waiter: Session) -> None:
    _ = _place(waiter, "one")
    refused = api.client.post("/api/orders", json=ORDER, headers={"Idempotency-Key": "one"})
    assert refused.status_code == 401


def test_users_and_products_are_made_once_too(api: Api, waiter: Session) -> None:
    key = {"Idempotency-Key": "one"}
    users = [api.client.post("/api/users", json={"email": "z@example.com", "name": "Z"}, headers=key) for _ in "ab"]
    products = [waiter.call("POST", "/api/products", body={"name": "Tea", "price": 2}, headers=key) for _ in "ab"]
    for first, second in (users, products):
        assert first.status_code == second.status_code == 201
        assert first.content == second.content


def test_forty_eight_at_once_with_four_keys_place_four_orders(waiter: Session) -> None:
    """Whoever loses the race gets the winner's answer."""
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda n: _place(waiter, f"key {n % 4}".replace(" ", "-")), range(48)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 4
    assert sum("Idempotent-Replayed" in answer.headers for answer in answers) == 44
    assert waiter.orders()["total"] == 4
