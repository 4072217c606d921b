"""The client of commands that talk to a running API."""

import time
from collections.abc import Generator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from typing_extensions import override

from entrypoints.cli import client
from entrypoints.cli.client import Client


class Impatient(BaseHTTPRequestHandler):
    """Answers with the client's port, and hangs up on who asks nothing for a while, as the API does."""

    protocol_version = "HTTP/1.1"
    timeout = 0.2

    def do_GET(self) -> None:
        body = b"%d" % self.client_address[1]
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        _ = self.wfile.write(body)

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def url() -> Generator[str]:
    with HTTPServer(("127.0.0.1", 0), Impatient) as server:
        serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        serving.join()


def test_a_connection_that_was_idle_for_long_is_not_used_again(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_KEPT_SECONDS", 0.1)
    with closing(Client(url)) as asking:
        first, again = (asking.get("/", int) for _ in range(2))
        time.sleep(0.5)
        later = asking.get("/", int)
    assert first == again != later
