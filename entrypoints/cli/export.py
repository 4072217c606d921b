"""`export`: everything that belongs to one restaurant, as files."""

from pathlib import Path

import click

from entrypoints.cli.call import call
from entrypoints.cli.database import database, expect_schema
from entrypoints.cli.refusal import BadSetting, settings_of_a_database
from entrypoints.settings import Settings

SECRETS = "The files hold hashes of passwords, and what webhooks are signed with: keep them as you keep the database."


@click.command()
@click.argument("slug", default="")
def export(slug: str) -> None:
    """Write everything that belongs to the restaurant SLUG into a folder in DATA_DIR/exports, as JSON lines."""
    if not slug:
        raise BadSetting(f"say which restaurant: {call('export SLUG=trattoria', 'export trattoria')}")
    with database(settings_of_a_database(memory="ends with the program that it is in")) as ready:
        expect_schema(ready)
        folder, said = write(ready, slug)
    click.echo(f"{said}\nExport: {folder}\n{SECRETS}")


def write(settings: Settings, slug: str) -> tuple[Path, str]:
    """Return the folder of a new export, and a sentence on what was written. Raises `Refusal`."""
    from adapters.postgres.kernel.engine import Database
    from adapters.postgres.restaurant import exporting
    from entrypoints.cli import moving

    async def work(database: Database) -> tuple[Path, str]:
        restaurant, folder = await moving.find(database, slug), moving.new_folder(settings, slug)
        with moving.progress("exported") as (told, summed):
            return folder, summed(await exporting.export(database, restaurant.id, folder, told))

    return moving.on_database(settings, work)
