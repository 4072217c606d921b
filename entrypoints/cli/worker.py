"""What one server process runs: the application, for as long as the program that started it lives."""

import asyncio
import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType

from litestar import Litestar

from entrypoints.asgi import create as create_application
from entrypoints.http.events.audiences import Audiences
from entrypoints.settings import load_settings
from entrypoints.sockets import connections_to

_STOP = (signal.SIGINT, signal.SIGTERM)
_SETTLED_SECONDS = 0.5
_OBJECTS_BETWEEN_COLLECTIONS = 10_000
_ANSWERED_WITHIN_SECONDS = 6.0
"""How long after it was told to end a process waits for clients to read what they asked for."""


def create() -> Litestar:
    """Return the application, and see to it that its process ends when it is told to, and with its launcher."""
    # Granian can deadlock on a signal that comes while it is starting, so such a signal waits until it has settled.
    _ = signal.pthread_sigmask(signal.SIG_BLOCK, _STOP)
    threading.Thread(target=_end_with_the_launcher, daemon=True).start()
    application = create_application()
    application.on_startup.append(_settle)
    return application


async def _settle(application: Litestar) -> None:
    # What is there now stays: the garbage collector need not look at it again and again. What comes goes by itself
    # when its request is answered, nearly all of it, so that it is enough to look for cycles now and then.
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    loop = asyncio.get_running_loop()
    audiences = await application.state.container.get(Audiences)
    for number in _STOP:
        _also(number, partial(loop.call_soon_threadsafe, partial(_end, loop, audiences)))
    _ = loop.call_later(_SETTLED_SECONDS, signal.pthread_sigmask, signal.SIG_UNBLOCK, _STOP)


def _end(loop: asyncio.AbstractEventLoop, audiences: Audiences) -> None:
    # The server waits for what is under way to end, and who listens to events would do so for as long as they can.
    audiences.end()
    _ = loop.call_later(_ANSWERED_WITHIN_SECONDS, _hang_up)


def _also(number: int, do: Callable[[], object]) -> None:
    before = signal.getsignal(number)

    def handle(signal_number: int, frame: FrameType | None) -> None:
        _ = do()
        if callable(before):
            before(signal_number, frame)

    _ = signal.signal(number, handle)


def _hang_up() -> None:
    # All requests are answered by now: whoever still has a connection does not read.
    for connection in connections_to(load_settings(os.environ, Path(".env")).port, more_than=0):
        connection.close()


def _end_with_the_launcher() -> None:
    # A launcher killed outright cannot stop its workers, and they would keep the port.
    launcher = multiprocessing.parent_process()
    if launcher is not None:
        launcher.join()
        os.kill(os.getpid(), signal.SIGTERM)
