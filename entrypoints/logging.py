"""Logs: JSON lines, or readable ones on a developer's terminal."""

import atexit
import logging
import re
import sys
from io import StringIO, TextIOWrapper
from types import SimpleNamespace
from typing import Final, TextIO

import msgspec
import structlog

from adapters.system.clock import SystemClock
from entrypoints.log_output import LogOutput
from entrypoints.settings import Settings

_JSON: Final = msgspec.json.Encoder(enc_hook=str)
_CLOCK: Final = SystemClock()
_LEVELS: Final = {"debug": 10, "info": 20, "warning": 30, "error": 40, "critical": 50}

_VALUES: Final = re.compile(
    # Values that PostgreSQL and asyncpg quote in errors, and whatever looks like an e-mail address. The pattern of the
    # latter does not backtrack, so long texts take linear time.
    r"^DETAIL:.*?(?=^\S+Error|^HINT:|^\s*$|\Z)|(?<=invalid input for query argument )(\$\d+): .*"
    r"|(?<![^\s@\"'()<>,=:])[^\s@\"'()<>,=:]++@[^\s\"'()<>,=:]+",
    re.MULTILINE | re.DOTALL,
)
_LONGEST_LINE: Final = 2_000


def without_values(traceback: str) -> str:
    """Return a traceback without values that clients sent, and not too long."""
    lines = _VALUES.sub("...", traceback).split("\n")
    return "\n".join(line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}..." for line in lines)


def _as_json(logger: object, level: str, event: structlog.typing.EventDict) -> bytes:
    event = structlog.contextvars.merge_contextvars(logger, level, event)
    event["level"] = level
    event["timestamp"] = _CLOCK.now()
    if "exc_info" in event:
        event = structlog.processors.format_exc_info(logger, level, event)
        event["exception"] = without_values(event.get("exception", ""))
    return _JSON.encode(event) + b"\n"


def _plain_traceback(output: TextIO, exception: structlog.typing.ExcInfo) -> None:
    written = StringIO()
    structlog.dev.plain_traceback(written, exception)
    _ = output.write(without_values(written.getvalue()))


class _Formatter(logging.Formatter):
    """For what libraries log."""

    def format(self, record: logging.LogRecord) -> str:
        return without_values(super().format(record))


def log_as_told(settings: Settings) -> None:
    """Log what the settings ask for: JSON lines, and readable ones to a developer's terminal."""
    _ = configure_logging(level=settings.log_level, readable=_is_readable(settings))


def start_line(settings: Settings, words: str) -> str:
    """Return a line for the program's start, shown at any log level: JSON, or words on a developer's terminal."""
    if _is_readable(settings):
        return words
    return _JSON.encode({"event": words, "level": "info", "timestamp": _CLOCK.now()}).decode()


def _is_readable(settings: Settings) -> bool:
    return settings.app_env == "development" and sys.stdout.isatty()


def configure_logging(*, level: str, readable: bool) -> LogOutput:
    """Send every log line at `level` or above to standard output, by a thread. Return that writer."""
    output = LogOutput(sys.stdout.fileno(), dropped=_note_dropped)
    text = TextIOWrapper(output, encoding="utf-8", errors="backslashreplace", write_through=True)  # pyright: ignore[reportArgumentType] - it may be raw
    _ = atexit.register(output.finish)
    if readable:
        structlog.configure(
            processors=[
                structlog.contextvars.merge_contextvars,
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.dev.ConsoleRenderer(
                    colors=sys.stdout.isatty(),
                    exception_formatter=_plain_traceback,  # without locals: they hold tokens
                ),
            ],
            wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
            logger_factory=structlog.WriteLoggerFactory(text),
            cache_logger_on_first_use=True,
        )
    else:
        structlog.configure(
            processors=[_as_json],  # one instead of six, which every request would wait for
            wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
            logger_factory=lambda *_: SimpleNamespace(**dict.fromkeys(_LEVELS, output.write)),
            cache_logger_on_first_use=True,
        )
    logging.basicConfig(level=max(_LEVELS[level], logging.WARNING), stream=text, force=True)
    for handler in logging.getLogger().handlers:
        handler.setFormatter(_Formatter(logging.BASIC_FORMAT))
    # Granian's own loggers write synchronously.
    server = logging.getLogger("_granian")
    server.handlers.clear()
    server.propagate = True
    return output


def _note_dropped(lines: int) -> None:
    structlog.get_logger("log").warning("log lines were dropped", lines=lines)
