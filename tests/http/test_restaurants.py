"""Several restaurants in one program: which one a request means, what each is like, and what a closed one refuses."""

import httpx
import pytest
from dishka import Provider
from typing_extensions import override

from application.access.ports import SignedIn
from domain.access.session import SessionId
from domain.kernel.errors import SettingsChanged
from domain.kernel.ids import WaiterId
from domain.people.waiter import Waiter
from entrypoints.wiring.scopes import Scope
from tests.domain.restaurant.test_time_zone import NOT_ONE_ZONE
from tests.http.api import ESPRESSO, OPERATOR_TOKEN, Api, refused
from tests.http.conftest import OpenApi
from tests.http.managed import PASSWORD, SETUP_TOKEN, Managed, quick_hashes


@pytest.fixture
def api(open_api: OpenApi) -> Api:
    return open_api(operator_token=OPERATOR_TOKEN)


@pytest.fixture
def managed(open_api: OpenApi) -> Managed:
    return Managed(
        open_api(
            quick_hashes(), auth_mode="managed", setup_token=SETUP_TOKEN, prices="sent", operator_token=OPERATOR_TOKEN
        )
    )


def opening(api: Api, body: object, token: str | None = OPERATOR_TOKEN) -> tuple[int, dict[str, object]]:
    headers = {} if token is None else {"Operator-Token": token}
    answer = api.client.post("/api/restaurants", json=body, headers=headers)
    return answer.status_code, answer.json()


def test_a_restaurant_is_like_the_first_one_in_all_that_is_not_said(api: Api) -> None:
    status, said = opening(api, {"name": "Bistro", "slug": "bistro", "currency": "JPY", "day_starts_at": "04:00"})
    assert (status, said["message"]) == (201, "Restaurant opened successfully")
    restaurant = said["restaurant"]
    assert isinstance(restaurant, dict)
    assert {name: value for name, value in restaurant.items() if name != "id"} == {
        "slug": "bistro",
        "name": "Bistro",
        "currency": "JPY",
        "time_zone": "UTC",
        "day_starts_at": "04:00",
        "language": "en",
        "open": True,
    }


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"slug": "bistro"}, "name-and-slug-required"),
        ({"name": "Bistro"}, "name-and-slug-required"),
        *(
            ({"name": "Bistro", "slug": slug}, "invalid-slug")
            for slug in (
                "Bistro",
                "-x",
                "x-",
                "a" * 64,
                "ü",
                "a.b",
                "a b",
                "01937b1e-7c00-7000-8000-00000000dead",
                "api",
            )
        ),
        ({"name": "Bistro", "slug": "bistro", "currency": "ZZZ"}, "unknown-currency"),
        *(
            ({"name": "Bistro", "slug": "bistro", "time_zone": zone}, "unknown-time-zone")
            for zone in ("Mars/Phobos", "../etc/passwd", "MET", *NOT_ONE_ZONE)
        ),
        ({"name": "Bistro", "slug": "bistro", "day_starts_at": "4:00"}, "invalid-time-of-day"),
        ({"name": "Bistro", "slug": "bistro", "day_starts_at": "25:00"}, "invalid-time-of-day"),
        ({"name": "Bistro", "slug": "bistro", "language": "it"}, "unknown-language"),
        ({"name": "Bistro", "slug": "bistro", "language": "FR"}, "unknown-language"),
        ({"name": "Bistro", "slug": "bistro", "open": True}, "unknown-key"),
    ],
)
def test_what_cannot_be_a_restaurant_is_refused(api: Api, body: dict[str, object], kind: str) -> None:
    status, said = opening(api, body)
    assert (status, said["type"]) == (400, f"/problems/{kind}")


@pytest.mark.parametrize("body", ["[]", "null", '""', "0", "false", "[1]", "1"])
def test_what_is_no_object_is_refused(api: Api, body: str) -> None:
    _ = api.opened("bistro")
    operator = [("Operator-Token", OPERATOR_TOKEN)]
    answers = [
        api.manager().call("PATCH", "/api/restaurant", body=body),
        api.stranger().send("PATCH", "/api/restaurants/bistro", body=body, headers=operator),
        api.stranger().send("POST", "/api/restaurants", body=body, headers=operator),
    ]
    for answer in answers:
        _ = refused(answer, 400, "invalid-body", "The body must be a JSON object")


def test_a_slug_is_one_restaurants(api: Api) -> None:
    assert opening(api, {"name": "Bistro", "slug": "bistro"})[0] == 201
    for slug in ("bistro", "restaurant"):
        status, said = opening(api, {"name": "Another", "slug": slug})
        assert (status, said["type"]) == (409, "/problems/slug-taken")


@pytest.mark.parametrize("token", [None, "", "x", OPERATOR_TOKEN[:-1], SETUP_TOKEN])
def test_only_the_operator_opens_restaurants(api: Api, token: str | None) -> None:
    status, said = opening(api, {"name": "Bistro", "slug": "bistro"}, token)
    assert (status, said["type"]) == (403, "/problems/operator-token-refused")


def test_without_the_setting_nobody_does(open_api: OpenApi) -> None:
    api = open_api()
    for token in (None, "", OPERATOR_TOKEN):
        assert opening(api, {"name": "Bistro", "slug": "bistro"}, token)[0] == 403


def test_a_stranger_names_the_restaurant_and_a_token_says_it_from_then_on(api: Api) -> None:
    ana = {"email": "ana@example.com", "name": "Ana", "role": "waiter"}
    _ = api.opened("bistro")
    assert api.client.post("/api/users", json=ana).status_code == 201
    theirs = {"Restaurant": "bistro"}
    assert api.client.post("/api/auth/login", json=ana, headers=theirs).status_code == 404
    assert api.client.post("/api/users", json=ana, headers=theirs).status_code == 201  # the same e-mail, another Ana

    here, there = api.sign_in("ana@example.com"), api.client.post("/api/auth/login", json=ana, headers=theirs)
    at_bistro = api.carrying(there.json()["access_token"], there.json()["user"]["id"])
    order = at_bistro.order()

    assert here.orders()["total"] == 0
    assert at_bistro.orders()["total"] == 1
    _ = refused(here.get(f"/api/orders/{order['id']}"), 404, "order-not-found")
    assert at_bistro.get("/api/orders", Restaurant="bistro").status_code == 200
    for named in ("restaurant", "nowhere", ""):
        _ = refused(at_bistro.get("/api/orders", Restaurant=named), 400, "several-restaurants")


def test_a_restaurant_that_nobody_opened_is_not_found(api: Api) -> None:
    answer = api.client.post("/api/auth/login", json={"email": "a@example.com"}, headers={"Restaurant": "nowhere"})
    _ = refused(answer, 404, "restaurant-not-found")


def test_a_host_may_mean_a_restaurant(open_api: OpenApi) -> None:
    api = open_api(operator_token=OPERATOR_TOKEN, restaurant_hosts=("orders.bistro.example=bistro",))
    _ = api.opened("bistro")
    person = {"email": "ana@example.com", "name": "Ana", "role": "waiter"}
    host = {"Host": "Orders.Bistro.example.:8443"}
    assert api.client.post("/api/users", json=person, headers=host).status_code == 201
    assert api.client.post("/api/auth/login", json=person, headers={"Restaurant": "bistro"}).status_code == 200
    assert api.client.post("/api/auth/login", json=person).status_code == 404
    for same in ("orders.bistro.example", "orders.bistro.example.", "orders.bistro.EXAMPLE:80"):
        assert api.client.post("/api/auth/login", json=person, headers={"Host": same}).status_code == 200
    for other in ("orders.bistro.example..", "bistro.example", "orders.bistro.example:x"):
        assert api.client.post("/api/auth/login", json=person, headers={"Host": other}).status_code == 404
    named = {**host, "Restaurant": "restaurant"}
    assert api.client.post("/api/auth/login", json=person, headers=named).status_code == 404  # the header goes first


def test_each_is_set_up_with_its_own_token(managed: Managed) -> None:
    _, said = opening(managed.api, {"name": "Bistro", "slug": "bistro"})
    boss = {"email": "boss@example.com", "name": "Boss", "role": "manager", "password": PASSWORD}
    post, theirs = managed.api.client.post, {"Restaurant": "bistro"}
    for token, named in ((SETUP_TOKEN, theirs), (said["setup_token"], {})):
        answer = post("/api/users", json=boss, headers={"Setup-Token": str(token), **named})
        _ = refused(answer, 403, "setup-refused")
    right = {"Setup-Token": str(said["setup_token"]), **theirs}
    assert post("/api/users", json=boss, headers=right).status_code == 201
    _ = refused(post("/api/users", json=boss | {"email": "b@example.com"}, headers=right), 403, "setup-refused")


def test_tokens_that_last_say_where_they_are_of_use(managed: Managed) -> None:
    _ = managed.api.opened("bistro", managed=True)
    post, person = managed.api.client.post, {"email": "boss@next.example.com", "password": PASSWORD}
    opened = post("/api/auth/login", json=person, headers={"Restaurant": "bistro"}).json()
    assert opened["refresh_token"].startswith("bistro.")
    renewed = post("/api/auth/refresh", json={"refresh_token": opened["refresh_token"]})
    assert renewed.status_code == 200
    again = {"refresh_token": renewed.json()["refresh_token"]}
    _ = refused(post("/api/auth/refresh", json=again, headers={"Restaurant": "restaurant"}), 400, "several-restaurants")
    bare = {"refresh_token": again["refresh_token"].removeprefix("bistro.")}
    assert post("/api/auth/refresh", json=bare).status_code == 401  # as from before there were slugs: the first one's
    assert post("/api/auth/refresh", json=bare, headers={"Restaurant": "bistro"}).status_code == 200


def test_managers_say_what_theirs_is_like_from_now_on(managed: Managed) -> None:
    boss = managed.manager
    shown = boss.get("/api/restaurant")
    assert shown.json()["restaurant"]["slug"] == "restaurant"
    assert boss.get("/api/restaurant", **{"If-None-Match": shown.headers["ETag"]}).status_code == 304
    new = {"name": "Chez Zoë", "time_zone": "Asia/Tokyo", "currency": "JPY", "language": "de"}
    changed = boss.patch("/api/restaurant", new)
    assert changed.status_code == 200
    assert new.items() <= changed.json()["restaurant"].items()
    assert changed.headers["ETag"] != shown.headers["ETag"]
    order = boss.order({"name": "Tea", "price": 300, "quantity": 1})
    assert order["total_price"] == 300  # in yen, which have no decimals
    _ = refused(boss.post("/api/products", {"name": "Cake", "price": 2.5}), 400, "invalid-price")
    _ = refused(boss.patch("/api/restaurant", {"currency": "USD"}), 409, "currency-is-fixed")
    stale = boss.call("PATCH", "/api/restaurant", body={"name": "X"}, headers={"If-Match": shown.headers["ETag"]})
    _ = refused(stale, 412, "stale")
    happened = [each["happening"] for each in boss.get("/api/audit").json()["entries"]]
    assert happened.count("restaurant_changed") == 1


def test_nobody_signs_in_to_a_closed_restaurant_and_nothing_changes_there(api: Api) -> None:
    email, ana = api.newcomer("waiter")
    order = ana.order()
    assert ana.patch("/api/restaurant", {"open": False}).json()["restaurant"]["open"] is False

    _ = refused(ana.post("/api/orders", {"customer_name": "A", "products": [ESPRESSO]}), 403, "restaurant-closed")
    _ = refused(api.client.post("/api/auth/login", json={"email": email}), 403, "restaurant-closed")
    assert ana.get(f"/api/orders/{order['id']}").status_code == 200
    assert ana.sold() == [("Espresso", 2, 5.0)]

    assert ana.patch("/api/restaurant", {"open": True}).status_code == 200
    assert ana.order()["id"] != order["id"]
    _ = ana.patch("/api/restaurant", {"open": False})
    assert ana.call("POST", "/api/auth/logout").status_code == 204  # who leaves may leave


def test_the_operator_opens_a_closed_restaurant_again(api: Api) -> None:
    _, ana = api.newcomer("waiter")
    _ = ana.patch("/api/restaurant", {"open": False})
    path, operator = "/api/restaurants/restaurant", {"Operator-Token": OPERATOR_TOKEN}
    _ = refused(api.client.patch(path, json={"open": True}), 403, "operator-token-refused")
    assert api.client.patch(path, json={"open": True}, headers=operator).status_code == 200
    assert ana.order()
    entries = api.manager().get("/api/audit").json()["entries"]
    assert [(each["happening"], each["details"]) for each in entries if each["happening"] == "restaurant_changed"] == [
        ("restaurant_changed", {"open": "yes"}),
        ("restaurant_changed", {"open": "no"}),
    ]
    closing = api.client.patch(path, json={"open": False}, headers=operator)
    _ = refused(closing, 400, "only-managers-close", pointer="/open")
    for nowhere in ("nowhere", "a%00b", "Restaurant"):
        answer = api.client.patch(f"/api/restaurants/{nowhere}", json={"open": True}, headers=operator)
        assert (answer.status_code, answer.json()["type"]) == (404, "/problems/restaurant-not-found")


def test_an_opening_that_is_sent_again_is_answered_the_same_and_the_token_works(managed: Managed) -> None:
    def sent(body: dict[str, str], key: str = "one", token: str = OPERATOR_TOKEN) -> httpx.Response:
        return post("/api/restaurants", json=body, headers={"Operator-Token": token, "Idempotency-Key": key})

    post, bistro = managed.api.client.post, {"name": "Bistro", "slug": "bistro"}
    first = sent(bistro)
    again = sent(bistro)
    assert (first.status_code, again.status_code, again.content) == (201, 201, first.content)
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.headers["Cache-Control"] == "no-store"
    for other in (
        sent(bistro, "another"),
        sent(bistro | {"name": "Bar"}),
        post("/api/restaurants", json=bistro, headers={"Operator-Token": OPERATOR_TOKEN}),
    ):
        _ = refused(other, 409, "slug-taken")
    _ = refused(sent(bistro, token="somebody else's"), 403, "operator-token-refused")
    _ = refused(sent(bistro, "not one word"), 400, "invalid-idempotency-key")
    other = sent(bistro | {"slug": "bar"})  # nothing is kept for a key: with another body it is another request
    assert other.status_code == 201
    assert "Idempotent-Replayed" not in other.headers
    assert other.json()["setup_token"] != first.json()["setup_token"]
    assert set_up(managed, first.json()["setup_token"]).status_code == 201
    assert sent(bistro).content == first.content


def set_up(managed: Managed, token: str) -> httpx.Response:
    """Return the answer to who makes the bistro's first manager with this token."""
    boss = {"email": "boss@example.com", "name": "Boss", "password": PASSWORD}
    return managed.api.client.post("/api/users", json=boss, headers={"Setup-Token": token, "Restaurant": "bistro"})


def test_a_lost_setup_token_is_made_anew_until_somebody_was_set_up(managed: Managed) -> None:
    post, operator = managed.api.client.post, {"Operator-Token": OPERATOR_TOKEN}
    bistro, keyed = {"name": "Bistro", "slug": "bistro"}, operator | {"Idempotency-Key": "one"}
    lost = post("/api/restaurants", json=bistro, headers=keyed).json()["setup_token"]
    path = "/api/restaurants/bistro/setup-token"
    _ = refused(post(path), 403, "operator-token-refused")
    renewed = post(path, headers=operator)
    assert (renewed.status_code, renewed.headers["Cache-Control"]) == (201, "no-store")
    assert renewed.json()["restaurant"]["slug"] == "bistro"
    _ = refused(set_up(managed, lost), 403, "setup-refused")
    _ = refused(post("/api/restaurants", json=bistro, headers=keyed), 409, "slug-taken")  # its token is worth nothing
    assert set_up(managed, renewed.json()["setup_token"]).status_code == 201
    _ = refused(post(path, headers=operator), 409, "already-set-up")
    for nowhere in ("nowhere", "a%00b"):
        answer = post(f"/api/restaurants/{nowhere}/setup-token", headers=operator)
        _ = refused(answer, 404, "restaurant-not-found")


def test_a_new_token_takes_the_place_of_the_settings_for_the_first_restaurant_too(open_api: OpenApi) -> None:
    api = open_api(
        quick_hashes(), auth_mode="managed", setup_token=SETUP_TOKEN, prices="sent", operator_token=OPERATOR_TOKEN
    )
    post, boss = api.client.post, {"email": "boss@example.com", "name": "Boss", "password": PASSWORD}
    renewed = post("/api/restaurants/restaurant/setup-token", headers={"Operator-Token": OPERATOR_TOKEN})
    _ = refused(post("/api/users", json=boss, headers={"Setup-Token": SETUP_TOKEN}), 403, "setup-refused")
    right = {"Setup-Token": renewed.json()["setup_token"]}
    assert post("/api/users", json=boss, headers=right).status_code == 201
    token = post("/api/auth/login", json=boss).json()["access_token"]
    entries = audited(api, token)
    assert [(each["happening"], each["actor"]) for each in entries][-2:] == [
        ("restaurant_set_up", None),
        ("setup_token_renewed", None),
    ]


def audited(api: Api, token: str) -> list[dict[str, object]]:
    """Return the entries of the audit, newest first."""
    return api.client.get("/api/audit", headers={"Authorization": f"Bearer {token}"}).json()["entries"]


class ChangesAllTheTime(SignedIn):
    """Finds that the restaurant was changed, however often it is made anew."""

    @override
    async def find(self, waiter: WaiterId, session: SessionId) -> Waiter:
        raise SettingsChanged


def test_who_meets_one_change_after_another_is_told_to_ask_again(open_api: OpenApi) -> None:
    provider = Provider(scope=Scope.RESTAURANT)
    _ = provider.provide(ChangesAllTheTime, provides=SignedIn, override=True)
    answer = open_api(provider).waiter().get("/api/orders")
    assert int(answer.headers["Retry-After"]) > 0
    _ = refused(answer, 503, "unavailable")
