"""Another restaurant of the same program, which takes orders all the while from people called as ours are."""

import json
from collections.abc import Generator
from contextlib import contextmanager
from itertools import count
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Any, Final

import httpx

from tests.http.api import ESPRESSO, Api

_SLUG: Final = "next-door"
_NAMED: Final = {"Restaurant": _SLUG}
_PAUSE: Final = 0.005  # seconds, so that it is not all that happens
_COPIED: Final = {"/api/users", "/api/orders"}


class Busy(Thread):
    """Does there what clients do in ours: registers the same e-mails, and orders the same, again and again."""

    def __init__(self, api: Api) -> None:
        super().__init__(name=_SLUG)
        self._api, self._heard, self._closing = api, SimpleQueue[tuple[str, bytes]](), Event()
        self._tokens: list[str] = []
        self.statuses: list[int] = []
        self.placed = 0
        self._register(json.dumps({"email": "ana@example.com", "name": "Ana"}).encode())

    def hear(self, request: httpx.Request) -> None:
        """Hear what is asked of ours."""
        if request.method == "POST" and request.url.path in _COPIED and "Restaurant" not in request.headers:
            self._heard.put((request.url.path, request.read()))

    def run(self) -> None:
        """Serve until closing time."""
        order = json.dumps({"customer_name": "Table 7", "products": [ESPRESSO]}).encode()
        for number in count():
            try:
                path, body = self._heard.get_nowait()
            except Empty:
                path, body = "/api/orders", order
            if path == "/api/users":
                self._register(body)
            else:
                token = self._tokens[number % len(self._tokens)]
                self.placed += self._post(path, body, {"Authorization": f"Bearer {token}"}).status_code == 201
            if self._closing.wait(_PAUSE) and self.placed:
                break

    def close(self) -> None:
        """Serve nobody any more."""
        self._closing.set()
        self.join()

    def _register(self, body: bytes) -> None:
        if self._post("/api/users", body).status_code == 201:
            entered = self._post("/api/auth/login", body).json()
            if entered["user"]["role"] != "kitchen":  # it takes no orders
                self._tokens.append(entered["access_token"])

    def _post(self, path: str, body: bytes, more: dict[str, Any] | None = None) -> httpx.Response:
        headers = {"Content-Type": "application/json", **_NAMED, **(more or {})}
        answer = self._api.client.post(path, content=body, headers=headers)
        self.statuses.append(answer.status_code)
        return answer


def is_next_door(answer: httpx.Response) -> bool:
    """Tell whether this is an answer to them."""
    return "Restaurant" in answer.request.headers


@contextmanager
def beside_a_busy_restaurant(api: Api) -> Generator[None]:
    """Have it take orders meanwhile. It, too, is answered as it should be."""
    _ = api.opened(_SLUG)
    busy = Busy(api)
    api.client.event_hooks["request"].append(busy.hear)
    busy.start()
    try:
        yield
    finally:
        busy.close()
    assert busy.placed
    assert {*busy.statuses} <= {200, 201, 400, 409, 413, 415, 422}
