"""Under a path prefix, whether the proxy takes it off or passes it on: every address in an answer is one that works."""

import asyncio
import re
from typing import Final

import httpx
import pytest

from tests.http.api import ESPRESSO, Api, refused
from tests.http.conftest import OpenApi

PROXY: Final = "10.0.0.7"


def _through(api: Api, path: str, *, client: str = PROXY, said: str | None = None) -> httpx.Response:
    """Return the answer to a connection from this address."""

    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(api.client.app, client=(client, 40_000))
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver.local") as asking:
            return await asking.get(path, headers={} if said is None else {"X-Forwarded-Prefix": said})

    return asyncio.run(asked())


@pytest.mark.parametrize("seen", ["", "/shop"])  # taken off, and passed on
def test_every_file_of_the_reference_is_where_the_page_says(open_api: OpenApi, seen: str) -> None:
    api = open_api(root_path="/shop")
    paths = re.findall(r'(?:src|href)="([^"]*)"', api.client.get(f"{seen}/docs").text)
    script = api.client.get(f"{seen}/docs/start.js").text

    assert len(paths) >= 4
    for path in [*paths, *re.findall(r'url: "([^"]*)"', script)]:
        assert path.startswith("/shop/")
        assert api.client.get(seen + path.removeprefix("/shop")).status_code == 200
    assert "script-src" in api.client.get(f"{seen}/docs").headers["Content-Security-Policy"]
    assert api.client.get(f"{seen}/openapi.json").json()["servers"] == [{"url": "/shop"}]


@pytest.mark.parametrize("prefix", ["/shop", "/shop/till-1", "/api", "/docs"])
@pytest.mark.parametrize("passed_on", [False, True])
def test_links_and_locations_lead_back_through_the_proxy(open_api: OpenApi, prefix: str, passed_on: bool) -> None:  # noqa: FBT001
    api = open_api(root_path=prefix)
    manager, seen = api.manager(), prefix if passed_on else ""
    placed = [
        manager.post(f"{seen}/api/orders", {"customer_name": "Bob", "products": [ESPRESSO]}).headers["Location"]
        for _ in range(2)
    ]
    listed = manager.get(f"{seen}/api/orders?per_page=1").headers["Link"]

    assert placed[0].startswith(f"{prefix}/api/orders/")
    assert manager.get(seen + placed[0].removeprefix(prefix)).status_code == 200
    following = re.fullmatch(r'<(.*)>; rel="next"', listed)
    assert following
    assert following[1].startswith(f"{prefix}/api/orders?")
    assert len(manager.get(seen + following[1].removeprefix(prefix)).json()["orders"]) == 1


def test_a_refusal_names_the_path_that_was_asked_for(open_api: OpenApi) -> None:
    api = open_api(root_path="/shop", allowed_hosts=("testserver.local",))

    _ = refused(api.client.get("/shop/nothing/here"), 404, "not-found")
    assert api.client.get("/api/orders").json()["instance"] == "/shop/api/orders"
    assert api.client.get("/", headers={"Host": "evil.net"}).json()["instance"] == "/shop/"


def test_tokens_are_not_kept_under_a_prefix_either(open_api: OpenApi) -> None:
    answer = open_api(root_path="/shop").client.post("/shop/api/auth/login", json={"email": "nobody@example.com"})

    assert answer.headers["Cache-Control"] == "no-store"


def test_a_trusted_proxy_says_where_it_shows_the_program(open_api: OpenApi) -> None:
    api = open_api(trusted_proxies=("10.0.0.0/8",), root_path="/usual")

    assert _through(api, "/openapi.json", said="/shop").json()["servers"] == [{"url": "/shop"}]
    assert _through(api, "/shop/openapi.json", said="/shop").json()["servers"] == [{"url": "/shop"}]
    assert _through(api, "/openapi.json").json()["servers"] == [{"url": "/usual"}]
    assert _through(api, "/openapi.json", client=f"::ffff:{PROXY}", said="/shop").json()["servers"] == [
        {"url": "/shop"}
    ]


@pytest.mark.parametrize("client", ["192.0.2.1", "::1", "unix", ""])
def test_nobody_else_says_so(open_api: OpenApi, client: str) -> None:
    api = open_api(trusted_proxies=("10.0.0.0/8",))

    assert _through(api, "/openapi.json", client=client, said="/shop").json()["servers"] == [{"url": "/"}]


@pytest.mark.parametrize(
    "said",
    ["//evil.net", "/a//b", "/..", "/a/../b", "/.", "shop", "http://evil.net", '/"><script>', "/a, /b", "/a b", "/%2e"]
    + ["/" + "a" * 200, "", "/"],
)
def test_what_is_no_plain_path_is_not_believed(open_api: OpenApi, said: str) -> None:
    api = open_api(trusted_proxies=("10.0.0.0/8",))

    page = _through(api, "/docs", said=said)

    assert 'src="/docs/start.js"' in page.text
