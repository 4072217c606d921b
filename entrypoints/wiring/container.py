"""The container: settings in, every use case out."""

from dishka import AsyncContainer, Provider, make_async_container

from entrypoints.settings import Settings
from entrypoints.wiring.ports import adapters
from entrypoints.wiring.scopes import Scope
from entrypoints.wiring.shared import OfRestaurant, Shared
from entrypoints.wiring.use_cases import USE_CASES


def make_container(settings: Settings, *more: Provider) -> AsyncContainer:
    """Return the process's container, inside which restaurants have theirs (`Containers`).

    It keeps things where the settings say. `more` provides beside it, or instead.
    """
    given = Provider(scope=Scope.APP)
    _ = given.provide(lambda: settings, provides=Settings)
    # Without a lock, which each request would take a dozen times: what lives as long as the process is made out of
    # settings, or looked up, so that who is second while the first is at it makes the same once more, and it is kept.
    return make_async_container(
        given,
        Shared(),
        OfRestaurant(),
        _storage(settings),
        adapters(settings.storage),
        USE_CASES,
        *more,
        scopes=Scope,
        lock_factory=None,
    )


def _storage(settings: Settings) -> Provider:
    # Imported when chosen: a server in memory loads no database driver, and the other way round.
    if settings.storage == "memory":
        from entrypoints.wiring.memory import InMemory  # noqa: PLC0415

        return InMemory()
    from entrypoints.wiring.postgres import OnPostgres  # noqa: PLC0415

    return OnPostgres()
