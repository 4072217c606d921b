"""Running a use case from the command line, on the database of the settings."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from dishka import AsyncContainer

from application.restaurant.ports import Restaurants
from domain.restaurant.restaurant import Restaurant, RestaurantNotFound
from entrypoints.cli.call import call
from entrypoints.cli.database import database, expect_schema
from entrypoints.cli.refusal import Refusal, not_here, settings_of_a_database
from entrypoints.settings import Settings
from entrypoints.wiring.containers import Containers

T = TypeVar("T")


def run_use_case(work: Callable[[AsyncContainer], Awaitable[T]], *, memory: str, slug: str = "") -> T:
    """Return what `work` does with the container of a restaurant, the first one where no `slug` says which.

    It is in the database of the settings. Raises `Refusal`.
    """
    with database(settings_of_a_database(memory=memory)) as ready:
        expect_schema(ready)
        return asyncio.run(run_in_container(ready, work, slug=slug))


def run_for_each(work: Callable[[AsyncContainer], Awaitable[T]], *, memory: str) -> Sequence[tuple[Restaurant, T]]:
    """Return each restaurant and what `work` does with its container, one after the other. Raises `Refusal`."""

    async def all_of_them(containers: Containers) -> Sequence[tuple[Restaurant, T]]:
        _ = await containers.first()  # or there is none, which is refused
        done: list[tuple[Restaurant, T]] = []
        async for each in (await containers.app.get(Restaurants)).all():
            container = await containers.of(each)
            done.append((await container.get(Restaurant), await work(container)))
        return done

    with database(settings_of_a_database(memory=memory)) as ready:
        expect_schema(ready)
        return asyncio.run(run_in_containers(ready, all_of_them))


async def run_in_container(settings: Settings, work: Callable[[AsyncContainer], Awaitable[T]], *, slug: str = "") -> T:
    """Return what `work` does with the container of a restaurant of the settings, as above. Raises `Refusal`."""

    async def chosen(containers: Containers) -> T:
        return await work(await (_named(containers, slug) if slug else containers.first()))

    return await run_in_containers(settings, chosen)


async def _named(containers: Containers, slug: str) -> AsyncContainer:
    try:
        return await containers.named(slug)
    except RestaurantNotFound:
        raise not_here(slug) from None


async def run_in_containers(settings: Settings, work: Callable[[Containers], Awaitable[T]]) -> T:
    """Return what `work` does with the containers of the settings. Raises `Refusal`."""
    from domain.kernel.errors import Busy, Unavailable
    from entrypoints.wiring.container import make_container

    container = make_container(settings)
    try:
        return await work(Containers(container))
    except Unavailable as error:
        raise Refusal("the database cannot be reached") from error
    except Busy as error:
        raise Refusal("somebody else is at it just now: try again shortly") from error
    except RestaurantNotFound as error:
        raise Refusal(f"there is no restaurant in the database yet: `{call('migrate')}` opens it") from error
    finally:
        await container.close()


def named(restaurant: Restaurant) -> str:
    """Return what tells a restaurant from every other in a line of output."""
    return f"{restaurant.name} ({restaurant.slug})"
