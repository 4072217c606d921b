"""The restaurant that the settings describe."""

from application.access.offer_setup_token import OfferSetupToken, Standing
from application.access.ports import Setups
from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from application.restaurant.configure_restaurant import ConfigureRestaurant
from application.restaurant.ports import Restaurants
from domain.access.secret import digest
from domain.kernel.language import Language
from domain.kernel.money import Currency
from domain.kernel.names import Name
from domain.restaurant.restaurant import Description, Restaurant
from domain.restaurant.slug import Slug
from domain.restaurant.time_zone import time_zone_named
from entrypoints.settings import Settings
from entrypoints.wiring.containers import Containers


def described_by(settings: Settings) -> Description:
    """Return what the settings, as they were read, say of the first restaurant."""
    return Description(
        slug=Slug(settings.restaurant_slug),
        name=Name(settings.restaurant_name),
        currency=Currency.of(settings.restaurant_currency),
        time_zone=time_zone_named(settings.restaurant_time_zone),
        day_starts_at=settings.restaurant_day_starts_at,
        language=Language(settings.restaurant_language),
    )


async def open_in(restaurants: Restaurants, work: UnitOfWork, ids: Ids, settings: Settings) -> Restaurant:
    """Have the restaurant be there, or raise the `DomainError` that says what is wrong with its settings."""
    return await ConfigureRestaurant(restaurants, ids, work)(described=described_by(settings))


async def offer_in(setups: Setups, work: UnitOfWork, settings: Settings, kept: str | None = None) -> Standing | None:
    """Return how the setup token of the settings, else the one `kept` in a file, stands once it is offered.

    That is None where there is neither, or none is needed.
    """
    chosen, token = settings.setup_token is not None, settings.setup_token or kept
    if token is None or settings.auth_mode == "open":
        return None
    return await OfferSetupToken(setups, work)(setup_token=digest(token), chosen=chosen)


async def open_in_memory(containers: Containers, settings: Settings) -> None:
    """Open the restaurant that the settings describe, where things are kept in memory: it is empty at the start."""
    if settings.storage == "memory":
        app = containers.app
        work = await app.get(UnitOfWork)
        _ = await open_in(await app.get(Restaurants), work, await app.get(Ids), settings)
        _ = await offer_in(await (await containers.first()).get(Setups), work, settings)
