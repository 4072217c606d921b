"""Prometheus metrics: counted by each worker, and added up by the parent process."""

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Final

from litestar.types import ASGIApp, Message, Receive, Scope, Send
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Metric, start_http_server
from prometheus_client.multiprocess import (
    MultiProcessCollector,
    mark_process_dead,  # pyright: ignore[reportUnknownVariableType] - it has no annotations
)
from prometheus_client.registry import Collector

from application.reporting.ports import Behind
from domain.events.delivery import Outcome

_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_SIZES: Final = (1, 2, 4, 8, 16, 32, 64)
_CREATED: Final = 201
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Metrics:
    """One worker's counts. Paths are templates, so there are as many series as routes."""

    def __init__(self) -> None:
        self._requests = Counter("http_requests", "Requests answered", ["method", "path", "status"])
        self._seconds = Histogram(
            "http_request_duration_seconds",
            "From the first byte in to the last out",
            ["method", "path"],
            buckets=_SECONDS,
        )
        self._in_flight = Gauge("http_requests_in_flight", "Requests being answered", multiprocess_mode="livesum")
        self._orders = Counter("orders_placed", "Orders placed; requests sent again are not counted again")
        self._sizes = Histogram("coalescer_batch_size", "What goes to the database together", ["what"], buckets=_SIZES)
        self._waits = Histogram(
            "coalescer_wait_seconds", "How long the first of a batch has waited", ["what"], buckets=_SECONDS
        )
        self._behind = Gauge(
            "orders_to_roll_up", "Orders that reports add up themselves", multiprocess_mode="livemostrecent"
        )
        self._oldest = Gauge(
            "oldest_order_to_roll_up_seconds", "How long the oldest has waited", multiprocess_mode="livemostrecent"
        )
        self._deliveries = Counter("webhook_deliveries", "Tries to deliver events to webhooks", ["outcome"])
        self._lent = Gauge("database_connections_lent", "Connections in use", multiprocess_mode="livesum")

    def batch(self, what: str, size: int, waited: float) -> None:
        """Count a batch."""
        self._sizes.labels(what).observe(size)
        self._waits.labels(what).observe(waited)

    def delivered(self, outcome: Outcome) -> None:
        """Count a try to deliver an event: received, refused with another status, or why there was no answer."""
        self._deliveries.labels(outcome.failure or ("received" if outcome.is_received else "refused")).inc()

    def connections(self, more: int) -> None:
        """Note by how much the number of lent connections has grown."""
        self._lent.inc(more)

    def behind(self, sums: Behind) -> None:
        """Note how many orders are in no sum yet, and for how many seconds the oldest has waited."""
        self._behind.set(sums.orders)
        self._oldest.set(sums.seconds)

    def counting(self, app: ASGIApp) -> ASGIApp:
        """Return the application with every request counted."""

        async def counted(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            started, status, replayed = perf_counter(), 0, False

            async def send_and_note(message: Message) -> None:
                nonlocal status, replayed
                if message["type"] == "http.response.start":
                    status = int(message["status"])
                    replayed = any(name.lower() == b"idempotent-replayed" for name, _ in message["headers"])
                await send(message)

            self._in_flight.inc()
            try:
                await app(scope, receive, send_and_note)
            finally:
                self._in_flight.dec()
                # Clients can make up methods, and each would be a series of its own for ever.
                method = scope["method"] if scope["method"] in _METHODS else "other"
                path = scope.get("path_template", "unknown")
                self._requests.labels(method, path, status).inc()
                self._seconds.labels(method, path).observe(perf_counter() - started)
                if (method, path, status) == ("POST", "/api/orders", _CREATED) and not replayed:
                    self._orders.inc()

        return counted


@cache
def metrics() -> Metrics:
    """Return the metrics of this process, made once."""
    return Metrics()


class _AllWorkers(Collector):
    """Adds up the workers' metrics."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = MultiProcessCollector(CollectorRegistry(), str(folder))

    def collect(self) -> Iterable[Metric]:
        """Return the sums. Of a worker that ended, counters stay and gauges go."""
        for file in self._folder.glob("gauge_live*.db"):
            worker = int(file.stem.rpartition("_")[2])
            if not _lives(worker):
                mark_process_dead(worker, str(self._folder))
        return self._files.collect()  # pyright: ignore[reportUnknownVariableType] - the same


def serve_metrics(folder: Path, address: str, port: int) -> None:
    """Answer `GET /metrics` on a listener of its own, from a thread. Raises `OSError` when the port is taken."""
    registry = CollectorRegistry()
    registry.register(_AllWorkers(folder))
    _ = start_http_server(port, address, registry)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
