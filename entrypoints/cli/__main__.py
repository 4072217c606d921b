"""The program itself, and the list of its commands."""

import click

from entrypoints.cli.migrate import migrate
from entrypoints.cli.migration import migration
from entrypoints.cli.run import run


@click.group(commands=[run, migrate, migration])
def main() -> None:
    """Take a restaurant's orders over HTTP."""


# A server process imports this module again under another name, and must not start a second program.
if __name__ == "__main__":
    main(prog_name="python -m entrypoints.cli")
