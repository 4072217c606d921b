"""What is on the menu of a made-up year, how it is taxed, and what it costs by when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Final

from domain.billing.charges import Tax
from domain.billing.percent import Percent
from domain.kernel.ids import ProductId
from domain.kernel.money import Price
from domain.kernel.names import Name
from entrypoints.cli.dinner import AT_THE_BAR, DRINKS, FOOD, MENU, VAT
from entrypoints.cli.made_up import id_of

DISHES: Final = 200
_KINDS: Final = ("", "large", "small", "to share", "of the house", "of the day", "vegan", "spicy", "to go")
_RAISE: Final = (103, 115)
"""By how much a dish gets dearer, in percent of its price before."""
TAXES: Final[Mapping[str, Tax]] = {
    category: Tax(category, "VAT", Percent.of(percent), included=True) for category, percent in VAT.items()
}


@dataclass(frozen=True, slots=True)
class Dish:
    """Something on the menu, and its price from each day of the year on."""

    id: ProductId
    name: Name
    tax: Tax
    prices: Sequence[tuple[int, Price]]

    def price(self, day: int) -> Price:
        """Return the price on this day of the year, counted from 0."""
        return next(price for since, price in reversed(self.prices) if since <= day)


@cache
def menu_of(seed: int, opened: float, days: int) -> Sequence[Dish]:
    """Return the dishes, best sellers first."""
    chance = Random(f"{seed} menu")  # noqa: S311 - what guests fancy guards nothing
    names = [Name(f"{dish} {kind}") for kind in _KINDS for dish in MENU][:DISHES]
    chance.shuffle(names)
    return [Dish(ProductId(id_of(chance, opened)), name, _tax(name), _prices(chance, days)) for name in names]


def _tax(name: str) -> Tax:
    return TAXES[DRINKS if name.startswith(tuple(AT_THE_BAR)) else FOOD]


def _prices(chance: Random, days: int) -> Sequence[tuple[int, Price]]:
    price = chance.randrange(250, 3500, 10)
    prices = [(0, Price(price))]
    for since in sorted(chance.sample(range(1, max(days, 4)), k=chance.choice((0, 1, 1, 2)))):
        price = price * chance.randint(*_RAISE) // 100
        prices.append((since, Price(price)))
    return prices
