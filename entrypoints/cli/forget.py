"""`forget`: a restaurant exported, and then deleted for good once the person says so."""

import asyncio
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import click

from entrypoints.cli.call import call, reopening
from entrypoints.cli.database import database, expect_schema
from entrypoints.cli.export import SECRETS, write
from entrypoints.cli.refusal import BadSetting, Refusal, settings_of_a_database
from entrypoints.cli.secret_file import token_file
from entrypoints.settings import Settings

_TRIES: Final = 60
_PAUSE_SECONDS: Final = 1.0
"""Between two tries. What was under way when the restaurant was closed, and sums and seals of what it did, go on."""

_NONE_LEFT: Final = (
    "No restaurant is left: signing in is answered 404, and /health/ready 503. The next start opens one, with a new "
    "setup token, or with SETUP_TOKEN where it is set, which is good again. To open it without a restart:"
)


@click.command()
@click.argument("slug", default="")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--keep", is_flag=True, help="Export it and delete nothing, as `export` does.")
def forget(slug: str, *, yes: bool, keep: bool) -> None:
    """Close the restaurant SLUG, export everything that belongs to it, delete exactly that, and sign its people out."""
    if not slug:
        raise BadSetting(f"say which restaurant: {call('forget SLUG=trattoria', 'forget trattoria')}")
    with database(settings_of_a_database(memory="forgets by itself")) as ready:
        expect_schema(ready)
        if keep:
            folder, said = write(ready, slug)
        else:
            folder, said = _forget(ready, slug, yes=yes)
    click.echo(f"{said}\nExport: {folder}\n{SECRETS}")


def _forget(settings: Settings, slug: str, *, yes: bool) -> tuple[Path, str]:
    from adapters.postgres.kernel.engine import Database
    from adapters.postgres.restaurant import forgetting
    from adapters.postgres.restaurant.references import indexed
    from adapters.system.clock import SystemClock
    from domain.kernel.errors import Busy
    from domain.restaurant.restaurant import Restaurant, RestaurantChanged
    from entrypoints.cli import moving

    async def tried(database: Database, was: Restaurant, closed: Restaurant, *, is_first: bool) -> tuple[Path, str]:
        for _ in range(_TRIES):
            folder = moving.new_folder(settings, slug)
            with moving.progress("exported and deleted") as (told, summed):
                try:
                    gone = await forgetting.forget(database, was, closed, folder, told, is_first=is_first)
                    return folder, summed(gone)
                except Busy:
                    await asyncio.sleep(_PAUSE_SECONDS)
        raise Refusal(f"{slug} is in use though it is closed, and nothing is deleted: try again later")

    async def work(database: Database) -> tuple[Path, str]:
        restaurant = await moving.find(database, slug)
        is_first = await moving.is_first_and_last(database, restaurant)
        if not yes:
            _ask(slug, restaurant.name)
        try:
            closed = await forgetting.close(database, restaurant, at=SystemClock().now())
            with _telling_how_to_open(slug, was_open=restaurant.is_open):
                async with indexed(database, restaurant.id):
                    folder, said = await tried(database, restaurant, closed, is_first=is_first)
        except forgetting.AnotherWouldBeFirst:
            raise moving.others_first(restaurant) from None
        except RestaurantChanged:
            raise Refusal(f"somebody else changed {slug} just now, and nothing is deleted: try again") from None
        if await moving.are_there_any(database):
            return folder, said
        with suppress(OSError):  # not ours to remove
            token_file(settings).unlink(missing_ok=True)
        return folder, f"{said}\n{_NONE_LEFT} {call('migrate')}"

    return moving.on_database(settings, work)


@contextmanager
def _telling_how_to_open(slug: str, *, was_open: bool) -> Generator[None]:
    try:
        yield
    except BaseException:
        if was_open:
            click.echo(f"{slug} was closed. To open it again: {reopening(slug)}", err=True)
        raise


def _ask(slug: str, name: str) -> None:
    if not sys.stdin.isatty():
        raise Refusal("nobody is at a terminal to be asked: --yes says that it is meant (for make: args=--yes)")
    typed = click.prompt(
        f"Everything of {name} is exported, then deleted for good. It is closed at once. Type {slug} to go on",
        default="",
        show_default=False,
    )
    if typed != slug:
        raise Refusal("nothing was deleted")
