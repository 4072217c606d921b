"""Running a use case from the command line, on the database of the settings."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from dishka import AsyncContainer

from entrypoints.cli.database import database, expect_schema
from entrypoints.cli.refusal import Refusal, settings_of_a_database
from entrypoints.settings import Settings

T = TypeVar("T")


def run_use_case(work: Callable[[AsyncContainer], Awaitable[T]], *, memory: str) -> T:
    """Return what `work` does with a container of the settings, on their database. Raises `Refusal`."""
    with database(settings_of_a_database(memory=memory), shared=True) as ready:
        expect_schema(ready)
        return asyncio.run(run_in_container(ready, work))


async def run_in_container(settings: Settings, work: Callable[[AsyncContainer], Awaitable[T]]) -> T:
    """Return what `work` does with the first restaurant's container of the settings. Raises `Refusal`."""
    from domain.kernel.errors import Busy, Unavailable
    from domain.restaurant.restaurant import RestaurantNotFound
    from entrypoints.wiring.container import make_container
    from entrypoints.wiring.containers import Containers

    container = make_container(settings)
    try:
        return await work(await Containers(container).first())
    except Unavailable as error:
        raise Refusal("the database cannot be reached") from error
    except Busy as error:
        raise Refusal("somebody else is at it just now: try again shortly") from error
    except RestaurantNotFound as error:
        raise Refusal("there is no restaurant in the database yet: `make migrate` opens it") from error
    finally:
        await container.close()
