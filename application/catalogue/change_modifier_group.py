"""Change a modifier group."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from application.catalogue.ports import ModifierGroups
from application.kernel.access import Rights
from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from application.kernel.versions import read_for_change
from domain.catalogue.modifier_group import Least, ModifierGroup, ModifierGroupChanged, Most, WantedModifier
from domain.catalogue.repriced import repriced
from domain.kernel.audit import Event
from domain.kernel.caller import Caller
from domain.kernel.ids import ModifierGroupId, ModifierId, WaiterId
from domain.kernel.names import Name


@dataclass(frozen=True, slots=True)
class ChangeModifierGroup:
    """Change what guests may choose. Orders placed before keep what they say."""

    groups: ModifierGroups
    rights: Rights
    audit: Audit
    clock: Clock
    ids: Ids
    work: UnitOfWork

    async def __call__(
        self,
        *,
        caller: Caller,
        group: ModifierGroupId,
        versions: Collection[int] | None = None,
        name: Name | None = None,
        least: Least | None = None,
        most: Most | None = None,
        modifiers: Sequence[WantedModifier] | None = None,
    ) -> ModifierGroup:
        """Return the group that follows. Where `versions` are given, only one of these is changed.

        `modifiers` are all that the group is to have. Raises `OnlyManagersManage`, `Stale`, `ModifierGroupNotFound`,
        `ModifierGroupNameTaken`, `ModifierGroupChanged`, `ModifierNotInGroup`, and what a group refuses.
        """
        self.rights.ensure_may_change_catalogue(caller)
        async with read_for_change(lambda: self.groups.get(group), versions, ModifierGroupChanged) as before:
            new = None if modifiers is None else before.with_ids(modifiers, lambda: ModifierId(self.ids.new()))
            after = before.changed(name=name, least=least, most=most, modifiers=new)
            if after is before:
                await self.work.confirm()
                return after
            notes = (self.audit.note(each) for each in self._priced(before, after, caller.id))
            return await self.work.commit(after, self.groups.change(after), *notes)

    def _priced(self, before: ModifierGroup, after: ModifierGroup, by: WaiterId) -> Iterator[Event]:
        prices = {each.id: each.price for each in before.modifiers}
        for each in after.modifiers:
            price = prices.get(each.id, each.price)
            if price != each.price:
                yield repriced(each.id, price, each.price, at=self.clock.now(), by=by)
