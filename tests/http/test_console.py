"""The console over HTTP: its page and its files, what browsers may keep of them, and what the page may do."""

import gzip
import re
from typing import Final

import pytest

from entrypoints.console.files import FILES
from entrypoints.settings import Settings
from tests.http.api import SECRET
from tests.http.conftest import OpenApi

SERVICE_WORKER: Final = "service-worker.js"


@pytest.fixture
def settings() -> Settings:
    """Return settings for a restaurant in memory: files know nothing of databases."""
    return Settings(app_env="development", storage="memory", jwt_secret_key=SECRET, log_level="error")


def test_the_page_is_shown_where_what_it_loads_is_found(open_api: OpenApi) -> None:
    client = open_api().client
    without = client.get("/app", follow_redirects=False)
    page = client.get("/app/")

    assert (without.status_code, without.headers["location"]) == (307, "/app/")
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    for name in re.findall(r'(?:src|href)="([^"]+)"', page.text):
        assert name in FILES


def test_the_page_may_do_what_its_own_files_say_and_nothing_else(open_api: OpenApi) -> None:
    client = open_api().client
    answers = [client.get("/app/"), client.get(f"/app/{SERVICE_WORKER}")]

    for answer in answers:
        policy = dict(each.strip().split(" ", 1) for each in answer.headers["content-security-policy"].split(";"))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
        assert policy["require-trusted-types-for"] == "'script'"
        assert policy["frame-ancestors"] == "'none'"
        assert answer.headers.get_list("content-security-policy") == [answer.headers["content-security-policy"]]
    loaded = client.get("/app/kernel/start.js").headers["content-security-policy"]
    assert loaded == client.get("/health/live").headers["content-security-policy"]


@pytest.mark.parametrize("name", FILES)
def test_a_file_comes_as_it_is_or_compressed_and_once(open_api: OpenApi, name: str) -> None:
    client = open_api().client
    plain = client.get(f"/app/{name}", headers={"Accept-Encoding": "identity"})
    small = client.get(f"/app/{name}", headers={"Accept-Encoding": "gzip"})
    again = client.get(f"/app/{name}", headers={"If-None-Match": plain.headers["etag"]})
    head = client.head(f"/app/{name}", headers={"Accept-Encoding": "identity"})

    assert plain.content == small.content == FILES[name].content == gzip.decompress(FILES[name].compressed)
    assert "content-encoding" not in plain.headers
    assert small.headers["content-encoding"] == "gzip"
    assert (again.status_code, again.content) == (304, b"")
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", plain.headers["etag"])
    assert plain.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path", ["nope.js", "../shell.py", "%2e%2e/shell.py", "kernel", "kernel/", "files.py", "index.html/x"]
)
def test_nothing_else_is_there(open_api: OpenApi, path: str) -> None:
    client = open_api().client
    answer = client.get(f"/app/{path}")

    assert answer.status_code == 404


def test_the_service_worker_keeps_every_file_and_is_another_one_when_one_changes(open_api: OpenApi) -> None:
    client = open_api().client
    worker = (client.get(f"/app/{SERVICE_WORKER}")).text

    kept = re.search(r"^const FILES = \[(.*)\];$", worker, re.MULTILINE)
    assert kept is not None
    assert re.findall(r'"([^"]+)"', kept[1]) == [name for name in FILES if name != SERVICE_WORKER]
    assert re.search(r'^const VERSION = "[0-9a-f]{32}";$', worker, re.MULTILINE)


def test_behind_a_proxy_it_is_below_its_prefix(open_api: OpenApi) -> None:
    client = open_api(root_path="/orders").client
    without = client.get("/orders/app", follow_redirects=False)
    page = client.get("/orders/app/")

    assert without.headers["location"] == "/orders/app/"
    assert page.status_code == 200
