"""The program itself, and the list of its commands."""

import os

import click

from entrypoints.cli.demo import demo
from entrypoints.cli.distribute import distribute
from entrypoints.cli.export import export
from entrypoints.cli.forget import forget
from entrypoints.cli.history import history
from entrypoints.cli.import_ import import_
from entrypoints.cli.migrate import migrate
from entrypoints.cli.migration import migration
from entrypoints.cli.psql import psql
from entrypoints.cli.purge import purge
from entrypoints.cli.recover import recover
from entrypoints.cli.reset import reset
from entrypoints.cli.restaurant import restaurant
from entrypoints.cli.run import run
from entrypoints.cli.verify_audit import verify_audit
from entrypoints.cli.verify_days import verify_days
from entrypoints.cli.verify_rollups import verify_rollups

_COMMANDS = [
    run,
    demo,
    distribute,
    export,
    forget,
    history,
    import_,
    migrate,
    migration,
    psql,
    purge,
    recover,
    reset,
    restaurant,
    verify_audit,
    verify_days,
    verify_rollups,
]


@click.group(commands=_COMMANDS)
def main() -> None:
    """Take a restaurant's orders over HTTP."""


if __name__ == "__main__":
    main(prog_name="python -m entrypoints.cli")
elif __name__ == "__mp_main__":
    # A server process, which starts by importing this module under another name. Alone in its session, it hears
    # neither the terminal's Ctrl-C nor its closing: the program hears both and stops the processes in order.
    os.setsid()
