"""Looking orders up: one, or a page of them."""

from urllib.parse import quote

import httpx
import pytest

from tests.http.api import NOBODY, Api, Session, refused


@pytest.fixture
def api(lasting_api: Api) -> Api:
    """Return an API where much has happened."""
    return lasting_api


def test_ones_own_order_is_shown(waiter: Session) -> None:
    order = waiter.order()

    assert waiter.shown(order) == order
    assert waiter.shown({"id": order["id"].upper()}) == order


@pytest.mark.parametrize("text", [NOBODY, "1", "nothing", "%00", "%ff", "x" * 2000])
def test_a_text_that_is_no_orders_id_finds_no_order(waiter: Session, text: str) -> None:
    answer = waiter.get(f"/api/orders/{text}")

    assert answer.status_code == 404
    assert answer.json()["message"] == "Order not found"


def test_another_waiters_order_is_not_found_but_a_manager_opens_it(api: Api, waiter: Session) -> None:
    order = waiter.order()

    _ = refused(api.waiter().get(f"/api/orders/{order['id']}"), 404, "order-not-found", "Order not found")
    assert api.manager().shown(order) == order


def test_orders_are_listed_newest_first_ten_a_page(api: Api, waiter: Session) -> None:
    orders = [waiter.order(customer=f"Table {number}") for number in range(12)]
    _ = api.waiter().order()

    page = waiter.orders()

    assert set(page) == {"orders", "total", "pages", "current_page"}
    assert page["orders"] == orders[:1:-1]
    assert (page["total"], page["pages"], page["current_page"]) == (12, 2, 1)
    assert waiter.orders("page=2")["orders"] == orders[1::-1]


def test_a_page_past_the_end_is_empty(waiter: Session) -> None:
    _ = waiter.order()

    assert waiter.orders("page=2") == {"orders": [], "total": 1, "pages": 1, "current_page": 2}


def test_no_orders_are_no_pages(waiter: Session) -> None:
    assert waiter.orders() == {"orders": [], "total": 0, "pages": 0, "current_page": 1}


@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=x", "page=1.5", "page=", "page=%D9%A3", "page=%00"])
def test_a_page_that_is_no_positive_integer_is_the_first(waiter: Session, query: str) -> None:
    _ = waiter.order()

    page = waiter.orders(query)

    assert (page["current_page"], len(page["orders"])) == (1, 1)


@pytest.mark.parametrize("query", ["per_page=0", "per_page=-5", "per_page=x", "per_page=2.5", "per_page="])
def test_a_page_size_that_is_no_positive_integer_is_ten(waiter: Session, query: str) -> None:
    for _ in range(11):
        _ = waiter.order()

    assert len(waiter.orders(query)["orders"]) == 10


def test_a_page_holds_a_hundred_at_most(waiter: Session) -> None:
    for _ in range(101):
        _ = waiter.order()

    page = waiter.orders("per_page=1000000")

    assert (len(page["orders"]), page["total"], page["pages"]) == (100, 101, 2)


@pytest.mark.parametrize("digits", [10, 19, 20, 400, 4000, 5000])
@pytest.mark.parametrize("key", ["page", "per_page"])
def test_gigantic_numbers_are_only_numbers(waiter: Session, key: str, digits: int) -> None:
    _ = waiter.order()

    found = waiter.orders(f"{key}={'9' * digits}")

    assert (len(found["orders"]), found["total"]) == (0 if key == "page" else 1, 1)
    assert waiter.get(f"/api/products?{key}={'9' * digits}").status_code == 200


def test_customers_are_found_by_a_part_of_their_name_in_any_case(waiter: Session) -> None:
    for customer in ("Ana Silva", "Banana", "Max", r"50%_off\now"):
        _ = waiter.order(customer=customer)

    def found(part: str) -> list[str]:
        return [order["customer_name"] for order in waiter.orders(f"customer_name={quote(part)}")["orders"]]

    assert found("ANA") == ["Banana", "Ana Silva"]
    assert found("%") == found("_") == found("\\") == [r"50%_off\now"]
    assert found("nobody") == []
    assert len(found("")) == 4


def test_orders_are_found_by_business_day(waiter: Session) -> None:
    day = waiter.order()["created_at"][:10]

    assert waiter.orders(f"start_date={day}")["total"] == 1
    assert waiter.orders("start_date=2000-01-01&end_date=9999-12-31")["total"] == 1
    assert waiter.orders("end_date=2000-01-01")["total"] == 0
    assert waiter.orders(f"start_date=9999-12-31&end_date={day}")["total"] == 0


@pytest.mark.parametrize("query", ["start_date=x", "end_date=2026-02-30", "end_date=%00", "start_date=0000-01-01"])
def test_a_day_that_is_none_is_refused(waiter: Session, query: str) -> None:
    answer = waiter.get(f"/api/orders?{query}")

    key = query.partition("=")[0]
    _ = refused(answer, 400, "invalid-date", "Invalid date format. Use YYYY-MM-DD", pointer=f"/{key}")


def test_a_manager_sees_whose_orders_they_ask_for(api: Api, waiter: Session, manager: Session) -> None:
    theirs, others = waiter.order(), api.waiter().order()
    own = manager.order()

    assert [x["id"] for x in manager.orders()["orders"]] == [own["id"]]
    assert [x["id"] for x in manager.orders("waiter=me")["orders"]] == [own["id"]]
    assert [x["id"] for x in manager.orders(f"waiter={waiter.id}")["orders"]] == [theirs["id"]]
    assert [x["id"] for x in manager.orders("waiter=all")["orders"]][:3] == [own["id"], others["id"], theirs["id"]]
    assert manager.orders(f"waiter={NOBODY}")["total"] == 0


@pytest.mark.parametrize("path", ["/api/orders", "/api/reports/products"])
def test_waiters_see_their_own_and_may_not_ask_for_others(waiter: Session, manager: Session, path: str) -> None:
    assert waiter.get(f"{path}?waiter=me").status_code == 200
    assert waiter.get(f"{path}?waiter={waiter.id}").status_code == 200
    for whose in ("all", manager.id, NOBODY):
        _ = refused(waiter.get(f"{path}?waiter={whose}"), 403, "only-managers-may")


@pytest.mark.parametrize("path", ["/api/orders", "/api/reports/products"])
def test_a_waiter_who_is_no_id_is_refused(manager: Session, path: str) -> None:
    _ = refused(manager.get(f"{path}?waiter=somebody"), 400, "invalid-parameter", pointer="/waiter")


@pytest.mark.parametrize(
    ("path", "key"), [("orders", "customer_name"), ("products", "name"), ("reports/products", "product")]
)
def test_a_nul_to_look_for_is_refused_and_broken_utf_8_finds_nothing(manager: Session, path: str, key: str) -> None:
    _ = manager.order()

    _ = refused(manager.get(f"/api/{path}?{key}=a%00b"), 400, "invalid-parameter", pointer=f"/{key}")
    assert manager.get(f"/api/{path}?{key}=%ff%fe").status_code == 200


def following(answer: httpx.Response) -> str:
    return answer.headers["Link"].partition("<")[2].partition(">")[0]


def test_what_is_new_since_a_call_is_followed_by_its_link(api: Api, waiter: Session) -> None:
    before = waiter.order()
    _ = api.waiter().order()
    moment = before["created_at"]
    placed = [waiter.order(customer=f"Guest {number}") for number in range(3)]

    first = waiter.get(f"/api/orders?created_after={moment}&per_page=2")
    assert first.json()["orders"] == placed[:2]
    rest = waiter.get(following(first))
    assert rest.json()["orders"] == placed[2:]
    newest = waiter.order()
    again = waiter.get(following(rest).replace("per_page=2", "per_page=100"))
    assert again.json()["orders"] == [*placed, newest]  # those of the last ten seconds come again

    named = waiter.get(f"/api/orders?created_after={moment}&customer_name=guest 2")
    assert named.json()["orders"] == placed[2:]
    _ = refused(waiter.get(following(first).replace("per_page=2", "customer_name=x")), 400, "invalid-parameter")
    _ = refused(waiter.get(f"/api/orders?created_after={moment}&waiter=all"), 403, "only-managers-may")


@pytest.mark.parametrize("moment", ["18:30:00%2B02:00", "18:30:00+02:00", "18:30:00.5Z"])
def test_a_moment_may_have_any_offset(waiter: Session, moment: str) -> None:
    assert waiter.get(f"/api/orders?created_after=2026-11-20T{moment}").status_code == 200


@pytest.mark.parametrize(
    "moment",
    ["yesterday", "2026-11-20", "2026-11-20T18:30:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"],
)
def test_a_moment_that_is_none_is_refused(waiter: Session, moment: str) -> None:
    _ = refused(waiter.get(f"/api/orders?created_after={moment}"), 400, "invalid-parameter", pointer="/created_after")
