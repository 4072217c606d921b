"""The demo: it plays against a running API, holds the report against its orders, and says so when nobody answers."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import msgspec
import pytest
from click.testing import CliRunner, Result

from entrypoints.cli.client import Client
from entrypoints.cli.day_end import ensure_booked
from entrypoints.cli.demo import demo
from entrypoints.cli.dinner import MENU, Party, dinners
from entrypoints.cli.long_evening import guests, kitchen
from entrypoints.cli.menu import list_menu
from entrypoints.cli.refusal import Refusal
from entrypoints.cli.settling import Took
from entrypoints.cli.sold import Sold, ensure_equal
from entrypoints.cli.staff import enter
from entrypoints.cli.tables import furnish
from entrypoints.cli.visit import Visit
from tests.entrypoints.cli.test_run import OURS

ROOT = Path(__file__).parents[3]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


STARTED_WITH = {
    "dollars": {"RESTAURANT_CURRENCY": "USD"},
    "yen": {"RESTAURANT_CURRENCY": "JPY"},
    "managed": {"AUTH_MODE": "managed"},
}


@pytest.fixture(params=["dollars", "yen"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    port = free_port()
    environment = (
        os.environ
        | {
            "APP_ENV": "development",
            "STORAGE": "memory",
            "DATA_DIR": str(tmp_path),
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "LOG_LEVEL": "error",
        }
        | STARTED_WITH[request.param]
    )
    command = [sys.executable, "-m", "entrypoints.cli", "run"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as api:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/health/ready")
        yield address
        api.terminate()


def wait_for(address: str) -> None:
    for _ in range(200):
        try:
            with urlopen(address, timeout=1):
                return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    pytest.fail(f"{address} does not answer")


def played(*arguments: str) -> Result:
    return CliRunner().invoke(demo, arguments)


def test_the_report_of_a_dinner_equals_what_was_ordered_every_time(url: str) -> None:
    for ended in ("is closed, with report 1", "stays open: This business day has not begun"):
        result = played("--url", url, "--orders", "25", "--waiters", "4")

        assert result.exit_code == 0, result.output
        assert f"Watch it at {url}/app/, signed in as manuela." in result.output
        assert "25/25" in result.output
        assert "What the evening sold" in result.output
        assert "exactly what was ordered" in result.output
        assert "left as tips" in result.output
        assert ended in " ".join(result.output.split())
    assert all_orders(url) == Counter({"closed": 50})
    assert made_at(url) == {"Bar", "kitchen"}
    orders = found(url, "orders?waiter=all&per_page=100")
    assert all(order["table"] for order in orders)
    assert any(order["note"] for order in orders)
    lines = [line for order in orders for line in order["products"]]
    assert {line["course"] for line in lines} == {None, 2}
    assert any(line["modifiers"] for line in lines)
    assert any(line["note"] for line in lines)
    assert {table["section"] for table in found(url, "tables?per_page=100")} == {
        section["id"] for section in found(url, "sections")
    }
    assert {product["category"] for product in found(url, "products?per_page=100")} >= {"Starters", "Drinks"}
    bills = [*all_bills(url)]
    assert {bill["due"] for bill in bills} == {0}
    assert {payment["method"] for bill in bills for payment in bill["payments"]} == {"cash", "card"}
    assert {tax["category"] for bill in bills for tax in bill["taxes"]} == {"Food", "Drinks"}
    assert any(bill["discounts"] for bill in bills)
    assert any(len(bill["payments"]) > 1 for bill in bills)


def found(url: str, path: str) -> list[dict[str, Any]]:
    """Return what is on this page of the API."""
    with closing(signed_in(url)) as client:
        return client.get(f"/api/{path}", dict[str, Any])[path.partition("?")[0]]


def all_orders(url: str) -> Counter[str]:
    """Return how many orders there are, by their status."""
    return Counter(order["status"] for order in found(url, "orders?waiter=all&per_page=100"))


def all_bills(url: str) -> Iterator[dict[str, Any]]:
    """Yield what each order came to, and what was paid for it."""
    with closing(signed_in(url)) as client:
        for order in client.get("/api/orders?waiter=all&per_page=100", dict[str, Any])["orders"]:
            yield client.get(f"/api/orders/{order['id']}/bill", dict[str, Any])["bill"]


def made_at(url: str) -> set[str]:
    """Return where the kitchen has made something."""
    with closing(signed_in(url)) as client:
        report = client.get("/api/reports/kitchen?group_by=station", dict[str, Any])["report"]
    return {each["name"] or "kitchen" for each in report["groups"] if each["times"]["making"]["count"]}


def signed_in(url: str) -> Client:
    client = Client(url)
    person = {"email": f"{secrets.token_hex(6)}@example.com", "name": "Zoe", "role": "manager"}
    _ = client.post("/api/users", person, dict[str, Any])
    client.token = client.post("/api/auth/login", person, dict[str, Any])["access_token"]
    return client


@pytest.mark.parametrize("url", ["dollars"], indirect=True)
def test_a_dinner_to_be_watched_leaves_the_day_open_unless_it_is_told_otherwise(url: str) -> None:
    with closing(signed_in(url)) as manager:
        _ = manager.post("/api/products", {"name": "Espresso", "price": Decimal(2), "category": "Mine"}, msgspec.Raw)
        _ = manager.post("/api/products", {"name": "Tiramisu", "price": Decimal(8)}, msgspec.Raw)
        section = manager.post("/api/sections", {"name": "Terrace"}, dict[str, Any])["section"]["id"]

    for options, ended in ((), "stays open: close it on"), (("--close-day",), "is closed, with report 1"):
        result = played("--url", url, "--minutes", "0.05", "--orders", "12", "--waiters", "3", *options)

        assert result.exit_code == 0, result.output
        assert f"Watch it at {url}/app/" in result.output
        assert "12/12" in result.output
        assert f"Everything is paid. {day_of(url)} {ended}" in " ".join(result.output.split())
    assert all_orders(url) == Counter({"closed": 24})
    assert all(order["table"] for order in found(url, "orders?waiter=all&per_page=100"))
    products = {each["name"]: each for each in found(url, "products?per_page=100")}
    assert (products["Espresso"]["category"], products["Espresso"]["price"]) == ("Mine", 2)
    assert len(products["Espresso"]["modifier_groups"]) == 1
    assert (products["Tiramisu"]["category"], products["Tiramisu"]["price"]) == ("Desserts", 8)
    assert section in {table["section"] for table in found(url, "tables?per_page=100")}


def day_of(url: str) -> str:
    """Return the business day on which something was taken."""
    with closing(signed_in(url)) as client:
        return str(client.get("/api/reports/takings?group_by=day", dict[str, Any])["report"]["groups"][-1]["group"])


@pytest.mark.parametrize("url", ["dollars"], indirect=True)
def test_somebody_who_plays_along_upsets_nobody(url: str) -> None:
    gone: list[str] = []
    with closing(signed_in(url)) as manager, closing(Client(url)) as chef:
        _ = enter(chef, "Chefe", "kitchen")
        menu, chance = list_menu(manager), Random(1)  # noqa: S311 - a fixed evening
        dinner = Party("Costa", 2, None), Counter({"Burrata with peas": 1, "Ribeye steak": 2, "Espresso": 1})

        def came() -> Iterator[float]:
            return guests(Visit(manager, menu, chance, *dinner), lambda: gone.append("gone"))

        waits = list(islice(came(), 7))
        _ = [*islice(kitchen(chef, chance), 2)]
        furnish(manager)
        scene = came()
        assert next(scene) == 2
        standing, seated = reversed(found(url, "orders?waiter=all"))
        _ = manager.post(f"/api/orders/{seated['id']}/void", {"reason": "They left"}, msgspec.Raw)
        assert not gone
        _ = [*scene]

    assert waits == [5.0] * 6 + [2.0]
    assert (standing["table"], seated["table"] is None) == (None, False)
    assert gone == ["gone"]
    assert all_orders(url) == Counter({"open": 1, "voided": 1})


@pytest.mark.parametrize("host", ["0.0.0.0", "::1", ""])  # noqa: S104 - what a setting may be
def test_it_plays_where_the_settings_say(host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    monkeypatch.chdir(tmp_path)
    for name in OURS:
        monkeypatch.delenv(name, raising=False)
    _ = (tmp_path / ".env").write_text(f"APP_ENV=development\nHOST={host}\nPORT={port}\n")

    result = played()

    address = f"http://{'[::1]' if host == '::1' else '127.0.0.1'}:{port}"
    assert result.exit_code == 1
    assert result.output == f"Error: nothing answers at {address}: start the API with `make run`, then try again\n"


@pytest.mark.parametrize("url", ["managed"], indirect=True)
def test_a_managed_restaurant_is_told_what_it_needs(url: str) -> None:
    result = played("--url", url)

    assert (result.exit_code, result.output) == (
        1,
        "Error: this restaurant is managed, and the demo needs one where anybody registers: AUTH_MODE=open\n",
    )


def test_no_api_is_one_clear_line() -> None:
    address = f"http://127.0.0.1:{free_port()}"

    result = played("--url", address)

    assert result.exit_code == 1
    assert result.output == f"Error: nothing answers at {address}: start the API with `make run`, then try again\n"


def test_an_address_that_is_none_is_one_clear_line() -> None:
    result = played("--url", "localhost:5000")

    assert result.exit_code == 1
    assert "is no address of an API" in result.output


@pytest.mark.parametrize("reported", [{}, {"Espresso": Sold(2, Decimal("5.1"))}, {"Espresso": Sold(1, Decimal("5.2"))}])
def test_a_report_that_differs_is_refused(reported: dict[str, Sold]) -> None:
    with pytest.raises(Refusal, match=r"the report is wrong about Espresso: ordered 2 for 5\.20"):
        ensure_equal({"Espresso": Sold(2, Decimal("5.20"))}, reported)


def test_a_report_of_more_than_was_ordered_is_refused() -> None:
    with pytest.raises(Refusal, match="wrong about Tiramisu"):
        ensure_equal({}, {"Tiramisu": Sold(1, Decimal("7.80"))})


@pytest.mark.parametrize(("booked", "wrong"), [(Took(Decimal(5)), "payments"), (Took(Decimal(6)), "gross")])
def test_books_that_differ_are_refused(booked: Took, wrong: str) -> None:
    with pytest.raises(Refusal, match=f"the books are wrong about {wrong}"):
        ensure_booked(Took(Decimal(5), payments=Decimal(5)), booked)


def test_every_table_orders_something_from_the_menu_in_believable_quantities() -> None:
    for _, dishes in islice(dinners(Random(1)), 500):  # noqa: S311 - a fixed evening
        assert dishes
        assert set(dishes) <= set(MENU)
        assert max(dishes.values()) <= 24
