"""A dinner service to play: a menu, and tables that order from it as people do."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import Final, NamedTuple

COURSES: Final[Mapping[str, Mapping[str, str]]] = {
    "starters": {
        "Tomato soup": "6.20",
        "Bruschetta": "7.50",
        "Caesar salad": "9.80",
        "Burrata with peas": "11.40",
        "Beef carpaccio": "13.90",
    },
    "mains": {
        "Pizza margherita": "11.90",
        "Pizza diavola": "13.60",
        "Spaghetti carbonara": "14.20",
        "Mushroom risotto": "16.80",
        "Cheeseburger": "15.40",
        "Roast chicken": "18.30",
        "Sea bass": "24.70",
        "Ribeye steak": "31.50",
    },
    "sides": {"French fries": "4.60", "Green salad": "4.90", "Grilled vegetables": "6.10"},
    "drinks": {
        "Still water": "3.20",
        "Sparkling water": "3.40",
        "Lemonade": "4.30",
        "Draught beer": "5.10",
        "Glass of red wine": "6.90",
        "Glass of white wine": "6.70",
    },
    "desserts": {"Tiramisu": "7.80", "Panna cotta": "6.90", "Lemon sorbet": "5.50"},
    "coffees": {"Espresso": "2.60", "Cappuccino": "3.70"},
}
MENU: Final[Mapping[str, Decimal]] = {
    name: Decimal(price) for dishes in COURSES.values() for name, price in dishes.items()
}

CATEGORIES: Final[Mapping[str, str]] = {
    name: course.capitalize() for course, dishes in COURSES.items() for name in dishes
}

STARTERS: Final = frozenset(COURSES["starters"])
MAINS: Final = frozenset({*COURSES["mains"], *COURSES["sides"]})
"""What waits for the starters, where guests have some."""
LATER: Final = frozenset({*COURSES["desserts"], *COURSES["coffees"]})
"""What guests order once they have eaten."""
AT_THE_BAR: Final = frozenset({*COURSES["drinks"], *COURSES["coffees"]})
FOOD: Final = "Food"
DRINKS: Final = "Drinks"
VAT: Final[Mapping[str, int]] = {FOOD: 7, DRINKS: 19}
"""How many percent of tax the prices include, by category of tax."""

_PARTY_SIZES: Final = (1, 2, 2, 2, 3, 4, 4, 5, 6, 8)
_APPETITE: Final[Mapping[str, Sequence[int]]] = {
    "starters": (0, 0, 1),
    "mains": (1,),
    "sides": (0, 0, 1),
    "drinks": (1, 1, 2, 3),
    "desserts": (0, 1),
    "coffees": (0, 1),
}
"""How many of each course one guest may have, each number as likely as the others."""
_GUESTS: Final = ("Almeida", "Becker", "Costa", "Duarte", "Evans", "Ferreira", "Garcia", "Haas", "Ito", "Jansen")
_WORTH_KNOWING: Final = (*[None] * 17, "Birthday", "In a hurry", "Regulars: say hello")


class Party(NamedTuple):
    """Who comes together, and what the kitchen should know of them."""

    name: str
    guests: int
    note: str | None


def dinners(chance: Random) -> Iterator[tuple[Party, Counter[str]]]:
    """Yield who orders, and how many of each dish, without end."""
    while True:
        guests = chance.choice(_PARTY_SIZES)
        yield (
            Party(chance.choice(_GUESTS), guests, chance.choice(_WORTH_KNOWING)),
            Counter(
                chance.choice(list(COURSES[course]))
                for course, appetite in _APPETITE.items()
                for _ in range(guests)
                for _ in range(chance.choice(appetite))
            ),
        )
