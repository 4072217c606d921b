"""The restaurant that the settings describe."""

from zoneinfo import ZoneInfo

from dishka import AsyncContainer

from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from application.restaurant.open_restaurant import OpenRestaurant
from application.restaurant.ports import Restaurants
from domain.kernel.names import Name
from domain.restaurant.restaurant import Restaurant
from entrypoints.settings import Settings


async def open_in(restaurants: Restaurants, work: UnitOfWork, ids: Ids, settings: Settings) -> Restaurant:
    """Have the restaurant be there, or raise the `DomainError` that says what is wrong with its settings."""
    return await OpenRestaurant(restaurants, ids, work)(
        name=Name(settings.restaurant_name),
        currency=settings.restaurant_currency,
        time_zone=ZoneInfo(settings.restaurant_time_zone),
        day_starts_at=settings.restaurant_day_starts_at,
    )


async def open_in_memory(app: AsyncContainer, settings: Settings) -> None:
    """Open the restaurant that the settings describe, where things are kept in memory: it is empty at the start."""
    if settings.storage == "memory":
        _ = await open_in(await app.get(Restaurants), await app.get(UnitOfWork), await app.get(Ids), settings)
