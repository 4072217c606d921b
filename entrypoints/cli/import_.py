"""`import`: a restaurant that another installation exported, brought into this one."""

from pathlib import Path
from typing import Final

import click

from entrypoints.cli.call import call, reopening
from entrypoints.cli.database import database, upgrade_schema
from entrypoints.cli.refusal import BadSetting, settings_of_a_database
from entrypoints.settings import Settings

_EXAMPLE: Final = ".data/exports/trattoria-20261126T120000.000000Z"
_DEVICES: Final = {True: "stay paired", False: "are paired anew"}


@click.command("import")
@click.argument("folder", default="")
@click.option("--keep-devices", is_flag=True, help="Its devices stay paired: only where none was revoked since.")
def import_(folder: str, *, keep_devices: bool) -> None:
    """Bring the restaurant in that was exported to FOLDER: all of it, with its ids, or nothing.

    Into an empty database it comes as the first one, and stays as it is until the settings say something new.
    """
    if not folder:
        raise BadSetting(f"say where the export is: {call(f'import FOLDER={_EXAMPLE}', f'import {_EXAMPLE}')}")
    with database(settings_of_a_database(memory="would forget it at once")) as ready:
        upgrade_schema(ready)
        said = _bring_in(ready, Path(folder), keep_devices=keep_devices)
    devices = f"its devices {_DEVICES[keep_devices]}; its webhooks are off"
    click.echo(f"{said}\nIts people sign in anew, with the secrets they had; {devices}.")


def _bring_in(settings: Settings, folder: Path, *, keep_devices: bool) -> str:
    from adapters.postgres.kernel.engine import Database
    from adapters.postgres.restaurant import importing
    from adapters.postgres.restaurant.restaurants import PostgresRestaurants
    from domain.kernel.ids import RestaurantId
    from entrypoints.cli import moving
    from entrypoints.wiring.first import described_by

    async def work(database: Database) -> str:
        restaurants = PostgresRestaurants(database)
        await moving.expect_a_first_one_that_follows(restaurants)
        with moving.progress("brought in") as (told, summed):
            manifest = await importing.bring_in(
                database, folder, described_by(settings), told, keep_devices=keep_devices
            )
            said = summed(manifest)
        restaurant = await restaurants.get(RestaurantId(manifest.restaurant))
        if restaurant.is_open:
            return said
        return f"{said}\nIt is closed. To open it: {reopening(restaurant.slug)}"

    return moving.on_database(settings, work)
