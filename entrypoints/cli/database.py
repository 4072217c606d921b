"""The database a command works on: the one it was given, or the one it brings along; migrated, and opened."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from urllib.parse import urlsplit

import msgspec

from entrypoints.cli.refusal import BadSetting, Refusal
from entrypoints.settings import Settings


@contextmanager
def database(settings: Settings) -> Generator[Settings]:
    """Yield the settings with a `DATABASE_URL` that answers as long as the block lasts."""
    if settings.database_url is not None:
        yield settings
        return
    # The image has no PostgreSQL inside, so nothing but this line may ask for it.
    from adapters.embedded.errors import EmbeddedPostgresError
    from adapters.embedded.server import EmbeddedPostgres

    try:
        server = EmbeddedPostgres(settings.data_dir / "postgres")
        server.start()
    except EmbeddedPostgresError as error:
        raise Refusal(str(error)) from error
    try:
        yield msgspec.structs.replace(settings, database_url=server.url())
    finally:
        server.stop()


def upgrade_schema(settings: Settings) -> None:
    """Bring the database of the settings to the newest schema, or refuse."""
    from adapters.postgres.kernel.migrations import upgrade

    with _refusing(settings):
        upgrade(settings.database_url or "")


def open_restaurant(settings: Settings) -> None:
    """Have the restaurant of the settings be in their database, or refuse."""
    from domain.kernel.errors import Invalid
    from entrypoints.wiring import opening

    with _refusing(settings):
        try:
            asyncio.run(opening.open_restaurant(settings))
        except Invalid as error:
            raise BadSetting(f"the restaurant's settings cannot be: {error}") from error


def is_set_up(settings: Settings) -> bool:
    """Tell whether the restaurant has had its first manager, or refuse."""
    from entrypoints.wiring import opening

    with _refusing(settings):
        return asyncio.run(opening.is_set_up(settings))


@contextmanager
def _refusing(settings: Settings) -> Generator[None]:
    import sqlalchemy.exc
    from alembic.util import CommandError

    from domain.kernel.errors import DomainError

    try:
        yield
    except (CommandError, DomainError, OSError, sqlalchemy.exc.SQLAlchemyError) as error:
        place = _place(settings.database_url or "")
        raise Refusal(f"the database at {place} cannot be used: {_reason(error)}") from error


def _place(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc.rpartition('@')[2] or 'its socket'}{parts.path}"


def _reason(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error
    lines = str(cause).strip().splitlines()
    # SQLAlchemy's adapter puts the driver's class in front: <class 'asyncpg...'>: words
    return lines[0].rpartition(">: ")[2] if lines else type(cause).__name__
