"""Logs: JSON lines, and readable ones where a developer looks on."""

import logging
import sys
from typing import Any, Final

import msgspec
import structlog

_LEVELS: Final = {"debug": 10, "info": 20, "warning": 30, "error": 40, "critical": 50}


def _encode(event: Any, **_: Any) -> bytes:  # noqa: ANN401
    return msgspec.json.encode(event, enc_hook=str)


def configure_logging(*, level: str, readable: bool) -> None:
    """Send every log line at `level` or above to standard output."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if readable:
        structlog.configure(
            processors=[
                *shared,
                structlog.dev.ConsoleRenderer(
                    colors=sys.stdout.isatty(),
                    exception_formatter=structlog.dev.plain_traceback,  # without locals: they hold tokens
                ),
            ],
            wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
            logger_factory=structlog.PrintLoggerFactory(),
            cache_logger_on_first_use=True,
        )
    else:
        structlog.configure(
            processors=[
                *shared,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(serializer=_encode),
            ],
            wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
            logger_factory=structlog.BytesLoggerFactory(),
            cache_logger_on_first_use=True,
        )
    logging.basicConfig(level=max(_LEVELS[level], logging.WARNING), stream=sys.stdout, force=True)
