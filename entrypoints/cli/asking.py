"""One use case, asked from the command line, in the database of the settings."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from dishka import AsyncContainer

from entrypoints.cli.refusal import Refusal
from entrypoints.settings import Settings

T = TypeVar("T")


async def asked(settings: Settings, ask: Callable[[AsyncContainer], Awaitable[T]]) -> T:
    """Return what is answered out of a container for one request, or refuse."""
    from domain.kernel.errors import Busy, Unavailable
    from domain.restaurant.restaurant import RestaurantNotFound
    from entrypoints.wiring.container import make_container

    container = make_container(settings)
    try:
        async with container() as request:
            return await ask(request)
    except Unavailable as error:
        raise Refusal("the database cannot be reached") from error
    except Busy as error:
        raise Refusal("somebody else is at it just now: try again shortly") from error
    except RestaurantNotFound as error:
        raise Refusal("there is no restaurant in the database yet: `make migrate` opens it") from error
    finally:
        await container.close()
