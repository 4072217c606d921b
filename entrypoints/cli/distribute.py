"""`distribute`: the tables of a database, over all machines of a Citus cluster."""

import click

from entrypoints.cli.database import distribute_tables
from entrypoints.cli.refusal import Refusal, settings_of_a_database


@click.command()
def distribute() -> None:
    """Distribute the database's tables over the nodes of its Citus cluster, restaurant by restaurant."""
    settings = settings_of_a_database(memory="is on one machine")
    if settings.database_url is None:
        raise Refusal("DATABASE_URL is not set, and the PostgreSQL that comes along is one machine's")
    tables, new, nodes = distribute_tables(settings)
    over = f"over {nodes} node{'s'[: nodes != 1]}"
    if not new:
        click.echo(f"All {tables} tables are distributed {over} already.")
    else:
        click.echo(f"{tables} tables are distributed {over}, {new} of them just now.")
