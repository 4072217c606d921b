"""README's walk-throughs work when pasted into a shell."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="the walk-throughs are written with curl")


@contextmanager
def running(data: Path, **more: str) -> Generator[str]:
    """Have the program run as the README says, and yield where."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    settings = {"APP_ENV": "development", "STORAGE": "memory", "DATA_DIR": str(data), "PORT": str(port), **more}
    command = [sys.executable, "-m", "entrypoints.cli", "run"]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | settings, stdout=subprocess.DEVNULL) as api:
        address = f"http://127.0.0.1:{port}"
        for _ in range(200):
            try:
                with urlopen(f"{address}/health/ready", timeout=1):
                    break
            except (URLError, ConnectionError):
                time.sleep(0.1)
        yield address
        api.terminate()


def pasted(heading: str, url: str, data: Path, *, after: str | None = None) -> list[str]:
    """Return what a shell says to all that is to be pasted below a heading, line by line."""
    script = _below(heading) if after is None else f"{{ {_below(after)} }} > /dev/null\n{_below(heading)}"
    script = script.replace("http://localhost:5000", url).replace(".data/", f"{data}/")
    return subprocess.run(
        ["/bin/sh", "-eu"], input=script, capture_output=True, text=True, check=True
    ).stdout.splitlines()


def _below(heading: str) -> str:
    section = re.split(r"\n##+ ", README.split(f" {heading}\n")[1])[0]
    return "\n".join(re.findall(r"```sh\n(.*?)```", section, re.DOTALL))


def test_the_walk_through_works_when_pasted(tmp_path: Path) -> None:
    with running(tmp_path) as url:
        user, order, orders, products, report, *more = pasted("Try it", url, tmp_path)
    all_day, bumped, ready, served, added, fired, voided, closed, history, webhook, *table = more

    assert json.loads(user)["message"] == "User created successfully"
    assert json.loads(order)["order"]["total_price"] == 12.8
    assert json.loads(orders)["total"] == 1
    assert [each["name"] for each in json.loads(products)["products"]] == ["Espresso"]
    assert [each["product_name"] for each in json.loads(report)["report"]["products"]] == ["Tiramisu", "Espresso"]
    assert [each["quantity"] for each in json.loads(all_day)["products"]] == [2, 1]
    assert {each["status"] for each in json.loads(bumped)["order"]["products"]} == {"ready"}
    assert [len(each["lines"]) for each in json.loads(ready)["tickets"]] == [2]
    assert {each["status"] for each in json.loads(served)["order"]["products"]} == {"served"}
    dessert = [json.loads(each)["order"]["products"][-1] for each in (added, fired, voided)]
    assert [(each["status"], each["voided"]) for each in dessert] == [("held", 0), ("sent", 0), ("sent", 1)]
    assert json.loads(closed)["order"]["status"] == "closed"
    assert [each["type"] for each in json.loads(history)["events"]][:2] == ["order.placed", "order.line_ready"]
    assert json.loads(webhook)["secret"].startswith("whsec_")
    head = "product_name,total_quantity,total_price,discounts,refunds,net"
    assert table == [
        head,
        "Espresso,2,5.00,0.00,0.00,5.00",
        "Panna cotta,1,6.00,0.00,0.00,6.00",
        "Tiramisu,1,7.80,0.00,0.00,7.80",
    ]


def test_an_order_goes_from_the_pad_to_the_receipt_when_pasted(tmp_path: Path) -> None:
    with running(tmp_path) as url:
        answers = pasted("From the pad to the receipt", url, tmp_path, after="Try it")
    tax, discounted, charged, card, cash, *receipt, manager, takings, day = answers

    assert json.loads(tax)["message"] == "Tax rate created successfully"
    assert json.loads(discounted)["bill"]["discounts"] == 3.81
    assert json.loads(charged)["bill"]["total"] == 36
    assert (json.loads(card)["bill"]["due"], json.loads(card)["bill"]["tips"]) == (18, 2)
    paid = json.loads(cash)
    assert (paid["order"]["status"], paid["bill"]["due"], paid["bill"]["payments"][1]["change"]) == ("closed", 0, 2)
    assert max(map(len, receipt)) == 42
    assert any(line.split() == ["Total", "USD", "36.00"] for line in receipt)
    assert json.loads(manager)["user"]["role"] == "manager"
    assert [each["figures"]["payments"] for each in json.loads(takings)["report"]["groups"]] == [18, 18]
    closed = json.loads(day)["day"]
    assert (closed["status"], closed["number"], closed["carried_over"]["orders"]) == ("closed", 1, 0)
    assert [tax["amount"] for tax in closed["taxes"]] == [2.24]


def test_the_first_day_of_a_managed_restaurant_works_when_pasted(tmp_path: Path) -> None:
    with running(tmp_path, AUTH_MODE="managed") as url:
        answers = pasted("The first day of a managed restaurant", url, tmp_path)
    boss, gazpacho, ben, order, voided, report, audit = answers

    assert json.loads(boss)["user"]["role"] == "manager"
    assert json.loads(gazpacho)["product"]["name"] == "Gazpacho"
    assert json.loads(ben)["user"]["email"] == "ben@example.com"
    assert json.loads(order)["order"]["total_price"] == 5
    assert [each["voided"] for each in json.loads(voided)["order"]["products"]] == [1]
    assert json.loads(report)["report"]["products"] == [
        {"product_name": "Gazpacho", "total_quantity": 1, "total_price": 2.5, "discounts": 0, "refunds": 0, "net": 2.5}
    ]
    happenings = {each["happening"] for each in json.loads(audit)["entries"]}
    set_up = {"restaurant_set_up", "user_created", "device_enrolled", "user_activated", "signed_in"}
    assert happenings == set_up | {"approval_given", "line_voided"}
