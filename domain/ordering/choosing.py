"""What guests choose with a product: which modifiers of its groups, and what they add to its price."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from domain.kernel.errors import Invalid
from domain.kernel.ids import ModifierId
from domain.kernel.money import InvalidPrice, Price, Surcharge
from domain.kernel.names import Name


@dataclass(frozen=True, slots=True)
class Chosen:
    """A modifier as it stood when it was chosen."""

    id: ModifierId
    name: Name
    price: Surcharge


@dataclass(frozen=True, slots=True)
class Choices:
    """A group of modifiers, in order, of which at `least` and at `most` so many are chosen."""

    name: Name
    least: int
    most: int
    modifiers: tuple[Chosen, ...]


class ModifierUnknown(Invalid):
    """A modifier that none of the product's groups has."""

    says = "The product comes with no such modifier"


class ModifierNamedTwice(Invalid):
    """The same modifier twice with one product."""

    says = "Name each modifier once"


class TooFewChosen(Invalid):
    """Fewer modifiers of a group than have to be chosen."""

    @classmethod
    def of(cls, choices: Choices) -> Self:
        """Return the refusal that says how many it takes."""
        return cls(f"Choose {_bounds(choices)} of {choices.name}", field=("modifiers",))


class TooManyChosen(Invalid):
    """More modifiers of a group than may be chosen."""

    @classmethod
    def of(cls, choices: Choices, place: int) -> Self:
        """Return the refusal that says how many it takes, where the first too many is at `place`."""
        return cls(f"Choose {_bounds(choices)} of {choices.name}", field=("modifiers", place))


class PriceOutOfBounds(Invalid):
    """A product that its modifiers make cost what nothing costs."""

    says = "With these modifiers it would cost nothing, or more than anything may"


def chosen(of: Sequence[Choices], wanted: Sequence[ModifierId]) -> tuple[Chosen, ...]:
    """Return what is wanted of a product's choices, in the order of its groups and of their modifiers.

    Raises `ModifierUnknown`, `ModifierNamedTwice`, `TooFewChosen` and `TooManyChosen`.
    """
    known = {each.id for choices in of for each in choices.modifiers}
    for place, modifier in enumerate(wanted):
        if modifier not in known:
            raise ModifierUnknown(field=("modifiers", place))
        if modifier in wanted[:place]:
            raise ModifierNamedTwice(field=("modifiers", place))
    return tuple(each for choices in of for each in _chosen_of(choices, wanted))


def with_chosen(price: Price, modifiers: Sequence[Chosen]) -> Price:
    """Return what a product of this price costs with these modifiers, or raise `PriceOutOfBounds`."""
    if not modifiers:
        return price
    try:
        return Price(price.minor + sum(each.price.minor for each in modifiers))
    except InvalidPrice:
        raise PriceOutOfBounds(field=("modifiers",)) from None


def _chosen_of(choices: Choices, wanted: Sequence[ModifierId]) -> Sequence[Chosen]:
    found = [each for each in choices.modifiers if each.id in wanted]
    if len(found) < choices.least:
        raise TooFewChosen.of(choices)
    if len(found) > choices.most:
        places = [place for place, each in enumerate(wanted) if any(each == of.id for of in found)]
        raise TooManyChosen.of(choices, places[choices.most])
    return found


def _bounds(choices: Choices) -> str:
    if choices.least == choices.most:
        return f"{choices.least}"
    return f"{choices.least} to {choices.most}" if choices.least else f"at most {choices.most}"
