"""Remove a modifier group."""

from collections.abc import Collection
from dataclasses import dataclass

from application.catalogue.ports import ModifierGroups
from application.kernel.access import Rights
from application.kernel.unit_of_work import UnitOfWork
from application.kernel.versions import read_for_change
from domain.catalogue.modifier_group import ModifierGroupChanged
from domain.kernel.caller import Caller
from domain.kernel.ids import ModifierGroupId


@dataclass(frozen=True, slots=True)
class RemoveModifierGroup:
    """Take a modifier group away; no product comes with it any more."""

    groups: ModifierGroups
    rights: Rights
    work: UnitOfWork

    async def __call__(
        self, *, caller: Caller, group: ModifierGroupId, versions: Collection[int] | None = None
    ) -> None:
        """Remove it. Where `versions` are given, only one of these is removed.

        Raises `OnlyManagersManage`, `Stale`, `ModifierGroupNotFound` and `ModifierGroupChanged`.
        """
        self.rights.ensure_may_change_catalogue(caller)
        async with read_for_change(lambda: self.groups.get(group), versions, ModifierGroupChanged) as before:
            await self.work.commit(None, self.groups.remove(before))
