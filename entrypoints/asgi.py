"""The ASGI application that a server process imports."""

import os
from functools import partial
from pathlib import Path

from litestar import Litestar
from uuid_utils import uuid7

from application.reporting.sums_behind import SumsBehind
from entrypoints.background import FOR_ALL, IN_TURNS, MEASURED_EVERY_SECONDS, Repeating, in_turns, repeating
from entrypoints.delivering import LOOKS_EVERY_SECONDS, Delivering
from entrypoints.http.access.auth import Callers
from entrypoints.http.access.clients import Clients
from entrypoints.http.app import create_app
from entrypoints.http.ordering.commanding import COMMANDING
from entrypoints.logging import log_as_told
from entrypoints.settings import Settings, load_settings
from entrypoints.sockets import connections_to
from entrypoints.wiring.container import make_container
from entrypoints.wiring.containers import Containers


def create() -> Litestar:
    """Return the application that the environment and `.env` describe."""
    return create_with(load_settings(os.environ, Path(".env")))


def create_with(settings: Settings) -> Litestar:
    """Return the application that these settings describe."""
    log_as_told(settings)
    containers = Containers(make_container(settings, Callers(), Clients(), COMMANDING))
    opened = partial(connections_to, settings.port)
    app = create_app(containers, uuid7, settings, opened=opened)
    _observe(app, settings, containers)
    for work, seconds in FOR_ALL.items():
        _beside(app, repeating(containers.app, work, seconds))
    for work in IN_TURNS:
        _beside(app, *in_turns(containers.app, containers.of, work, workers=settings.workers))
    delivering = Delivering(containers.app, containers.of)
    app.on_shutdown.insert(0, delivering.stop)
    _beside(app, Repeating("DeliverEvents", delivering.look, LOOKS_EVERY_SECONDS))
    return app


def _beside(app: Litestar, *work: Repeating) -> None:
    for each in work:
        app.on_startup.append(each.start)
        app.on_shutdown.insert(0, each.stop)


def _observe(app: Litestar, settings: Settings, containers: Containers) -> None:
    # Imported only when switched on, as the library costs memory and time to start.
    if settings.metrics_port is not None:
        from entrypoints.metrics import metrics  # noqa: PLC0415

        app.asgi_handler = metrics().counting(app.asgi_handler)
        _beside(app, repeating(containers.app, SumsBehind, MEASURED_EVERY_SECONDS, metrics().behind))
    if settings.otel_exporter_otlp_endpoint is not None:
        from entrypoints.tracing import Tracing  # noqa: PLC0415

        tracing = Tracing(settings.otel_exporter_otlp_endpoint)
        app.asgi_handler = tracing.traced(app.asgi_handler)
        app.on_shutdown.append(tracing.end)
