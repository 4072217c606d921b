"""A believable year: what is on the menu, who comes when, and what they order. The same seed, the same year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import accumulate, islice, pairwise
from random import Random
from typing import Final
from uuid import UUID

from domain.kernel.ids import LineId, OrderId, ProductId, WaiterId
from domain.kernel.money import Price
from domain.kernel.names import Name
from domain.ordering.line import Line
from domain.ordering.numbers import Quantity
from domain.ordering.order import Order
from domain.restaurant.restaurant import Restaurant
from entrypoints.cli.dinner import MENU

DISHES: Final = 200
WAITERS: Final = 20
_KINDS: Final = ("", "large", "small", "to share", "of the house", "of the day", "vegan", "spicy", "to go")
_WEEKDAYS: Final = (0.7, 0.75, 0.85, 1.0, 1.5, 1.6, 1.1)
_HOURS: Final[Mapping[int, int]] = {
    8: 2, 9: 3, 10: 3, 11: 6, 12: 19, 13: 18, 14: 7, 15: 3, 16: 3, 17: 6, 18: 13, 19: 20, 20: 19, 21: 12, 22: 6, 23: 2,
}  # fmt: skip
"""How many come in each hour of the local clock: lunch, then a longer dinner."""
_LINES: Final[Mapping[int, int]] = {1: 15, 2: 25, 3: 27, 4: 18, 5: 9, 6: 6}
"""How many orders have so many lines; three on average."""
_QUANTITIES: Final[Mapping[Quantity, int]] = {Quantity(1): 70, Quantity(2): 22, Quantity(3): 5, Quantity(4): 3}
_GUESTS: Final = ("Ana", "Bruno", "Carla", "Dinis", "Eva", "Filipe", "Gil", "Helena", "Ivo", "Joana")
_TABLES: Final = 40
_SEATED: Final = 0.8
"""The share of customers known by their table."""
_SUMMER: Final = range(5, 10)
_TERRACE: Final = 1.25
_RAISE: Final = (103, 115)
"""By how much a dish gets dearer, in percent of its price before."""
_TAIL: Final = 0.9
"""How fast a dish's share falls with its rank."""


@dataclass(frozen=True, slots=True)
class Dish:
    """Something on the menu, and its price from each day of the year on."""

    id: ProductId
    name: Name
    prices: Sequence[tuple[int, Price]]

    def price(self, day: int) -> Price:
        """Return the price on this day of the year, counted from 0."""
        return next(price for since, price in reversed(self.prices) if since <= day)


@dataclass(frozen=True, slots=True)
class Year:
    """So many orders on the days before and on `last`, in time order."""

    seed: int
    orders: int
    days: int
    last: date
    restaurant: Restaurant

    @property
    def menu(self) -> Sequence[Dish]:
        """The dishes, best sellers first."""
        return _menu_of(self)

    @property
    def staff(self) -> Sequence[WaiterId]:
        """The waiters, busiest first."""
        chance = self._chance("staff")
        return [WaiterId(_id(chance, self._begins)) for _ in range(WAITERS)]

    @property
    def manager(self) -> WaiterId:
        """Who sees everybody's orders."""
        return WaiterId(_id(self._chance("manager"), self._begins))

    @property
    def opened_at(self) -> datetime:
        """When the restaurant opened: before the first order."""
        return datetime.fromtimestamp(self._begins, UTC)

    def counts(self) -> Sequence[int]:
        """Return how many orders each day has: more at weekends and in summer, `orders` in all."""
        return _counts_of(self)

    def day(self, number: int) -> Iterator[Order]:
        """Yield the orders of one day, counted from 0, first to last. Days can be asked for in any order."""
        chance = self._chance(f"day {number}")
        menu, staff, count, today = self.menu, self.staff, self.counts()[number], self._date(number)
        priced = [(dish, dish.price(number)) for dish in menu]
        popular = list(accumulate((rank + 3) ** -_TAIL for rank in range(len(menu))))
        busy = list(accumulate((rank + 10) ** -0.5 for rank in range(len(staff))))
        lines = chance.choices([*_LINES], [*_LINES.values()], k=count)
        dishes = iter(chance.choices(priced, cum_weights=popular, k=sum(lines)))
        quantities = iter(chance.choices([*_QUANTITIES], [*_QUANTITIES.values()], k=sum(lines)))
        moments = sorted(self._moments(chance, today, count))
        waiters = chance.choices(staff, cum_weights=busy, k=count)
        for moment, waiter, few in zip(moments, waiters, lines, strict=True):
            placed_at = datetime.fromtimestamp(moment, UTC)
            yield Order(
                id=OrderId(_id(chance, moment)),
                waiter=waiter,
                customer=Name(self._customer(chance)),
                placed_at=placed_at,
                business_date=today,
                local_hour=self.restaurant.local_hour(placed_at),
                lines=tuple(
                    Line(
                        id=LineId(_id(chance, moment)),
                        product=dish.id,
                        product_name=dish.name,
                        quantity=next(quantities),
                        unit_price=price,
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

    def _date(self, number: int) -> date:
        return self.last - timedelta(days=self.days - 1 - number)

    @property
    def _begins(self) -> float:
        return datetime.combine(self._date(0), self.restaurant.day_starts_at, UTC).timestamp() - 86400

    def _chance(self, what: str) -> Random:
        return Random(f"{self.seed} {what}")  # noqa: S311 - what guests fancy guards nothing


# Made once a year, not once a day: that would take a hundred times as long for ten times as many days.
@cache
def _counts_of(year: Year) -> Sequence[int]:
    days = [year.last - timedelta(days=year.days - 1 - number) for number in range(year.days)]
    weights = [_WEEKDAYS[day.weekday()] * (_TERRACE if day.month in _SUMMER else 1) for day in days]
    whole = sum(weights)
    bounds = [0, *(round(year.orders * each / whole) for each in accumulate(weights))]
    return [after - before for before, after in pairwise(bounds)]


@cache
def _menu_of(year: Year) -> Sequence[Dish]:
    chance = Random(f"{year.seed} menu")  # noqa: S311 - what guests fancy guards nothing
    names = [Name(f"{dish} {kind}") for kind in _KINDS for dish in MENU][:DISHES]
    chance.shuffle(names)
    opened = year.opened_at.timestamp()
    return [Dish(ProductId(_id(chance, opened)), name, _prices(chance, year.days)) for name in names]


def _prices(chance: Random, days: int) -> Sequence[tuple[int, Price]]:
    price = chance.randrange(250, 3500, 10)
    prices = [(0, Price(price))]
    for since in sorted(chance.sample(range(1, max(days, 4)), k=chance.choice((0, 1, 1, 2)))):
        price = price * chance.randint(*_RAISE) // 100
        prices.append((since, Price(price)))
    return prices


def _id(chance: Random, moment: float) -> UUID:
    """Return a UUIDv7 of this moment (RFC 9562): 48 bits of milliseconds, then chance."""
    random = chance.getrandbits(74)
    bits = int(moment * 1000) << 80 | 7 << 76 | (random >> 62) << 64 | 2 << 62 | random & (1 << 62) - 1
    return UUID(int=bits)
