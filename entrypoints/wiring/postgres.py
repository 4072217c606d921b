"""What is kept on PostgreSQL."""

from collections.abc import AsyncIterator

from asyncpg.pgproto.pgproto import UUID
from dishka import Provider, provide  # pyright: ignore[reportUnknownVariableType] - dishka's types are incomplete

from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.sweeping import Sweeping
from adapters.postgres.kernel.timelines import Timelines
from adapters.postgres.kernel.waking import Waking
from adapters.system.ids import TimeOrderedIds
from application.kernel.ids import Ids
from entrypoints.settings import Settings
from entrypoints.wiring.scopes import Scope
from entrypoints.wiring.shared import required


class OnPostgres(Provider):
    """Everything that is kept, in the database of the settings."""

    scope = Scope.APP

    @provide
    async def database(self, settings: Settings) -> AsyncIterator[Database]:
        """Open the way to it, and close it at the end."""
        watch = None
        if settings.metrics_port is not None:
            from entrypoints.metrics import metrics  # noqa: PLC0415 - what nobody looks at costs nothing

            watch = metrics()
        database = Database(
            required(settings.database_url, "DATABASE_URL"),
            watch=watch,
            timelines=Timelines(settings.data_dir / "timelines"),
            processes=settings.workers,
        )
        yield database
        await database.close()

    sweeping = provide(Sweeping)
    waking = provide(Waking)

    @provide
    def ids(self) -> Ids:
        """Make ids as the driver reads and writes them, which are made and sent several times as fast."""
        return TimeOrderedIds(UUID)
