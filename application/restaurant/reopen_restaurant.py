"""Reopen a restaurant."""

from dataclasses import dataclass

from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.unit_of_work import UnitOfWork
from application.restaurant.ports import Restaurants
from domain.kernel.audit import Event, Happening
from domain.kernel.ids import RestaurantId
from domain.restaurant.restaurant import Restaurant


@dataclass(frozen=True, slots=True)
class ReopenRestaurant:
    """Open a closed restaurant again for the operator, when none of its managers is signed in any more."""

    restaurants: Restaurants
    restaurant: RestaurantId
    audit: Audit
    clock: Clock
    work: UnitOfWork

    async def __call__(self) -> Restaurant:
        """Return the restaurant, open, or raise `RestaurantChanged`."""
        before = await self.restaurants.get(self.restaurant)
        after = before.changed(is_open=True)
        if after is before:
            await self.work.confirm()
            return after
        reopened = Event(
            happening=Happening.RESTAURANT_CHANGED,
            at=self.clock.now(),
            subject=after.id,
            details=after.differences(before),
        )
        return await self.work.commit(after, self.restaurants.change(after), self.audit.note(reopened))
