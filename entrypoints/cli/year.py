"""A believable year: what is on the menu, who comes when, and what they order. The same seed, the same year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import accumulate, islice, pairwise
from random import Random
from typing import Final

from domain.billing.rules import BillingRules
from domain.kernel.ids import LineId, OrderId, WaiterId
from domain.kernel.names import Name
from domain.ordering.chart import LineStatus
from domain.ordering.line import Line, Progress
from domain.ordering.numbers import Guests, Quantity
from domain.ordering.order import Order
from domain.restaurant.restaurant import Restaurant
from entrypoints.cli.made_up import id_of
from entrypoints.cli.year_menu import Dish, menu_of

NO_RULES: Final = BillingRules()
"""Nothing is charged for service, and every discount is approved."""
WAITERS: Final = 20
_WEEKDAYS: Final = (0.7, 0.75, 0.85, 1.0, 1.5, 1.6, 1.1)
_HOURS: Final[Mapping[int, int]] = {
    8: 2, 9: 3, 10: 3, 11: 6, 12: 19, 13: 18, 14: 7, 15: 3, 16: 3, 17: 6, 18: 13, 19: 20, 20: 19, 21: 12, 22: 6, 23: 2,
}  # fmt: skip
"""How many come in each hour of the local clock: lunch, then a longer dinner."""
_LINES: Final[Mapping[int, int]] = {1: 15, 2: 25, 3: 27, 4: 18, 5: 9, 6: 6}
"""How many orders have so many lines; three on average."""
_QUANTITIES: Final[Mapping[Quantity, int]] = {Quantity(1): 70, Quantity(2): 22, Quantity(3): 5, Quantity(4): 3}
_PARTIES: Final[Mapping[Guests, int]] = {
    Guests(1): 10, Guests(2): 38, Guests(3): 14, Guests(4): 22, Guests(5): 6, Guests(6): 6, Guests(8): 4,
}  # fmt: skip
_SERVED: Final = Progress(status=LineStatus.SERVED)
_GUESTS: Final = ("Ana", "Bruno", "Carla", "Dinis", "Eva", "Filipe", "Gil", "Helena", "Ivo", "Joana")
_TABLES: Final = 40
_SEATED: Final = 0.8
"""The share of customers known by their table."""
_SUMMER: Final = range(5, 10)
_TERRACE: Final = 1.25
_TAIL: Final = 0.9
"""How fast a dish's share falls with its rank."""


@dataclass(frozen=True, slots=True)
class Year:
    """So many orders on the days before and on `last`, in time order."""

    seed: int
    orders: int
    days: int
    last: date
    restaurant: Restaurant
    rules: BillingRules = NO_RULES

    @property
    def menu(self) -> Sequence[Dish]:
        """The dishes, best sellers first."""
        return menu_of(self.seed, self.opened_at.timestamp(), self.days)

    @property
    def staff(self) -> Sequence[WaiterId]:
        """The waiters, busiest first."""
        chance = self.chance("staff")
        return [WaiterId(id_of(chance, self._begins)) for _ in range(WAITERS)]

    @property
    def manager(self) -> WaiterId:
        """Who sees everybody's orders."""
        return WaiterId(id_of(self.chance("manager"), self._begins))

    @property
    def opened_at(self) -> datetime:
        """When the restaurant opened: before the first order."""
        return datetime.fromtimestamp(self._begins, UTC)

    def counts(self) -> Sequence[int]:
        """Return how many orders each day has: more at weekends and in summer, `orders` in all."""
        return _counts_of(self)

    def day(self, number: int) -> Iterator[Order]:
        """Yield the orders of one day, counted from 0, first to last. Days can be asked for in any order."""
        chance = self.chance(f"day {number}")
        menu, staff, count, today = self.menu, self.staff, self.counts()[number], self.date(number)
        priced = [(dish, dish.price(number)) for dish in menu]
        popular = list(accumulate((rank + 3) ** -_TAIL for rank in range(len(menu))))
        busy = list(accumulate((rank + 10) ** -0.5 for rank in range(len(staff))))
        lines = chance.choices([*_LINES], [*_LINES.values()], k=count)
        dishes = iter(chance.choices(priced, cum_weights=popular, k=sum(lines)))
        quantities = iter(chance.choices([*_QUANTITIES], [*_QUANTITIES.values()], k=sum(lines)))
        moments = sorted(self._moments(chance, today, count))
        waiters = chance.choices(staff, cum_weights=busy, k=count)
        parties = chance.choices([*_PARTIES], [*_PARTIES.values()], k=count)
        for moment, waiter, guests, few in zip(moments, waiters, parties, lines, strict=True):
            placed_at = datetime.fromtimestamp(moment, UTC)
            yield Order(
                id=OrderId(id_of(chance, moment)),
                waiter=waiter,
                customer=Name(self._customer(chance)),
                placed_at=placed_at,
                business_date=today,
                local_hour=self.restaurant.local_hour(placed_at),
                guests=guests,
                account=self.rules.account_for(guests),
                lines=tuple(
                    Line(
                        id=LineId(id_of(chance, moment)),
                        product=dish.id,
                        product_name=dish.name,
                        quantity=next(quantities),
                        unit_price=price,
                        progress=_SERVED,
                        tax=dish.tax,
                    )
                    for dish, price in islice(dishes, few)
                ),
            )

    def _moments(self, chance: Random, day: date, count: int) -> Iterator[float]:
        begins, zone = self.restaurant.day_starts_at, self.restaurant.time_zone
        start = begins.hour * 3600 + begins.minute * 60 + begins.second
        dates = {True: day, False: day + timedelta(days=1)}  # what comes before the day starts is of the date after
        clock = {
            (own, hour): datetime.combine(date, time(hour), zone).timestamp()
            for own, date in dates.items()
            for hour in _HOURS
        }
        for hour in chance.choices([*_HOURS], [*_HOURS.values()], k=count):
            seconds = chance.random() * 3600
            yield clock[hour * 3600 + seconds >= start, hour] + seconds

    def _customer(self, chance: Random) -> str:
        return f"Table {chance.randint(1, _TABLES)}" if chance.random() < _SEATED else chance.choice(_GUESTS)

    def date(self, number: int) -> date:
        """Return the date of a day, counted from 0."""
        return self.last - timedelta(days=self.days - 1 - number)

    @property
    def _begins(self) -> float:
        return datetime.combine(self.date(0), self.restaurant.day_starts_at, UTC).timestamp() - 86400

    def chance(self, what: str) -> Random:
        """Return chance for one purpose: the same for the same seed."""
        return Random(f"{self.seed} {what}")  # noqa: S311 - what guests fancy guards nothing


# Made once a year, not once a day: that would take a hundred times as long for ten times as many days.
@cache
def _counts_of(year: Year) -> Sequence[int]:
    days = [year.last - timedelta(days=year.days - 1 - number) for number in range(year.days)]
    weights = [_WEEKDAYS[day.weekday()] * (_TERRACE if day.month in _SUMMER else 1) for day in days]
    whole = sum(weights)
    bounds = [0, *(round(year.orders * each / whole) for each in accumulate(weights))]
    return [after - before for before, after in pairwise(bounds)]
