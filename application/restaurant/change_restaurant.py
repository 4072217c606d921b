"""Change the restaurant."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo

from application.kernel.access import Rights
from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.unit_of_work import UnitOfWork
from application.kernel.versions import read_for_change
from application.restaurant.ports import Restaurants
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Caller
from domain.kernel.ids import RestaurantId
from domain.kernel.language import Language
from domain.kernel.money import Currency
from domain.kernel.names import Name
from domain.restaurant.restaurant import CurrencyIsFixed, Restaurant, RestaurantChanged


@dataclass(frozen=True, slots=True)
class ChangeRestaurant:
    """Change what the restaurant is like from now on, close it, or open it again."""

    restaurants: Restaurants
    restaurant: RestaurantId
    rights: Rights
    audit: Audit
    clock: Clock
    work: UnitOfWork

    async def __call__(
        self,
        *,
        caller: Caller,
        versions: Collection[int] | None = None,
        name: Name | None = None,
        currency: Currency | None = None,
        time_zone: ZoneInfo | None = None,
        day_starts_at: time | None = None,
        language: Language | None = None,
        is_open: bool | None = None,
    ) -> Restaurant:
        """Return the restaurant that follows. Where `versions` are given, only one of these is changed.

        Raises `OnlyManagersManage`, `Stale`, `CurrencyIsFixed` and `RestaurantChanged`.
        """
        self.rights.ensure_may_change_restaurant(caller)
        read = self.restaurants.get
        async with read_for_change(lambda: read(self.restaurant), versions, RestaurantChanged) as before:
            after = before.changed(
                name=name,
                currency=currency,
                time_zone=time_zone,
                day_starts_at=day_starts_at,
                language=language,
                is_open=is_open,
            )
            if after is before:
                await self.work.confirm()
                return after
            changed = Event(
                happening=Happening.RESTAURANT_CHANGED,
                at=self.clock.now(),
                actor=caller.id,
                subject=after.id,
                details=after.differences(before),
            )
            try:
                return await self.work.commit(after, self.restaurants.change(after), self.audit.note(changed))
            except CurrencyIsFixed:
                raise CurrencyIsFixed.between(before.currency, after.currency) from None
