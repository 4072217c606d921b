"""`migrate`: the schema brought up to date, and nothing served."""

import click

from entrypoints.cli.database import database, open_restaurant, upgrade_schema
from entrypoints.cli.refusal import Refusal, read_settings


@click.command()
def migrate() -> None:
    """Bring the database to the newest schema, with its restaurant there."""
    settings = read_settings()
    if settings.storage == "memory":
        raise Refusal("STORAGE is memory, which has no schema")
    with database(settings, shared=True) as ready:
        upgrade_schema(ready)
        open_restaurant(ready)
    click.echo("The database has the newest schema.")
