"""`migrate`: the schema brought up to date, and nothing served."""

import click

from entrypoints.cli.database import database, open_restaurant, upgrade_schema
from entrypoints.cli.refusal import settings_of_a_database


@click.command()
def migrate() -> None:
    """Bring the database to the newest schema, with its restaurant there."""
    with database(settings_of_a_database(memory="has no schema")) as ready:
        upgrade_schema(ready)
        _ = open_restaurant(ready)
    click.echo("The database has the newest schema.")
