"""README's walk-through works when pasted into a shell."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    settings = {"APP_ENV": "development", "STORAGE": "memory", "DATA_DIR": str(tmp_path), "PORT": str(port)}
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


@pytest.mark.skipif(shutil.which("curl") is None, reason="the walk-through is written with curl")
def test_the_walk_through_works_when_pasted(url: str) -> None:
    section = README.split("\n## Try it\n")[1].split("\n## ")[0]
    script = "\n".join(re.findall(r"```sh\n(.*?)```", section, re.DOTALL)).replace("http://localhost:5000", url)

    result = subprocess.run(["/bin/sh", "-eu"], input=script, capture_output=True, text=True, check=True)

    user, order, orders, products, report, *table = result.stdout.splitlines()
    assert json.loads(user)["message"] == "User created successfully"
    assert json.loads(order)["order"]["total_price"] == 12.8
    assert json.loads(orders)["total"] == 1
    assert [each["name"] for each in json.loads(products)["products"]] == ["Espresso"]
    assert [each["product_name"] for each in json.loads(report)["report"]["products"]] == ["Tiramisu", "Espresso"]
    assert table == ["product_name,total_quantity,total_price", "Espresso,2,5.00", "Tiramisu,1,7.80"]
