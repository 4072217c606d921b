"""The database a command works on: the one it was given, or the one it brings along; migrated, and opened."""

import asyncio
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from typing import Final

import msgspec
import structlog

from application.access.offer_setup_token import Standing
from entrypoints.cli.call import call
from entrypoints.cli.refusal import BadSetting, Refusal
from entrypoints.cli.starting import Start
from entrypoints.settings import Settings

_STANDS: Final = {
    "older": "it has no schema yet, or an older one; `{migrate}` brings it up to date",
    "newer": "it has the schema of a newer program; use that one, or a backup from before it",
}


@contextmanager
def database(settings: Settings, start: Start | None = None) -> Generator[Settings]:
    """Yield the settings with a `DATABASE_URL` that answers as long as the block lasts.

    Where none is set, it is that of the embedded PostgreSQL: the program's own, of its `start`, which can give it up;
    or, for a command, shared with whoever has it.
    """
    if settings.database_url is not None:
        yield settings
        return
    try:
        # The image has no PostgreSQL inside, so nothing but these lines may ask for it.
        from adapters.embedded import sharing
        from adapters.embedded.errors import EmbeddedPostgresError
        from adapters.embedded.server import EmbeddedPostgres
        from adapters.embedded.supervision import Supervision
    except ModuleNotFoundError as error:
        raise Refusal("DATABASE_URL is not set, and no PostgreSQL is installed along with this program") from error
    folder = settings.data_dir / "postgres"
    with ExitStack() as stack:
        try:
            if start is None:
                server = stack.enter_context(sharing.shared(folder))
            else:
                server = EmbeddedPostgres(folder)
                start.abandon_by(server.give_up)
                _ = stack.enter_context(server)
                _ = stack.enter_context(Supervision(server, say=_warn))
        except EmbeddedPostgresError as error:
            raise Refusal(str(error)) from error
        yield msgspec.structs.replace(settings, database_url=server.url())


def upgrade_schema(settings: Settings) -> None:
    """Bring the database of the settings to the newest schema, or refuse."""
    from adapters.postgres.kernel.migrations import upgrade
    from adapters.postgres.kernel.timelines import Timelines

    _expect(settings, "newest", "older")
    with _refusing(settings):
        upgrade(settings.database_url or "", timelines=Timelines(settings.data_dir / "timelines"))


def expect_schema(settings: Settings) -> None:
    """Refuse where the database of the settings does not have the newest schema. Changes nothing."""
    _expect(settings, "newest")


def distribute_tables(settings: Settings) -> tuple[int, int, int]:
    """Distribute the database of the settings by Citus, or refuse.

    Returns how many tables are distributed, how many of them just now, and over how many nodes.
    """
    from adapters.postgres.kernel.distribution import distribute
    from adapters.postgres.kernel.timelines import Timelines

    _expect(settings, "newest")
    with _refusing(settings, "distributed"):
        return asyncio.run(distribute(settings.database_url or "", Timelines(settings.data_dir / "timelines")))


def open_restaurant(settings: Settings, kept: str | None = None) -> Standing | None:
    """Have the restaurant of the settings be in their database, or refuse.

    Returns how the setup token, of the settings or `kept` in a file, stands; None where none is needed.
    """
    from domain.restaurant.restaurant import SlugTaken
    from entrypoints.wiring import opening

    with _refusing(settings):
        try:
            return asyncio.run(opening.open_restaurant(settings, kept))
        except SlugTaken as error:
            taken = f"RESTAURANT_SLUG is {settings.restaurant_slug}, as another restaurant is called already"
            raise BadSetting(taken) from error


def _expect(settings: Settings, *expected: str) -> None:
    from entrypoints.wiring import opening

    with _refusing(settings):
        standing = asyncio.run(opening.schema_standing(settings))
    if standing not in expected:
        reason = _STANDS[standing].format(migrate=call("migrate"))
        raise Refusal(f"the database at {_place(settings)} cannot be worked on: {reason}")


def _warn(line: str) -> None:
    structlog.get_logger("postgres").warning(line)


@contextmanager
def _refusing(settings: Settings, what: str = "used") -> Generator[None]:
    import asyncpg
    import sqlalchemy.exc
    from alembic.util import CommandError

    from adapters.postgres.kernel.fitness import Unfit
    from domain.kernel.errors import DomainError

    ours = (CommandError, DomainError, OSError, Unfit)
    try:
        yield
    except (*ours, asyncpg.InterfaceError, asyncpg.PostgresError, sqlalchemy.exc.SQLAlchemyError) as error:
        raise Refusal(f"the database at {_place(settings)} cannot be {what}: {_reason(error)}") from error


def _place(settings: Settings) -> str:
    from adapters.postgres.kernel.addresses import read_address

    return read_address(settings.database_url or "").place


def _reason(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error.__cause__ or error
    if isinstance(cause, TimeoutError):
        return "it does not answer in time"
    lines = str(cause).strip().splitlines()
    # SQLAlchemy's adapter puts the driver's class in front: <class 'asyncpg...'>: words
    return lines[0].rpartition(">: ")[2] if lines else type(cause).__name__
