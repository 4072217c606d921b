"""Choices that products come with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final, NamedTuple, Self

from domain.kernel.errors import Conflict, Invalid, NotFound
from domain.kernel.ids import ModifierGroupId, ModifierId
from domain.kernel.money import Surcharge
from domain.kernel.names import Name

MOST_MODIFIERS: Final = 50


class ModifierGroupNotFound(NotFound):
    """The catalogue has no such modifier group."""

    says = "Modifier group not found"


class ModifierGroupNameTaken(Conflict):
    """The catalogue has a modifier group of this name already."""

    says = "Modifier group name already exists"


class ModifierGroupChanged(Conflict):
    """Somebody else changed the modifier group since it was read."""

    says = "The modifier group was changed in the meantime; read it again"


class ModifiersRequired(Invalid):
    """A modifier group of nothing."""

    says = "At least one modifier is required"


class TooManyModifiers(Invalid):
    """More choices than anybody can look through."""

    says = f"A modifier group has at most {MOST_MODIFIERS} modifiers"


class ModifierNameRepeated(Invalid):
    """Two modifiers of a group that nobody could tell apart."""

    says = "The group has another modifier of this name"


class ModifierNotInGroup(Invalid):
    """A modifier that is to stay in a group where it is not, or to be there twice."""

    says = "The group has no such modifier, or it is given twice"


class InvalidBounds(Invalid):
    """How many have to be and may be chosen, as it cannot be."""

    says = f"What has to be chosen is from 0 up to what may be, and that from 1 to {MOST_MODIFIERS}"


class Least(int):
    """How many of a group's modifiers have to be chosen."""

    __slots__ = ()

    lowest: ClassVar = 0
    highest: ClassVar = MOST_MODIFIERS

    def __new__(cls, number: int) -> Self:
        """Return so many, or raise `InvalidBounds`."""
        if type(number) not in (int, cls) or not cls.lowest <= number <= cls.highest:
            raise InvalidBounds
        return int.__new__(cls, number)


class Most(Least):
    """How many of a group's modifiers may be chosen."""

    __slots__ = ()

    lowest: ClassVar = 1


class WantedModifier(NamedTuple):
    """A modifier as it is to be: one that is there, by its id, or a new one."""

    name: Name
    price: Surcharge
    id: ModifierId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Modifier:
    """One choice, and what it adds to the price."""

    id: ModifierId
    name: Name
    price: Surcharge


@dataclass(frozen=True, slots=True, kw_only=True)
class ModifierGroup:
    """Choices, in order: at `least` so many are made, and at `most`. Never changes: each change returns the next."""

    id: ModifierGroupId
    name: Name
    least: Least
    most: Most
    modifiers: tuple[Modifier, ...]
    version: int = 1

    def __post_init__(self) -> None:
        """Raise what is wrong with it: `ModifiersRequired`, `TooManyModifiers` and the like."""
        if not self.modifiers:
            raise ModifiersRequired(field=("modifiers",))
        if len(self.modifiers) > MOST_MODIFIERS:
            raise TooManyModifiers(field=("modifiers",))
        names = [each.name for each in self.modifiers]
        for place, name in enumerate(names):
            if name in names[:place]:
                raise ModifierNameRepeated(field=("modifiers", place, "name"))
        if self.least > self.most:
            raise InvalidBounds("At least as many may be chosen as have to be", field=("least",))
        if self.most > len(self.modifiers):
            raise InvalidBounds("No more may be chosen than the group has", field=("most",))

    def changed(
        self,
        *,
        name: Name | None = None,
        least: Least | None = None,
        most: Most | None = None,
        modifiers: tuple[Modifier, ...] | None = None,
    ) -> "ModifierGroup":
        """Return the group with what is given, or itself where nothing differs."""
        after = replace(
            self,
            name=self.name if name is None else name,
            least=self.least if least is None else least,
            most=self.most if most is None else most,
            modifiers=self.modifiers if modifiers is None else modifiers,
        )
        return self if after == self else replace(after, version=self.version + 1)

    def with_ids(self, wanted: Sequence[WantedModifier], new_id: Callable[[], ModifierId]) -> tuple[Modifier, ...]:
        """Return the modifiers that are wanted: those that stay by their ids, new ones by new ones.

        Raises `ModifierNotInGroup`.
        """
        left = {each.id for each in self.modifiers}
        for place, each in enumerate(wanted):
            if each.id is not None:
                if each.id not in left:
                    raise ModifierNotInGroup(field=("modifiers", place, "id"))
                left.remove(each.id)
        return made(wanted, new_id)


def made(wanted: Sequence[WantedModifier], new_id: Callable[[], ModifierId]) -> tuple[Modifier, ...]:
    """Return the modifiers that are wanted, new ones by new ids."""
    return tuple(Modifier(id=each.id or new_id(), name=each.name, price=each.price) for each in wanted)
