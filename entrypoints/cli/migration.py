"""`migration`: a new revision, written from the difference between the tables and the database."""

import click

from entrypoints.cli.database import database, upgrade_schema
from entrypoints.cli.refusal import settings_of_a_database


@click.command()
@click.option("--message", "-m", required=True, help="What changes, as a fact: orders have tables.")
def migration(message: str) -> None:
    """Write a migration from what the tables say and the database does not have."""
    with database(settings_of_a_database(memory="has no schema")) as ready:
        upgrade_schema(ready)
        _write(ready.database_url or "", message)
    click.echo("Read it before you trust it, then format it: make fix")


def _write(database_url: str, message: str) -> None:
    from alembic import command

    from adapters.postgres.kernel.migrations import configuration

    _ = command.revision(configuration(database_url), message=message, autogenerate=True)
