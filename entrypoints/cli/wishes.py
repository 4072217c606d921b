"""What guests of a dinner service that is played say beside what they order."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import Final, NamedTuple

from entrypoints.cli.dinner import AT_THE_BAR
from entrypoints.cli.modifiers import Group

_SAYS_SOMETHING: Final = 0.07
_CHOOSES_MORE: Final = 0.3
"""How likely one more is chosen of what nobody has to choose of."""
_OF_FOOD: Final = ("No onions", "No salt", "Sauce on the side", "Allergic to nuts", "Gluten-free, please")
_OF_DRINKS: Final = ("No ice", "With lemon", "Room temperature")


class Dish(NamedTuple):
    """Something on the menu: what it costs, and what is chosen with it."""

    price: Decimal
    groups: Sequence[Group] = ()


Menu = Mapping[str, Dish]


class Wish(NamedTuple):
    """One dish as a guest wants it: `price` is the menu's, `extra` is what the modifiers add to it."""

    name: str
    price: Decimal
    extra: Decimal
    modifiers: tuple[str, ...]
    note: str | None

    def line(self, quantity: int, course: int | None) -> Mapping[str, object]:
        """Return so many of it, as they are ordered."""
        return {
            "name": self.name,
            "price": self.price,
            "quantity": quantity,
            "modifiers": self.modifiers,
            "note": self.note,
            "course": course,
        }


def wish(menu: Menu, name: str, chance: Random) -> Wish:
    """Return the dish as this guest wants it."""
    dish = menu[name]
    chosen = [each for group in dish.groups for each in chance.sample(group.modifiers, _how_many(group, chance))]
    says = chance.choice(_OF_DRINKS if name in AT_THE_BAR else _OF_FOOD)
    return Wish(
        name,
        dish.price,
        sum((each.price for each in chosen), Decimal(0)),
        tuple(each.id for each in chosen),
        says if chance.random() < _SAYS_SOMETHING else None,
    )


def _how_many(group: Group, chance: Random) -> int:
    more = min(group.most, len(group.modifiers)) > group.least and chance.random() < _CHOOSES_MORE
    return group.least + more
