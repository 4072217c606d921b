"""`import`: a restaurant that another installation exported, brought into this one."""

from pathlib import Path

import click

from entrypoints.cli.database import database, upgrade_schema
from entrypoints.cli.refusal import BadSetting, settings_of_a_database
from entrypoints.settings import Settings


@click.command("import")
@click.argument("folder", default="")
def import_(folder: str) -> None:
    """Bring the restaurant in that was exported to FOLDER: all of it, with its ids, or nothing."""
    if not folder:
        raise BadSetting("say where the export is: make import FOLDER=trattoria-20261126T120000Z")
    with database(settings_of_a_database(memory="would forget it at once"), shared=True) as ready:
        upgrade_schema(ready)
        said = _bring_in(ready, Path(folder))
    click.echo(f"{said}\nIts people sign in anew, with the secrets they had.")


def _bring_in(settings: Settings, folder: Path) -> str:
    from adapters.postgres.kernel.engine import Database
    from adapters.postgres.restaurant import importing
    from entrypoints.cli import moving

    async def work(database: Database) -> str:
        await moving.expect_a_later_one(database, folder)
        with moving.progress("brought in") as (told, summed):
            return summed(await importing.bring_in(database, folder, told))

    return moving.on_database(settings, work)
