"""The log of events: what happened, in order, read on from a place, by who may see it."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

import httpx
import pytest
from dishka import AsyncContainer

from application.events.forget_events import ForgetEvents
from application.events.number_events import NumberEvents
from application.kernel.events import News, Outbox
from application.kernel.unit_of_work import UnitOfWork
from domain.kernel.ids import WaiterId
from tests.contracts.things import new_id, news
from tests.http.api import NOBODY, Api, Json, Session, refused

T = TypeVar("T")


def inside(api: Api, work: Callable[[AsyncContainer], Awaitable[T]]) -> T:
    """Return what is done with the first restaurant's container, in the loop of the application."""

    async def done() -> T:
        return await work(await api.client.app.state.containers.first())

    with api.client.portal() as portal:
        return portal.call(done)


def number(api: Api) -> None:
    """Number what was told, as is done beside the requests."""

    async def numbered(container: AsyncContainer) -> int:
        return await (await container.get(NumberEvents))()

    _ = inside(api, numbered)


def tell(api: Api, *told: News) -> None:
    """Tell news, and number them."""

    async def committed(container: AsyncContainer) -> None:
        outbox, work = await container.get(Outbox), await container.get(UnitOfWork)
        await work.commit(None, outbox.tell(*told))

    inside(api, committed)
    number(api)


def read(session: Session, query: str = "after=0") -> Json:
    answer = session.get(f"/api/events?{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def numbers(session: Session, query: str = "after=0") -> list[int]:
    return [each["number"] for each in read(session, query)["events"]]


@pytest.fixture
def tea(api: Api, manager: Session) -> Json:
    """Return a product that was taken off the menu, and put back."""
    product = manager.post("/api/products", {"name": "Tea", "price": 1.5}).json()["product"]
    for available in (False, False, True):
        _ = manager.patch(f"/api/products/{product['id']}", {"available": available})
    _ = manager.patch(f"/api/products/{product['id']}", {"price": 2})
    number(api)
    return product


def test_a_product_that_can_or_cannot_be_ordered_is_told_once_each_time(manager: Session, tea: Json) -> None:
    answer = read(manager)
    gone, back = answer["events"]
    assert answer["last"] == 2
    assert [gone["type"], back["type"]] == ["product.unavailable", "product.available"]
    assert gone == {
        "number": 1,
        "id": gone["id"],
        "type": "product.unavailable",
        "at": gone["at"],
        "actor": manager.id,
        "order": None,
        "version": 2,
        "table": None,
        "data": {
            "product": {
                "id": tea["id"],
                "name": "Tea",
                "price": 1.5,
                "available": False,
                "station": None,
                "stock": None,
            }
        },
    }


def test_who_is_told_of_an_event_and_asks_sees_it_as_it_says_or_later(manager: Session, tea: Json) -> None:
    for event in read(manager)["events"]:
        shown = manager.get(f"/api/products/{tea['id']}")
        assert int(shown.headers["ETag"].strip('"').partition(".")[0]) >= event["version"]


def test_a_change_that_is_refused_is_told_nobody(api: Api, manager: Session, tea: Json) -> None:
    _ = manager.post("/api/products", {"name": "Soup", "price": 1})
    clash = manager.patch(f"/api/products/{tea['id']}", {"available": False, "name": "Soup"})
    _ = refused(clash, 409, "product-name-taken")
    stale = manager.call("PATCH", f"/api/products/{tea['id']}", body={"available": False}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    number(api)
    assert numbers(manager) == [1, 2]


@pytest.mark.usefixtures("tea")
def test_it_is_read_on_from_a_place(manager: Session) -> None:
    assert (numbers(manager, "after=1"), read(manager, "after=1")["last"]) == ([2], 2)
    assert (numbers(manager, "after=0&limit=1"), read(manager, "after=0&limit=1")["last"]) == ([1], 1)
    assert read(manager, "after=2") == {"events": [], "last": 2}


@pytest.mark.usefixtures("tea")
def test_who_says_no_place_hears_where_the_log_ends(manager: Session, waiter: Session) -> None:
    assert read(manager, "") == read(waiter, "") == {"events": [], "last": 2}


@pytest.mark.usefixtures("tea")
@pytest.mark.parametrize(
    ("query", "kind", "pointer"),
    [
        ("after=3", "event-not-yet", "/after"),
        ("after=-1", "invalid-parameter", "/after"),
        ("after=x", "invalid-parameter", "/after"),
        ("after=99999999999999999999", "event-not-yet", "/after"),
        (f"after={'9' * 101}", "invalid-parameter", "/after"),
        ("after=0&limit=0", "invalid-parameter", "/limit"),
        ("after=0&limit=-1", "invalid-parameter", "/limit"),
        ("after=0&types=order.eaten", "invalid-parameter", "/types"),
        ("after=0&order=7", "invalid-parameter", "/order"),
        ("after=0&table=x", "invalid-parameter", "/table"),
        ("after=0&station=x", "invalid-parameter", "/station"),
    ],
)
def test_what_cannot_be_asked_is_refused(manager: Session, query: str, kind: str, pointer: str) -> None:
    problem = refused(manager.get(f"/api/events?{query}"), 400, kind)
    assert [each["pointer"] for each in problem["errors"]] == [pointer]


@pytest.mark.usefixtures("tea")
def test_a_place_that_was_purged_is_gone_for_good(api: Api, manager: Session) -> None:
    async def forgotten(container: AsyncContainer) -> int:
        forget = await container.get(ForgetEvents)
        return await ForgetEvents(forget.log, Later(forget.clock.now() + timedelta(days=401)))(days=400)

    assert inside(api, forgotten) == 2
    for after in (0, 1):
        _ = refused(manager.get(f"/api/events?after={after}"), 410, "events-gone")
    assert read(manager, "after=2") == {"events": [], "last": 2}


class Later:
    """A clock that stands at a moment."""

    def __init__(self, moment: Any) -> None:  # noqa: ANN401 - a moment
        self._moment = moment

    def now(self) -> Any:  # noqa: ANN401 - a moment
        return self._moment


def test_waiters_hear_of_their_own_orders_and_of_what_is_nobodys(api: Api, manager: Session, tea: Json) -> None:
    ann, bob, (_, kitchen) = api.waiter(), api.waiter(), api.newcomer("kitchen")
    hers, table, station = new_id(), new_id(), new_id()
    tell(api, news(hers, waiter=WaiterId(UUID(ann.id)), table=table, stations=(station,)))
    tell(api, news(waiter=WaiterId(UUID(bob.id)), former=WaiterId(UUID(ann.id))))
    tell(api, news(waiter=WaiterId(UUID(bob.id))))
    assert numbers(manager) == numbers(kitchen) == [1, 2, 3, 4, 5]
    assert numbers(ann) == [1, 2, 3, 4]
    assert numbers(bob) == [1, 2, 4, 5]
    assert numbers(ann, "after=0&types=order.placed") == [3, 4]
    assert numbers(manager, f"after=0&order={hers}") == [3]
    assert numbers(bob, f"after=0&order={hers}") == []
    assert numbers(manager, f"after=0&table={table}&types=order.placed,product.available") == [3]
    assert numbers(kitchen, f"after=0&station={station}") == [1, 2, 3, 4, 5]
    assert numbers(kitchen, f"after=0&station={new_id()}") == [1, 2, 4, 5]
    assert numbers(manager, f"after=0&order={tea['id']}") == [1, 2]
    assert read(ann, "after=4")["last"] == 5


def test_an_orders_history_is_for_who_may_see_the_order(api: Api, manager: Session, waiter: Session) -> None:
    order = waiter.order()
    told = [news(UUID(order["id"]), version, waiter=WaiterId(UUID(waiter.id))) for version in (1, 2)]
    tell(api, *told, news())

    def history(session: Session, query: str = "") -> httpx.Response:
        return session.get(f"/api/orders/{order['id']}/history{query}")

    for session in (waiter, manager):
        answer = history(session).json()
        assert [(each["order"], each["version"]) for each in answer["events"][-2:]] == [
            (order["id"], version) for version in (1, 2)
        ]
    first = history(waiter).json()["events"][0]["number"]
    assert [each["number"] for each in history(waiter, f"?after={first}&limit=1").json()["events"]] == [first + 1]
    _ = refused(history(api.waiter()), 404, "order-not-found")
    _ = refused(history(api.newcomer("kitchen")[1]), 403, "not-for-the-kitchen")
    _ = refused(waiter.get(f"/api/orders/{NOBODY}/history"), 404, "order-not-found")
    _ = refused(history(waiter, "?after=x"), 400, "invalid-parameter", pointer="/after")
    newest = read(manager)["last"]
    assert history(waiter, f"?after={newest}").json() == {"events": [], "last": newest}
    _ = refused(history(waiter, f"?after={newest + 1}"), 400, "event-not-yet", pointer="/after")


def test_a_table_that_is_added_changed_or_removed_is_told(api: Api, manager: Session) -> None:
    terrace = manager.post("/api/sections", {"name": "Terrace"}).json()["section"]["id"]
    seven = manager.post("/api/tables", {"name": "7", "section": terrace, "seats": 4}).json()["table"]["id"]
    for change in ({"seats": 6}, {"seats": 6}, {"open": False}, {"section": NOBODY}):
        _ = manager.patch(f"/api/tables/{seven}", change)
    assert manager.call("DELETE", f"/api/sections/{terrace}").status_code == 204
    assert manager.call("DELETE", f"/api/tables/{seven}").status_code == 204
    number(api)
    told = read(manager, f"after=0&table={seven}")["events"]
    as_added = {"id": seven, "name": "7", "section": terrace, "seats": 4, "open": True}
    changed = as_added | {"seats": 6}
    closed = changed | {"open": False}
    nowhere = closed | {"section": None}
    assert [each["data"] for each in told] == [
        {"table": as_added, "removed": False},
        {"table": changed, "removed": False},
        {"table": closed, "removed": False},
        {"table": nowhere, "removed": False},
        {"table": nowhere, "removed": True},
    ]
    assert {(each["type"], each["actor"], each["order"], each["table"]) for each in told} == {
        ("table.changed", manager.id, None, seven)
    }
    assert [each["version"] for each in told] == [1, 2, 3, 4, 5]
    assert numbers(api.waiter()) == numbers(manager) == [1, 2, 3, 4, 5]


def test_why_something_was_taken_back_or_reopened_is_told(api: Api, manager: Session) -> None:
    order = manager.order()["id"]
    line = manager.get(f"/api/orders/{order}").json()["order"]["products"][0]["id"]
    _ = manager.post(f"/api/orders/{order}/void", {"reason": "Spilt", "lines": [{"id": line, "quantity": 1}]})
    _ = manager.post(f"/api/orders/{order}/close", {})
    _ = manager.post(f"/api/orders/{order}/reopen", {"reason": "Dessert"})
    number(api)
    told = {each["type"]: each["data"].get("reason") for each in read(manager)["events"]}
    assert (told["order.line_voided"], told["order.reopened"]) == ("Spilt", "Dessert")
    assert told["order.placed"] is None


def test_a_board_hears_of_what_it_shows(api: Api, manager: Session) -> None:
    bar, grill = (manager.post("/api/stations", {"name": each}).json()["station"]["id"] for each in ("Bar", "Grill"))
    made = {"Beer": bar, "Steak": grill, "Bread": None}
    products = {
        name: manager.post("/api/products", {"name": name, "price": 3, "station": station}).json()["product"]["id"]
        for name, station in made.items()
    }
    _, kitchen = api.newcomer("kitchen")

    def placed(*names: str) -> Json:
        body = {"customer_name": "Bob", "products": [{"product_id": products[each], "quantity": 1} for each in names]}
        return manager.post("/api/orders", body).json()["order"]

    both = placed("Beer", "Bread")
    _ = placed("Steak")
    board = kitchen.get(f"/api/kitchen/tickets?station={bar}").json()["tickets"]
    bread = next(each["id"] for each in board if each["lines"][0]["product_name"] == "Bread")
    assert kitchen.post(f"/api/kitchen/tickets/{bread}/ready", {}).status_code == 200
    for change in ({"customer_name": "Ann"}, {"note": "Quickly"}):
        assert manager.patch(f"/api/orders/{both['id']}", change).status_code == 200
    number(api)
    on_the_bar = read(kitchen, f"after=0&station={bar}&types=order.placed,order.line_ready,order.changed")["events"]
    at_the_grill = read(kitchen, f"after=0&station={grill}&types=order.placed,order.line_ready,order.changed")["events"]
    of_bread = ["order.placed", "order.line_ready", "order.changed", "order.changed"]
    assert [each["type"] for each in on_the_bar] == of_bread
    assert [each["type"] for each in at_the_grill] == ["order.placed", *of_bread]


def test_who_follows_a_table_hears_that_an_order_left_it(api: Api, manager: Session) -> None:
    seven, eight = (manager.post("/api/tables", {"name": each}).json()["table"]["id"] for each in "78")
    body = {"customer_name": "Bob", "table": seven, "products": [{"name": "Tea", "price": 2, "quantity": 1}]}
    order = manager.post("/api/orders", body).json()["order"]["id"]
    for table in (eight, None):
        assert manager.patch(f"/api/orders/{order}", {"table": table}).status_code == 200
    number(api)
    told = [
        read(manager, f"after=0&table={table}&types=order.placed,order.changed")["events"] for table in (seven, eight)
    ]
    assert [[(each["type"], each["table"]) for each in events] for events in told] == [
        [("order.placed", seven), ("order.changed", eight)],
        [("order.changed", eight), ("order.changed", None)],
    ]
