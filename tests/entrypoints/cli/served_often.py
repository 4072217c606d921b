"""A program that serves time and again, says so each time, and goes on to the next when it is told to stop."""

import math
import multiprocessing
import os
import signal
import sys
import time
from functools import partial

import click

from entrypoints.cli.server import ToldToStop
from entrypoints.cli.starting import Start


def _work_until_told(server: ToldToStop, seconds: float, *_: object) -> None:
    # A forked worker has the handlers of its launcher, and notes what it is told in its own copy.
    click.echo("serving")
    until = time.monotonic() + seconds
    while not server.interrupt_signal and time.monotonic() < until:
        time.sleep(0.002)


def _serve(start: Start, port: int, *, seconds: float = math.inf) -> None:
    server = ToldToStop(start, "nowhere", port=port, workers=1, log_enabled=False)
    server.serve(partial(_work_until_told, server, seconds))


def _main(times: str, port: int) -> None:
    multiprocessing.set_start_method("fork")
    if times == "told before":
        with Start() as start:
            for number in (signal.SIGTERM, signal.SIGINT):
                os.kill(os.getpid(), number)
            # It is told to stop as soon as it is forked, when Python forgets signals.
            _serve(start, port, seconds=3)
    else:
        for _ in range(int(times)):
            _serve(Start(), port)
    # One of the two may come late: it has stopped the next then, and the last one is told so once more than it serves.
    for number in (signal.SIGTERM, signal.SIGINT):
        _ = signal.signal(number, signal.SIG_IGN)
    click.echo("done")


if __name__ == "__main__":
    _main(sys.argv[1], int(sys.argv[2]))
