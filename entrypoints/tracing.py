"""Traces for OpenTelemetry: a span a request, and one a statement below it."""

from typing import Final

from litestar.types import ASGIApp, Message, Receive, Scope, Send
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.asyncpg import AsyncPGInstrumentor  # pyright: ignore[reportMissingTypeStubs]
from opentelemetry.propagate import extract
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, StatusCode

_FAULTS: Final = 500
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Tracing:
    """Sends this process's spans to a collector, in batches, from a thread."""

    def __init__(self, endpoint: str) -> None:
        """Send to this endpoint, by OTLP over HTTP."""
        self._provider = TracerProvider(resource=Resource.create({"service.name": "restaurant-orders"}))
        exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("restaurant-orders")
        AsyncPGInstrumentor().instrument(tracer_provider=self._provider)

    def traced(self, app: ASGIApp) -> ASGIApp:
        """Return the application with a span around every request, below the caller's own if it names one."""

        async def traced(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            method, status = scope["method"] if scope["method"] in _METHODS else "_OTHER", 0
            carrier = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}

            async def send_and_note(message: Message) -> None:
                nonlocal status
                if message["type"] == "http.response.start":
                    status = int(message["status"])
                await send(message)

            with self._tracer.start_as_current_span(method, context=extract(carrier), kind=SpanKind.SERVER) as span:
                try:
                    await app(scope, receive, send_and_note)
                finally:
                    path = scope.get("path_template", "unknown")
                    span.update_name(f"{method} {path}")
                    span.set_attribute("http.request.method", method)
                    span.set_attribute("http.route", path)
                    span.set_attribute("http.response.status_code", status)
                    if status >= _FAULTS:
                        span.set_status(StatusCode.ERROR)

        return traced

    async def end(self) -> None:
        """Send the spans that were not sent yet."""
        self._provider.shutdown()
