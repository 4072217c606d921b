"""How Alembic reaches the database: asynchronously, one at a time."""

import asyncio
import os
from typing import Final

from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from adapters.postgres.catalogue import tables as catalogue
from adapters.postgres.kernel import tables as kernel
from adapters.postgres.kernel.engine import asyncpg_url
from adapters.postgres.kernel.metadata import metadata
from adapters.postgres.ordering import tables as ordering
from adapters.postgres.reporting import tables as reporting
from adapters.postgres.restaurant import tables as restaurant
from adapters.postgres.staff import tables as staff

ROOMS: Final = (kernel, restaurant, staff, catalogue, ordering, reporting)
"""The contexts whose tables `metadata` holds once they are imported."""

TURN: Final = 7_260_118_512_340_915
"""The advisory lock that whoever migrates holds."""


def migrate(connection: Connection) -> None:
    """Run the migrations when it is our turn."""
    context.configure(connection=connection, target_metadata=metadata, transaction_per_migration=True)
    connection.execute(text("SELECT pg_advisory_lock(:turn)"), {"turn": TURN})
    connection.commit()
    try:
        with context.begin_transaction():
            context.run_migrations()
    finally:
        connection.rollback()
        connection.execute(text("SELECT pg_advisory_unlock(:turn)"), {"turn": TURN})
        connection.commit()


async def connect() -> None:
    """Connect to the database that the configuration or the environment names, and migrate it."""
    database_url = context.config.attributes.get("database_url") or os.environ["DATABASE_URL"]
    engine = create_async_engine(asyncpg_url(database_url), poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            await connection.run_sync(migrate)
    finally:
        await engine.dispose()


asyncio.run(connect())
