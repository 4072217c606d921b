"""A program that serves time and again, says so each time, and goes on to the next when it is told to stop."""

import multiprocessing
import signal
import sys
import time
from functools import partial

import click

from entrypoints.cli.server import ToldToStop


def _work_until_told(server: ToldToStop, *_: object) -> None:
    # A forked worker has the handlers of its launcher, and notes what it is told in its own copy.
    click.echo("serving")
    while not server.interrupt_signal:
        time.sleep(0.002)


def _main(times: int, port: int) -> None:
    multiprocessing.set_start_method("fork")
    for _ in range(times):
        server = ToldToStop("nowhere", port=port, workers=1, log_enabled=False)
        server.serve(partial(_work_until_told, server))
    # One of the two may come late: it has stopped the next then, and the last one is told so once more than it serves.
    for number in (signal.SIGTERM, signal.SIGINT):
        _ = signal.signal(number, signal.SIG_IGN)
    click.echo("done")


if __name__ == "__main__":
    _main(int(sys.argv[1]), int(sys.argv[2]))
