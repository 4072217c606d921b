"""List the modifier groups."""

from dataclasses import dataclass

from application.catalogue.ports import ModifierGroups
from application.kernel.pages import PageRequest, Slice, page_of
from domain.catalogue.modifier_group import ModifierGroup


@dataclass(frozen=True, slots=True)
class ListModifierGroups:
    """The choices that products come with."""

    groups: ModifierGroups

    async def __call__(self, *, page: PageRequest) -> Slice[ModifierGroup, str]:
        """Return this page of the groups, by name."""
        found = await self.groups.page(page)
        return page_of(found, lambda group: group.name, total=await self.groups.count(), request=page)
