"""Bringing a database's schema up to date."""

from functools import partial
from pathlib import Path
from typing import Final, Literal

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from adapters.postgres.kernel.addresses import read_address
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.route import Route
from adapters.postgres.kernel.timelines import Timelines

TURN: Final = 7_260_118_512_340_915
"""The advisory lock that whoever migrates or distributes holds."""
_PROJECT: Final = Path(__file__).parents[3]
_IS_MIGRATED: Final = text("SELECT to_regclass('alembic_version') IS NOT NULL AS migrated")
_REVISION: Final = text("SELECT version_num FROM alembic_version")


def configuration(database_url: str, timelines: Timelines | None = None) -> Config:
    """Return Alembic's configuration for this database. `timelines` keeps it from a server that was replaced."""
    config = Config(toml_file=_PROJECT / "pyproject.toml")
    config.attributes["route"] = Route(read_address(database_url), timelines)
    return config


def engine(route: Route) -> AsyncEngine:
    """Return an SQLAlchemy engine, for Alembic, that connects by our own route."""
    return create_async_engine("postgresql+asyncpg://", async_creator=partial(route.connect, {}), poolclass=NullPool)


def upgrade(database_url: str, revision: str = "head", timelines: Timelines | None = None) -> None:
    """Bring the schema up to `revision`. Several may start at once: one migrates, the others wait for its lock."""
    command.upgrade(configuration(database_url, timelines), revision)


def downgrade(database_url: str, revision: str) -> None:
    """Take the schema back to `revision`."""
    command.downgrade(configuration(database_url), revision)


def newest_revision() -> str | None:
    """Return the revision that this program's code expects."""
    return ScriptDirectory(str(_PROJECT / "migrations")).get_current_head()


async def standing(database: Database) -> Literal["newest", "older", "newer"]:
    """Compare the schema's revision with this program's: older where there is none, newer where it is unknown here."""
    migrated = (await database.fetch(_IS_MIGRATED))[0].migrated
    there = {row.version_num for row in await database.fetch(_REVISION)} if migrated else set[str]()
    if there == {newest_revision()}:
        return "newest"
    known = {each.revision for each in ScriptDirectory(str(_PROJECT / "migrations")).walk_revisions()}
    return "older" if there <= known else "newer"
