"""`forget`: a restaurant exported, and then deleted for good once the person says so."""

import sys
from pathlib import Path
from typing import Final

import click

from entrypoints.cli.database import database, expect_schema
from entrypoints.cli.export import SECRETS, write
from entrypoints.cli.refusal import BadSetting, Refusal, settings_of_a_database
from entrypoints.settings import Settings

_TRIES: Final = 3


@click.command()
@click.argument("slug", default="")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--keep", is_flag=True, help="Export it and delete nothing, as `export` does.")
def forget(slug: str, *, yes: bool, keep: bool) -> None:
    """Export everything that belongs to the restaurant SLUG, then delete exactly that, and sign its people out."""
    if not slug:
        raise BadSetting("say which restaurant: make forget SLUG=trattoria")
    with database(settings_of_a_database(memory="forgets by itself"), shared=True) as ready:
        expect_schema(ready)
        if keep:
            folder, said = write(ready, slug)
        else:
            folder, said = _forget(ready, slug, yes=yes)
    click.echo(f"{said}\nExport: {folder}\n{SECRETS}")


def _forget(settings: Settings, slug: str, *, yes: bool) -> tuple[Path, str]:
    from adapters.postgres.kernel.engine import Database
    from adapters.postgres.restaurant import forgetting
    from domain.kernel.errors import Busy
    from entrypoints.cli import moving

    async def work(database: Database) -> tuple[Path, str]:
        restaurant = await moving.find(database, slug)
        if await forgetting.is_first_of_several(database, restaurant.id):
            raise Refusal(
                f"{slug} is the default of this installation, and another restaurant would take its place: "
                "forget the others first"
            )
        if not yes:
            _ask(slug, restaurant.name)
        for _ in range(_TRIES):
            folder = moving.new_folder(settings, slug)
            with moving.progress("exported and deleted") as (told, summed):
                try:
                    return folder, summed(await forgetting.forget(database, restaurant.id, folder, told))
                except Busy:
                    continue
        raise Refusal(
            f"{slug} is in use: something changed each time before it was exported, and nothing is deleted; "
            "close it, then try again"
        )

    return moving.on_database(settings, work)


def _ask(slug: str, name: str) -> None:
    if not sys.stdin.isatty():
        raise Refusal("nobody is at a terminal to be asked: args=--yes says that it is meant")
    typed = click.prompt(f"Everything of {name} is exported, then deleted for good. Type {slug} to go on", default="")
    if typed != slug:
        raise Refusal("nothing was deleted")
