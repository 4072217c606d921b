"""What one server process runs: the application, for as long as the program that started it lives."""

import multiprocessing
import os
import signal
import threading

from litestar import Litestar

from entrypoints.asgi import create as create_application


def create() -> Litestar:
    """Return the application, and see to it that this process never outlives the one that started it."""
    threading.Thread(target=_end_with_the_launcher, daemon=True).start()
    return create_application()


def _end_with_the_launcher() -> None:
    # A launcher killed outright cannot stop its workers, and they would keep the port.
    launcher = multiprocessing.parent_process()
    if launcher is not None:
        launcher.join()
        os.kill(os.getpid(), signal.SIGTERM)
