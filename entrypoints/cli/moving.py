"""What `export`, `forget` and `import` share: a database to work on, and how they tell of progress and refusals."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager, suppress
from datetime import UTC
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import Progress, TextColumn, TimeElapsedColumn

from adapters.postgres.kernel.engine import Database
from adapters.postgres.restaurant.exporting import NotWritten, Told
from adapters.postgres.restaurant.manifest import BadExport, Manifest
from adapters.postgres.restaurant.restaurants import OTHERS, PostgresRestaurants
from adapters.system.clock import SystemClock
from application.restaurant.ports import Restaurants
from domain.kernel.errors import OutcomeUnknown, Unavailable
from domain.restaurant.restaurant import Restaurant, RestaurantNotFound
from entrypoints.cli.call import call
from entrypoints.cli.refusal import Refusal, not_here
from entrypoints.settings import Settings
from entrypoints.wiring.opening import opened

T = TypeVar("T")


def on_database(settings: Settings, work: Callable[[Database], Awaitable[T]]) -> T:
    """Return what `work` does with the database of the settings, or refuse."""

    async def whole() -> T:
        async with opened(settings) as database:
            return await work(database)

    with _refusing():
        return asyncio.run(whole())


async def find(database: Database, slug: str) -> Restaurant:
    """Return the restaurant that is called so, or refuse."""
    try:
        return await PostgresRestaurants(database).named(slug)
    except RestaurantNotFound:
        raise not_here(slug) from None


async def are_there_any(database: Database) -> bool:
    """Tell whether there is a restaurant."""
    with suppress(RestaurantNotFound):
        _ = await PostgresRestaurants(database).first()
        return True
    return False


async def is_first_and_last(database: Database, restaurant: Restaurant) -> bool:
    """Tell whether it is the first restaurant. Refuse that where there are others: one of them would be the first."""
    if (await PostgresRestaurants(database).first()).id != restaurant.id:
        return False
    if await database.fetch(OTHERS, {"restaurant": restaurant.id}):
        raise others_first(restaurant)
    return True


def others_first(restaurant: Restaurant) -> Refusal:
    """Return the refusal to forget the first restaurant before others."""
    return Refusal(
        f"{restaurant.slug} is the first restaurant, and another one would take its place: forget the others first"
    )


async def expect_a_first_one_that_follows(restaurants: Restaurants) -> None:
    """Refuse where the first restaurant is so by its age alone, as after an upgrade: an older one took its place."""
    with suppress(RestaurantNotFound):
        first, followed = await restaurants.first_and_followed()
        if followed is None:
            migrate = call("migrate")
            raise Refusal(f"{first.slug} does not follow the settings yet: `{migrate}` first, or start the program")


def new_folder(settings: Settings, slug: str) -> Path:
    """Return where an export that begins now goes: named after the slug and the moment, in UTC."""
    moment = SystemClock().now().astimezone(UTC)
    return settings.data_dir / "exports" / f"{slug}-{moment:%Y%m%dT%H%M%S.%fZ}"


@contextmanager
def progress(done: str) -> Generator[tuple[Told, Callable[[Manifest], str]]]:
    """Lend who hears of progress and shows it on a terminal, and who says at the end what was done, and how fast."""
    console, began = Console(), time.perf_counter()
    shown = (TextColumn("{task.description}"), TextColumn("{task.completed:,} rows"), TimeElapsedColumn())
    with Progress(*shown, console=console, disable=not console.is_terminal, transient=True) as bar:
        tasks = {True: bar.add_task(done), False: bar.add_task("deleted", visible=False)}

        def told(table: str, rows: int) -> None:
            bar.update(tasks[rows >= 0], advance=abs(rows), description=table, visible=True)

        def summed(manifest: Manifest) -> str:
            seconds = time.perf_counter() - began
            return f"{manifest.rows:,} rows {done}: {seconds:,.1f} s, {manifest.rows / seconds:,.0f} a second"

        yield told, summed


@contextmanager
def _refusing() -> Generator[None]:
    try:
        yield
    except (BadExport, NotWritten) as error:
        raise Refusal(str(error)) from error
    except OutcomeUnknown as error:
        raise Refusal("the connection was lost while it was committed: look whether it is done") from error
    except Unavailable as error:
        raise Refusal("the database cannot be reached") from error
