"""Open the restaurant."""

from dataclasses import dataclass, replace
from datetime import time
from zoneinfo import ZoneInfo

from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from application.restaurant.ports import Restaurants
from domain.kernel.ids import RestaurantId
from domain.kernel.money import Currency
from domain.kernel.names import Name
from domain.restaurant.restaurant import CurrencyIsFixed, Restaurant, RestaurantNotFound


@dataclass(frozen=True, slots=True)
class OpenRestaurant:
    """Have the one restaurant there is be as described: open it, or bring it up to date."""

    restaurants: Restaurants
    ids: Ids
    work: UnitOfWork

    async def __call__(self, *, name: Name, currency: str, time_zone: ZoneInfo, day_starts_at: time) -> Restaurant:
        """Return the restaurant. Past sales keep their business day; the currency of kept prices cannot change.

        Raises `UnknownCurrency` and `CurrencyIsFixed`.
        """
        described = Restaurant(
            id=RestaurantId(self.ids.new()),
            name=name,
            currency=Currency.of(currency),
            time_zone=time_zone,
            day_starts_at=day_starts_at,
        )
        try:
            existing = await self.restaurants.first()
        except RestaurantNotFound:
            return await self.work.commit(described, self.restaurants.add(described))
        described = replace(described, id=existing.id)
        in_use = await self.restaurants.currency_in_use()
        if in_use not in {None, described.currency}:
            detail = f"The books are kept in {existing.currency.code}; they cannot change to {described.currency.code}"
            raise CurrencyIsFixed(detail)
        if existing == described:
            return existing
        return await self.work.commit(described, self.restaurants.change(described))
