"""What the calls about modifier groups take and answer."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Final, Self
from uuid import UUID

import msgspec

from application.kernel.pages import Slice
from domain.catalogue.modifier_group import (
    MOST_MODIFIERS,
    Least,
    ModifierGroup,
    ModifiersRequired,
    Most,
    TooManyModifiers,
    WantedModifier,
)
from domain.kernel.ids import ModifierId
from domain.kernel.money import Currency, Surcharge
from domain.kernel.names import Name
from entrypoints.http.catalogue.station_schemas import NameRequired
from entrypoints.http.kernel.body import Body, Later, Missing, Several

_CHOICES: Final = {"name": "Doneness", "least": 1, "most": 1, "modifiers": [{"name": "Rare", "price": 0}]}


class ModifierBody(Body, frozen=True):
    """A new choice. Its price is added to the product's, or, where it is below 0, taken off it."""

    name: Annotated[Name, Missing(NameRequired)]
    price: Surcharge


class ModifierGroupBody(Body, frozen=True):
    """A new modifier group."""

    example: ClassVar = _CHOICES

    name: Annotated[Name, Missing(NameRequired)]
    least: Least
    most: Most
    modifiers: Annotated[Later[list[ModifierBody]], Several(ModifiersRequired, MOST_MODIFIERS, TooManyModifiers)]

    def wanted(self, currency: Currency) -> list[WantedModifier]:
        """Return the modifiers, priced in the restaurant's currency, or raise the first one's refusal."""
        return [WantedModifier(each.name, each.price) for each in self.modifiers(currency)]


class ModifierChangeBody(Body, frozen=True):
    """A choice that the group is to have: with an `id` one that it has, without a new one."""

    name: Annotated[Name, Missing(NameRequired)]
    price: Surcharge
    id: ModifierId | None = None


class ModifierGroupChangeBody(Body, frozen=True):
    """What is to change about a modifier group. What is absent or null stays; `modifiers` are all it is to have."""

    example: ClassVar = _CHOICES

    name: Name | None = None
    least: Least | None = None
    most: Most | None = None
    modifiers: Annotated[
        Later[list[ModifierChangeBody]] | None, Several(ModifiersRequired, MOST_MODIFIERS, TooManyModifiers)
    ] = None

    def wanted(self, currency: Currency) -> Sequence[WantedModifier] | None:
        """Return the modifiers, None where they stay as they are, or raise the first one's refusal."""
        if self.modifiers is None:
            return None
        return [WantedModifier(each.name, each.price, each.id) for each in self.modifiers(currency)]


class ModifierView(msgspec.Struct, frozen=True):
    """One choice, and what it adds to the price."""

    id: UUID
    name: str
    price: Decimal


class ModifierGroupView(msgspec.Struct, frozen=True):
    """Choices, in order: at `least` so many are made, and at `most`."""

    id: UUID
    name: str
    least: int
    most: int
    modifiers: list[ModifierView]

    @classmethod
    def of(cls, group: ModifierGroup, currency: Currency) -> Self:
        """Show a modifier group."""
        choices = [ModifierView(each.id, each.name, currency.amount(each.price)) for each in group.modifiers]
        return cls(group.id, group.name, group.least, group.most, choices)


class ModifierGroupCreated(msgspec.Struct, frozen=True):
    """A new modifier group."""

    message: str
    modifier_group: ModifierGroupView

    @classmethod
    def of(cls, group: ModifierGroup, currency: Currency) -> Self:
        """Show a new modifier group."""
        return cls("Modifier group created successfully", ModifierGroupView.of(group, currency))


class ModifierGroupShown(msgspec.Struct, frozen=True):
    """A modifier group."""

    modifier_group: ModifierGroupView


class ModifierGroupsListed(msgspec.Struct, frozen=True):
    """A page of the modifier groups."""

    modifier_groups: list[ModifierGroupView]
    total: int | None
    pages: int | None
    current_page: int | None

    @classmethod
    def of(cls, found: Slice[ModifierGroup, Any], currency: Currency) -> Self:
        """Show the page."""
        views = [ModifierGroupView.of(each, currency) for each in found.items]
        return cls(views, found.total, found.pages, found.number)


MODIFIER_GROUP_EXAMPLE: Final = {
    "id": "01937b1e-7c00-7000-8000-000000000008",
    "name": "Doneness",
    "least": 1,
    "most": 1,
    "modifiers": [{"id": "01937b1e-7c00-7000-8000-000000000009", "name": "Rare", "price": 0}],
}
