"""Show a modifier group."""

from dataclasses import dataclass

from application.catalogue.ports import ModifierGroups
from domain.catalogue.modifier_group import ModifierGroup
from domain.kernel.ids import ModifierGroupId


@dataclass(frozen=True, slots=True)
class ShowModifierGroup:
    """Look a modifier group up."""

    groups: ModifierGroups

    async def __call__(self, *, group: ModifierGroupId) -> ModifierGroup:
        """Return the group, or raise `ModifierGroupNotFound`."""
        return await self.groups.get(group)
