"""What is written down, for managers."""

from tests.http.api import Api, Session, refused
from tests.http.managed import PASSWORD, PIN, Managed


def test_what_is_done_is_written_down_newest_first(managed: Managed) -> None:
    email = managed.person(secrets={"pin": PIN})
    device, token = managed.device()
    _ = managed.login(email, device=token, pin="000000")
    session = managed.enter(email, device=token, pin=PIN)
    _ = session.post("/api/auth/logout", None)
    _ = managed.manager.patch(f"/api/users/{session.id}", {"role": "manager"})
    tea = managed.manager.post("/api/products", {"name": "Tea", "price": 1}).json()["product"]["id"]
    _ = managed.manager.patch(f"/api/products/{tea}", {"price": 2})

    entries = managed.manager.get("/api/audit").json()["entries"]

    boss, who = managed.manager.id, session.id
    told = [(each["happening"], each["actor"], each["subject"], each["details"]) for each in entries[::-1]]
    assert told == [
        ("restaurant_set_up", None, boss, {}),
        ("signed_in", boss, boss, {}),
        ("user_created", boss, who, {"role": "waiter"}),
        ("user_activated", who, who, {}),
        ("device_enrolled", boss, device, {}),
        ("sign_in_failed", None, who, {"device": device}),
        ("signed_in", who, who, {"device": device}),
        ("signed_out", who, who, {}),
        ("user_changed", boss, who, {"role": "manager", "active": "true"}),
        ("price_changed", boss, tea, {"from": "100", "to": "200"}),
    ]
    assert [each["number"] for each in entries] == list(range(10, 0, -1))


def test_another_price_and_a_product_that_an_order_invents_are_written_down(managed: Managed) -> None:
    tea = managed.manager.post("/api/products", {"name": "Tea", "price": 3}).json()["product"]["id"]
    waiter = managed.enter(managed.person(), password=PASSWORD)
    begun = len(managed.manager.get("/api/audit").json()["entries"])

    def line(name: str, price: float, quantity: int = 1) -> dict[str, object]:
        return {"name": name, "price": price, "quantity": quantity}

    _ = waiter.order(line("Tea", 3), line("Tea", 3, 2))
    assert len(managed.manager.get("/api/audit").json()["entries"]) == begun
    order = waiter.order(line("Tea", 0.01), line("Cake", 5), line("Tea", 3), line("Tea", 0.01, 2), line("Cake", 4))
    cake = order["products"][1]["product_id"]
    _ = managed.manager.patch(f"/api/products/{tea}", {"price": 2})
    late = waiter.order(line("Tea", 3, 7))["id"]

    entries = managed.manager.get("/api/audit").json()["entries"][::-1][begun:]

    told = [(each["happening"], each["subject"], each["details"]) for each in entries]
    same = {"order": order["id"]}
    expected = [
        ("product_invented", cake, same | {"name": "Cake", "price": "500"}),
        ("price_differed", tea, same | {"listed": "300", "sold_at": "1", "quantity": "3"}),
        ("price_differed", cake, same | {"listed": "500", "sold_at": "400", "quantity": "1"}),
        ("price_changed", tea, {"from": "300", "to": "200"}),
        ("price_differed", tea, {"order": late, "listed": "200", "sold_at": "300", "quantity": "7"}),
    ]
    assert [told.count(each) for each in expected] == [1] * len(told)
    assert {each["actor"] for each in entries if each["happening"] != "price_changed"} == {waiter.id}
    assert [each["at"] for each in entries if each["details"].get("order") == order["id"]] == [order["created_at"]] * 3


def test_where_an_email_is_enough_to_sign_in_orders_are_not_watched(api: Api, manager: Session) -> None:
    _ = api.waiter().order({"name": "Cake", "price": 5, "quantity": 1})
    _ = api.waiter().order({"name": "Cake", "price": 4, "quantity": 1})
    assert manager.get("/api/audit").json() == {"entries": []}


def test_the_audit_is_walked_by_links(managed: Managed) -> None:
    _ = [managed.login("nobody@example.com", password="x") for _ in range(3)]
    numbers: list[int] = []
    path: str | None = "/api/audit?per_page=2"
    while path:
        answer = managed.manager.get(path)
        numbers += [each["number"] for each in answer.json()["entries"]]
        path = answer.links.get("next", {}).get("url")
    assert numbers == [5, 4, 3, 2, 1]


def test_only_managers_read_the_audit(api: Api, waiter: Session, manager: Session) -> None:
    _ = refused(waiter.get("/api/audit"), 403, "only-managers-manage")
    assert manager.get("/api/audit").json() == {"entries": []}
    _ = refused(manager.get("/api/audit?cursor=x"), 400, "invalid-parameter")
    _ = refused(api.client.get("/api/audit"), 401, "token-missing")


def test_no_secret_and_no_email_is_written_down(managed: Managed) -> None:
    email = managed.person(secrets={"pin": PIN})
    _ = managed.login(email, pin=PIN)
    written = managed.manager.get("/api/audit?per_page=100").text
    for secret in (PIN, PASSWORD, email, managed.manager.token, managed.manager.refresh_token):
        assert secret not in written
