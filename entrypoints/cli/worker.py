"""What one server process runs: the application, for as long as the program that started it lives."""

import asyncio
import multiprocessing
import os
import signal
import threading

from litestar.types import ASGIApp, Message, Receive, Scope, Send

from entrypoints.asgi import create as create_application

_STOP = (signal.SIGINT, signal.SIGTERM)
_A_MOMENT = 0.05


def create() -> ASGIApp:
    """Return the application, and see to it that its process ends when it is told to and with its launcher."""
    # The server forgets a signal that comes before it listens and then waits for ever: such a signal waits instead.
    _ = signal.pthread_sigmask(signal.SIG_BLOCK, _STOP)
    threading.Thread(target=_end_with_the_launcher, daemon=True).start()
    return _hearing_once_started(create_application())


def _hearing_once_started(application: ASGIApp) -> ASGIApp:
    async def hearing(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_and_hear(message: Message) -> None:
            await send(message)
            if str(message["type"]) == "lifespan.startup.complete":
                # The loop pauses here until the server listens, so this comes after.
                _ = asyncio.get_running_loop().call_later(_A_MOMENT, signal.pthread_sigmask, signal.SIG_UNBLOCK, _STOP)

        await application(scope, receive, send_and_hear if str(scope["type"]) == "lifespan" else send)

    return hearing


def _end_with_the_launcher() -> None:
    # A launcher killed outright cannot stop its workers, and they would keep the port.
    launcher = multiprocessing.parent_process()
    if launcher is not None:
        launcher.join()
        os.kill(os.getpid(), signal.SIGTERM)
