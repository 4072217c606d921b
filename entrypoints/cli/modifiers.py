"""What is chosen with dishes of the service that is played, in the catalogue."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, Decimal
from typing import Final

import msgspec

from entrypoints.cli.client import Client, Refused
from entrypoints.cli.dinner import COURSES

NOT_TO_THIS_CURRENCY: Final = 400
_DONENESS: Final = "Doneness"
_TOPPINGS: Final = "Toppings"
_MILK: Final = "Milk"
_GROUPS: Final[Mapping[str, tuple[int, int, Mapping[str, str]]]] = {
    _DONENESS: (1, 1, {"Rare": "0", "Medium": "0", "Well done": "0"}),
    _TOPPINGS: (0, 2, {"Mushrooms": "1.50", "Olives": "1.20", "Extra cheese": "1.80"}),
    _MILK: (0, 1, {"Oat milk": "0.50", "Lactose-free": "0.40"}),
}
"""How many of each group have to and may be chosen, of what, and what each adds."""
GROUP_OF: Final[Mapping[str, str]] = {
    "Ribeye steak": _DONENESS,
    "Cheeseburger": _DONENESS,
    **dict.fromkeys((name for name in COURSES["mains"] if name.startswith("Pizza")), _TOPPINGS),
    **dict.fromkeys(COURSES["coffees"], _MILK),
}


class Modifier(msgspec.Struct):
    """Something that may be chosen, and what it adds."""

    id: str
    price: Decimal


class Group(msgspec.Struct):
    """Modifiers, of which at `least` and at `most` so many are chosen."""

    id: str
    name: str
    least: int
    most: int
    modifiers: list[Modifier]


class _OneGroup(msgspec.Struct):
    modifier_group: Group


class _Groups(msgspec.Struct):
    modifier_groups: list[Group]


def groups_of_menu(manager: Client) -> Sequence[Group]:
    """Have every group of the menu be in the catalogue, and return all that are there."""
    known = manager.get("/api/modifier-groups?per_page=100", _Groups).modifier_groups
    names = {each.name for each in known}
    return [*known, *(_add(manager, name) for name in _GROUPS if name not in names)]


def _add(manager: Client, name: str) -> Group:
    least, most, modifiers = _GROUPS[name]
    group: dict[str, object] = {"name": name, "least": least, "most": most}
    prices = {each: Decimal(price) for each, price in modifiers.items()}
    try:
        return _post(manager, group, prices)
    except Refused as refused:
        if refused.status != NOT_TO_THIS_CURRENCY:
            raise
    return _post(manager, group, {each: price.to_integral_value(ROUND_CEILING) for each, price in prices.items()})


def _post(manager: Client, group: Mapping[str, object], prices: Mapping[str, Decimal]) -> Group:
    modifiers = [{"name": name, "price": price} for name, price in prices.items()]
    return manager.post("/api/modifier-groups", {**group, "modifiers": modifiers}, _OneGroup).modifier_group
