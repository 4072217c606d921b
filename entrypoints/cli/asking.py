"""One use case, asked from the command line, in the database of the settings."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from dishka import AsyncContainer

from entrypoints.cli.database import open_restaurant, upgrade_schema
from entrypoints.cli.refusal import Refusal
from entrypoints.settings import Settings

T = TypeVar("T")


async def asked(settings: Settings, ask: Callable[[AsyncContainer], Awaitable[T]]) -> T:
    """Return what is answered out of a container for one request, or refuse."""
    from domain.kernel.errors import Unavailable
    from entrypoints.wiring.container import make_container

    container = make_container(settings)
    try:
        async with container() as request:
            return await ask(request)
    except Unavailable as error:
        raise Refusal("the database cannot be reached") from error
    finally:
        await container.close()


def prepare(settings: Settings) -> None:
    """Bring the schema up to date, and have the restaurant be there."""
    upgrade_schema(settings)
    open_restaurant(settings)
