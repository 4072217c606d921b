"""Metrics and traces of the program as a person starts it, and none where nobody asked."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest

from tests.e2e.program import Program, free_port, running, scraped

ORDER = {"customer_name": "Table 7", "products": [{"name": "Espresso", "price": 2.5, "quantity": 2}]}


def test_two_workers_count_together_what_they_did(tmp_path: Path) -> None:
    port = free_port()
    with running(tmp_path / "data", tmp_path / "output", METRICS_PORT=str(port)) as program:
        program.sign_in("ana@example.com")
        for number in range(20):
            with httpx.Client(base_url=program.client.base_url, headers=program.client.headers) as client:
                for _ in range(2):
                    answer = client.post("/api/orders", json=ORDER, headers={"Idempotency-Key": str(number)})
                    assert answer.status_code == 201
        assert program.client.get("/metrics").status_code == 404

        for number in range(50):
            assert program.client.request(f"MADE-UP-{number}", f"/nowhere/{number}").status_code in {404, 405}
        counts = scraped(port)
        # The queue is looked at every two seconds; what runs beside the requests has a connection for moments, too.
        while ("orders_to_roll_up", frozenset()) not in counts or counts["database_connections_lent", frozenset()]:
            time.sleep(0.1)
            counts = scraped(port)

        placed = frozenset({("method", "POST"), ("path", "/api/orders"), ("status", "201")})
        timed = frozenset({("method", "POST"), ("path", "/api/orders")})
        assert counts["http_requests_total", placed] == 40
        assert counts["orders_placed_total", frozenset()] == 20
        assert counts["http_request_duration_seconds_count", timed] == 40
        assert counts["http_requests_in_flight", frozenset()] == 0
        assert 0 <= counts["orders_to_roll_up", frozenset()] <= 20
        assert ("oldest_order_to_roll_up_seconds", frozenset()) in counts
        batches = {labels: value for (name, labels), value in counts.items() if name == "coalescer_batch_size_count"}
        assert sum(batches.values()) >= 60
        assert ("coalescer_wait_seconds_sum", next(iter(batches))) in counts
        made_up = frozenset({("method", "other"), ("path", "unknown"), ("status", "404")})
        assert counts["http_requests_total", made_up] == 50
        assert not [labels for _, labels in counts if any("MADE-UP" in value for _, value in labels)]
        assert not [labels for _, labels in counts if any("ana@" in value for _, value in labels)]


def test_metrics_that_nobody_asked_for_are_nowhere(program: Program) -> None:
    assert program.client.get("/metrics").status_code == 404


class Collector(BaseHTTPRequestHandler):
    """Takes what is sent to it."""

    received: list[tuple[str, bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.received.append((self.path, body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's
        """Say nothing."""


@pytest.fixture
def collector() -> Iterator[HTTPServer]:
    Collector.received = []
    server = HTTPServer(("127.0.0.1", 0), Collector)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_traces_reach_the_collector_with_routes_and_statements_and_no_secret(
    collector: HTTPServer, tmp_path: Path
) -> None:
    endpoint = f"http://127.0.0.1:{collector.server_port}"
    trace = "0af7651916cd43dd8448eb211c80319c"
    with running(tmp_path / "data", tmp_path / "output", OTEL_EXPORTER_OTLP_ENDPOINT=endpoint) as program:
        program.sign_in("secretive@example.com")
        answer = program.client.get("/api/orders", headers={"traceparent": f"00-{trace}-b7ad6b7169203331-01"})
        assert answer.status_code == 200
        assert program.interrupt(within=10) == 0, program.output
    deadline = time.monotonic() + 5
    while not Collector.received and time.monotonic() < deadline:
        time.sleep(0.05)
    assert {path for path, _ in Collector.received} == {"/v1/traces"}
    sent = b"".join(body for _, body in Collector.received)
    assert b"restaurant-orders" in sent
    assert b"GET /api/orders" in sent
    assert b"SELECT" in sent
    assert bytes.fromhex(trace) in sent
    assert b"secretive" not in sent
