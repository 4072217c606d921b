"""The HTTP server: how many processes, with which limits, where, and how they end."""

import http.client
import multiprocessing
import resource
import sys
import threading
import time
from contextlib import closing
from typing import Any

import click
from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from entrypoints.cli.starting import Start
from entrypoints.cli.stopping import Bell, end_with_the_terminal, hears_hangups
from entrypoints.http.kernel.connections import MOST
from entrypoints.logging import log_as_told, start_line
from entrypoints.settings import Settings

_EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104  compared with, not listened on
_HEADERS_WITHIN_MILLISECONDS = 10_000
_STOPPED_WITHIN_SECONDS = 10
_WAITING_CONNECTIONS = 1024


def serve(settings: Settings, address: str, start: Start) -> None:
    """Serve at the address until a signal, then answer what is under way and return."""
    # A worker starts from nothing: it inherits no lock, no connection and no thread.
    multiprocessing.set_start_method("spawn", force=True)
    _open_more_files()
    server = ToldToStop(
        start,
        "entrypoints.cli.worker:create",
        factory=True,
        address=address,
        port=settings.port,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=_HEADERS_WITHIN_MILLISECONDS),
        websockets=False,
        loop=Loops.uvloop,
        workers=settings.workers,
        workers_kill_timeout=_STOPPED_WITHIN_SECONDS,
        respawn_failed_workers=True,
        backlog=_WAITING_CONNECTIONS,
        # More than a worker keeps, or nobody new would be heard while it looks for whom to let go.
        backpressure=2 * MOST,
        log_access=False,
        log_level=LogLevels.debug if settings.log_level == "debug" else LogLevels.warning,
    )
    # After Granian has set its own up, as it writes by itself, and would wait for whoever reads to be told of a death.
    log_as_told(settings)
    if hears_hangups():
        end_with_the_terminal()
    threading.Thread(target=_announce, args=(settings, address), daemon=True).start()
    try:
        server.serve()
    except SystemExit:
        # Whoever ends all processes at once ends the workers too: then it is no failure that they are gone.
        if not server.interrupt_signal:
            raise


def _open_more_files() -> None:
    # Every connection is a file, and 1,024 of them are allowed unless one asks for more.
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = 4 * MOST if most == resource.RLIM_INFINITY else min(4 * MOST, most)
    if allowed != resource.RLIM_INFINITY and allowed < needed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, most))


class ToldToStop(MPServer):
    """Granian, with signals that only note what they ask for. What the start was told last, it was told."""

    def __init__(self, start: Start, *arguments: Any, **options: Any) -> None:  # noqa: ANN401  Granian's own
        self._start = start
        super().__init__(*arguments, **options)  # pyright: ignore[reportUnknownMemberType] - Granian has few annotations
        self.main_loop_interrupt = Bell()
        self._hears_hangups = hears_hangups()

    def startup(self, spawn_target: Any, target_loader: Any) -> None:  # noqa: ANN401  Granian's own
        """Listen for signals and spawn the workers."""
        super().startup(spawn_target, target_loader)  # pyright: ignore[reportUnknownMemberType] - the same
        if self._start.finish():
            self.signal_handler_interrupt()  # pyright: ignore[reportUnknownMemberType] - the same

    def signal_handler_reload(self, *_: object) -> None:
        """Stop: a closed terminal ends the program instead of reloading it, unless nohup asked for the opposite."""
        if self._hears_hangups:
            self.signal_handler_interrupt()  # pyright: ignore[reportUnknownMemberType] - the same


def _announce(settings: Settings, address: str) -> None:
    place = ("::1" if ":" in address else "127.0.0.1") if address in _EVERYWHERE else address
    while not _answers(place, settings.port):
        time.sleep(0.02)
    name = "localhost" if address in {*_EVERYWHERE, "127.0.0.1", "::1"} else settings.host
    url = f"http://{name}:{settings.port}"
    for line in (
        f"{settings.restaurant_name} takes orders at {url}",
        f"Waiters, cooks and managers work at {url}/app/",
        f"The API is explained at {url}/docs",
    ):
        click.echo(start_line(settings, line))
    if sys.stdout.isatty():
        click.echo("Ctrl-C stops it")


def _answers(host: str, port: int) -> bool:
    try:
        with closing(http.client.HTTPConnection(host, port, timeout=1)) as connection:
            connection.request("GET", "/health/live")
            return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
