"""How Alembic reaches the database: asynchronously, one at a time."""

import asyncio
import os
from time import sleep
from typing import Final

from alembic import context
from sqlalchemy import Connection, text

from adapters.postgres.kernel.addresses import read_address
from adapters.postgres.kernel.distribution import distribute_what_is_new
from adapters.postgres.kernel.fitness import refuse_unfit
from adapters.postgres.kernel.migrations import TURN, engine
from adapters.postgres.kernel.route import Route
from adapters.postgres.restaurant.belongings import belongings

_TRIED_AGAIN_AFTER: Final = 0.2
"""Seconds."""


def migrate(connection: Connection) -> None:
    """Run the migrations when it is our turn."""
    context.configure(connection=connection, target_metadata=belongings()[0].metadata, transaction_per_migration=True)
    while not connection.execute(text("SELECT pg_try_advisory_lock(:turn)"), {"turn": TURN}).scalar_one():
        # Between two statements, not in one: an index that is made CONCURRENTLY waits for all that run.
        connection.commit()
        sleep(_TRIED_AGAIN_AFTER)
    connection.commit()
    try:
        with context.begin_transaction():
            context.run_migrations()
        distribute_what_is_new(connection)
    finally:
        connection.rollback()
        connection.execute(text("SELECT pg_advisory_unlock(:turn)"), {"turn": TURN})
        connection.commit()


async def connect() -> None:
    """Connect to the database that the configuration or the environment names, and migrate it, if it is fit."""
    route = context.config.attributes.get("route") or Route(read_address(os.environ["DATABASE_URL"]))
    await refuse_unfit(route)
    way = engine(route)
    try:
        async with way.connect() as connection:
            await connection.run_sync(migrate)
    finally:
        await way.dispose()


asyncio.run(connect())
