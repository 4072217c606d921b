"""What is done in the database of the settings before anything is served."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Literal

from adapters.postgres.access.setups import PostgresSetups
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.migrations import standing
from adapters.postgres.kernel.timelines import Timelines
from adapters.postgres.kernel.unit_of_work import PostgresUnitOfWork
from adapters.postgres.kernel.waking import Waking
from adapters.postgres.restaurant.restaurants import PostgresRestaurants
from adapters.system.ids import TimeOrderedIds
from application.access.offer_setup_token import Standing
from entrypoints.settings import Settings
from entrypoints.wiring.first import offer_in, open_in
from entrypoints.wiring.shared import required


async def open_restaurant(settings: Settings, kept: str | None = None) -> Standing | None:
    """Have the restaurant be there, in the migrated database of the settings.

    Returns how the setup token, of the settings or `kept` in a file, stands; None where none is needed.
    """
    async with opened(settings) as database:
        work = PostgresUnitOfWork(database, Waking())
        restaurant = await open_in(PostgresRestaurants(database), work, TimeOrderedIds(), settings)
        return await offer_in(PostgresSetups(database, restaurant.id), work, settings, kept)


async def schema_standing(settings: Settings) -> Literal["newest", "older", "newer"]:
    """Tell how the schema in the database of the settings stands to this program."""
    async with opened(settings) as database:
        return await standing(database)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncGenerator[Database]:
    """Lend the database of the settings."""
    timelines = Timelines(settings.data_dir / "timelines")
    database = Database(required(settings.database_url, "DATABASE_URL"), connections=1, timelines=timelines)
    try:
        yield database
    finally:
        await database.close()
