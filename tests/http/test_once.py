"""The `Idempotency-Key` header: a request is done once, however often it is sent."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import httpx
import pytest
from dishka import Provider
from typing_extensions import override

from adapters.system.ids import TimeOrderedIds
from application.kernel.ids import Ids
from entrypoints.wiring.scopes import Scope
from tests.http.api import ESPRESSO, Api, Session
from tests.http.conftest import OpenApi
from tests.http.managed import PASSWORD, Managed

ORDER = {"customer_name": "Table 7", "products": [ESPRESSO]}

_NO_KEYS = [
    "",
    " ",
    "a b",
    "x" * 256,
    f'"{"x" * 256}"',
    '"',
    '"unclosed',
    '""',
    r'"a\b"',
    '"a" "b"',
    "caf\u00e9",
    "a\tb",
]


class _FailingIds(TimeOrderedIds):
    """Has no more than so many ids left."""

    left = 1_000

    @override
    def new(self) -> UUID:
        self.left -= 1
        if self.left < 0:
            raise RuntimeError
        return super().new()


def _place(session: Session, key: str, order: object = ORDER) -> httpx.Response:
    headers = [("Authorization", f"Bearer {session.token}"), ("Idempotency-Key", key.encode())]
    return session.send("POST", "/api/orders", body=order, headers=headers)


def test_the_same_key_and_body_gets_the_first_answer_byte_for_byte(waiter: Session) -> None:
    first, second = _place(waiter, "one"), _place(waiter, "one")
    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert "Idempotent-Replayed" not in first.headers
    assert second.headers["Idempotent-Replayed"] == "true"
    assert waiter.orders()["total"] == 1


def test_what_was_made_is_found_where_the_answer_says(manager: Session) -> None:
    bodies = {"users": {"email": "new@example.com", "name": "New"}, "products": {"name": "Tea", "price": 2}}
    for kind, body in {**bodies, "orders": ORDER}.items():
        answers = [manager.call("POST", f"/api/{kind}", body=body, headers={"Idempotency-Key": "1"}) for _ in range(2)]
        if kind == "orders":
            answers.append(manager.post("/api/orders/", ORDER))
        for answer in answers:
            where, made = answer.headers["Location"], answer.json()[kind[:-1]]
            assert where == f"/api/{kind}/{made['id']}"
            assert manager.get(where).json() == {kind[:-1]: made}
        assert answers[0].headers["Location"] == answers[1].headers["Location"]


def test_a_body_written_differently_with_the_same_meaning_is_the_same_body(waiter: Session) -> None:
    _ = _place(waiter, "one")
    reordered = '{ "products": [{"quantity": 2, "price": 2.5, "name": "Espresso"}],\n"customer_name": "Table 7" }'
    assert _place(waiter, "one", reordered).headers["Idempotent-Replayed"] == "true"


@pytest.mark.parametrize("price", ["2.50", "25e-1", "2.5000000000000000000000000000000000000000", "0.00025E4"])
def test_a_number_written_differently_is_the_same_number(waiter: Session, price: str) -> None:
    """JSON knows one kind of number: how many zeros it is written with means nothing."""
    body = '{"customer_name": "Table 7", "products": [{"name": "Tea", "price": %s, "quantity": 2}]}'
    first = _place(waiter, "one", body % "2.5")
    again = _place(waiter, "one", body % price)
    assert (again.status_code, again.headers["Idempotent-Replayed"]) == (201, "true"), again.text
    assert again.content == first.content


@pytest.mark.parametrize(("quoted", "bare"), [('"one"', "one"), (r'"a\\b"', r"a\b"), (r'"a\"b"', 'a"b')])
def test_the_quoted_form_is_the_same_key(waiter: Session, quoted: str, bare: str) -> None:
    first, second = _place(waiter, quoted), _place(waiter, bare)
    assert first.status_code == second.status_code == 201
    assert first.content == second.content


@pytest.mark.parametrize("key", ["x" * 255, f'"{"x" * 255}"', "!#$%&'()*+,-./:;<=>?@[]^_`{|}~", "a=b;c,d", '"!"'])
def test_a_key_is_any_255_visible_characters(waiter: Session, key: str) -> None:
    assert _place(waiter, key).content == _place(waiter, key).content
    assert waiter.orders()["total"] == 1


def test_a_key_that_is_sent_twice_in_one_request_is_none(waiter: Session) -> None:
    token = f"Bearer {waiter.token}"
    headers = [("Authorization", token), ("Idempotency-Key", "one"), ("Idempotency-Key", "two")]
    answer = waiter.send("POST", "/api/orders", body=ORDER, headers=headers)
    assert answer.status_code == 400
    assert waiter.orders()["total"] == 0


def test_the_same_key_with_another_body_is_422(waiter: Session) -> None:
    _ = _place(waiter, "one")
    refused = _place(waiter, "one", {**ORDER, "customer_name": "Table 8"})
    assert refused.status_code == 422
    assert refused.json()["type"] == "/problems/idempotency-key-reused"
    assert waiter.orders()["total"] == 1


@pytest.mark.parametrize("key", _NO_KEYS)
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


def test_a_replay_passes_todays_authorisation_again(manager: Session, waiter: Session) -> None:
    _ = _place(waiter, "one")
    assert manager.patch(f"/api/users/{waiter.id}", {"active": False}).status_code == 200
    refused = _place(waiter, "one")
    assert refused.status_code in {401, 403}
    assert "order" not in refused.json()


def test_who_may_add_products_no_more_is_shown_no_answer_either(managed: Managed) -> None:
    tea, key = {"name": "Tea", "price": 2}, {"Idempotency-Key": "one"}
    deputy = managed.enter(managed.person("manager"), password=PASSWORD)
    assert deputy.call("POST", "/api/products", body=tea, headers=key).status_code == 201
    assert managed.manager.patch(f"/api/users/{deputy.id}", {"role": "waiter"}).status_code == 200
    assert deputy.call("POST", "/api/products", body=tea, headers=key).status_code == 403


def test_who_is_the_kitchen_by_now_is_shown_no_order_of_before(manager: Session, waiter: Session) -> None:
    assert _place(waiter, "one").status_code == 201
    assert manager.patch(f"/api/users/{waiter.id}", {"role": "kitchen"}).status_code == 200
    refused = _place(waiter, "one")
    assert refused.status_code == 403
    assert "order" not in refused.json()


def test_whoever_is_not_signed_in_shares_keys_but_never_answers(api: Api) -> None:
    """Registering asks for no token: the body decides whether it is the same request."""
    key = {"Idempotency-Key": "one"}
    first = api.client.post("/api/users", json={"email": "y@example.com", "name": "Y"}, headers=key)
    other = api.client.post("/api/users", json={"email": "z@example.com", "name": "Z"}, headers=key)
    assert (first.status_code, other.status_code) == (201, 422)
    assert "y@example.com" not in other.text


def test_a_key_whose_request_failed_for_a_fault_of_ours_is_usable(open_api: OpenApi) -> None:
    broken = Provider(scope=Scope.APP)
    ids = _FailingIds()
    _ = broken.provide(lambda: ids, provides=Ids)
    waiter = open_api(broken).waiter()
    ids.left = 2  # the product and the order are made, their line is not
    assert _place(waiter, "one").status_code == 500
    ids.left = 1_000
    assert waiter.get("/api/products").json()["total"] == 0
    placed = _place(waiter, "one")
    assert placed.status_code == 201
    assert "Idempotent-Replayed" not in placed.headers
    assert waiter.orders()["total"] == 1


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


def test_sixteen_at_once_make_one_user_and_one_product(api: Api, waiter: Session) -> None:
    """Whoever comes second is not told that the name is taken: it is, by the same request."""
    key = {"Idempotency-Key": "one"}
    user, tea = {"email": "z@example.com", "name": "Z"}, {"name": "Tea", "price": 2}
    with ThreadPoolExecutor(16) as pool:
        users = pool.map(lambda _: api.client.post("/api/users", json=user, headers=key), range(16))
        products = pool.map(lambda _: waiter.call("POST", "/api/products", body=tea, headers=key), range(16))
    for answers in (list(users), list(products)):
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.content for answer in answers}) == 1
        assert sum("Idempotent-Replayed" in answer.headers for answer in answers) == 15
