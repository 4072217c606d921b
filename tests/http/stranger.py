"""Somebody who sends the application what no client library lets through."""

from collections.abc import Mapping
from typing import Any, TypedDict

import anyio
from typing_extensions import Unpack

from tests.http.api import Api


class Sent(TypedDict, total=False):
    """What goes with a method and a path."""

    query: bytes
    body: bytes
    headers: Mapping[str, bytes]


class Stranger:
    """Sends what no client library lets through, and nothing but the application takes any time."""

    def __init__(self, api: Api) -> None:
        self._client = api.client
        self._token = api.waiter().token

    def status(self, method: str, path: str, **sent: Unpack[Sent]) -> int:
        """Return what the answer's status is."""
        return self.answer(method, path, **sent)[0]

    def answer(self, method: str, path: str, **sent: Unpack[Sent]) -> tuple[int, bytes]:
        """Return the status and the body of the answer."""
        usual = {"Host": b"localhost", "Authorization": f"Bearer {self._token}".encode()}
        usual["Content-Type"] = b"application/json"
        scope: dict[str, Any] = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "scheme": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(errors="replace"),
            "root_path": "",
            "query_string": sent.get("query", b""),
            "headers": [(name.lower().encode(), value) for name, value in {**usual, **sent.get("headers", {})}.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
            "state": {},
        }
        answered: list[dict[str, Any]] = []
        waiting, over = [sent.get("body", b"")], anyio.Event()

        async def receive() -> dict[str, Any]:
            if not waiting:
                await over.wait()
                return {"type": "http.disconnect"}
            body = waiting.pop()
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            answered.append(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                over.set()

        self._client.blocking_portal.call(self._client.app, scope, receive, send)
        return answered[0]["status"], b"".join(message.get("body", b"") for message in answered[1:])
