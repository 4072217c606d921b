"""An order's events, replayed from nothing, give the order as it stands, whatever was done to it."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.http.api import ESPRESSO, Api, Json, Session
from tests.http.test_events import number

COMMANDS = ("lines", "fire", "serve", "recall", "void", "void one", "close", "reopen", "rename", "split")
BODIES = {
    "lines": {"products": [{**ESPRESSO, "hold": True, "note": "Hot"}, {**ESPRESSO, "name": "Tea"}]},
    "void": {"reason": "They left"},
    "reopen": {"reason": "Dessert"},
}


@pytest.fixture
def api(lasting_api: Api) -> Api:
    """Return an API where much has happened."""
    return lasting_api


def give(session: Session, order: Json, command: str) -> None:
    path, last = f"/api/orders/{order['id']}", session.shown(order)["products"][-1:]
    some = [{"id": each["id"], "quantity": 1} for each in last]
    match command:
        case "rename":
            _ = session.patch(path, {"customer_name": "Table 8", "guests": 3})
        case "void one":
            _ = session.post(f"{path}/void", {"reason": "Spilt", "lines": some})
        case "split":
            _ = session.post(f"{path}/split", {"lines": some})
        case _:
            _ = session.post(f"{path}/{command}", BODIES.get(command, {}))


def replayed(events: Sequence[Json]) -> Json:
    """Return the order as its events tell it."""
    lines: dict[str, Json] = {}
    for event in events:
        lines.update({line["id"]: line for line in event["data"]["lines"]})
    return {**events[-1]["data"]["order"], "products": [line for line in lines.values() if line["quantity"]]}


@given(commands=st.lists(st.sampled_from(COMMANDS), max_size=7))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_was_told_of_an_order_is_the_order(api: Api, commands: Sequence[str]) -> None:
    manager = api.manager()
    order = manager.order({**ESPRESSO, "quantity": 3}, {**ESPRESSO, "name": "Cake", "course": 2})
    for command in commands:
        give(manager, order, command)
    number(api)
    events = manager.get(f"/api/orders/{order['id']}/history?limit=100").json()["events"]
    assert [event["version"] for event in events] == [*range(1, len(events) + 1)]
    assert replayed(events) == manager.shown(order)
    assert manager.get(f"/api/orders/{order['id']}").headers["etag"] == f'"{len(events)}"'
