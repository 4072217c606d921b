"""Add a modifier group."""

from collections.abc import Sequence
from dataclasses import dataclass

from application.catalogue.ports import ModifierGroups
from application.kernel.access import Rights
from application.kernel.answers import Answers, Sent
from application.kernel.clock import Clock
from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from domain.catalogue.modifier_group import Least, ModifierGroup, Most, WantedModifier, made
from domain.kernel.caller import Caller
from domain.kernel.ids import ModifierGroupId, ModifierId
from domain.kernel.names import Name


@dataclass(frozen=True, slots=True)
class AddModifierGroup:
    """Say what guests may choose with a product."""

    groups: ModifierGroups
    answers: Answers
    rights: Rights
    clock: Clock
    ids: Ids
    work: UnitOfWork

    async def __call__(
        self,
        *,
        caller: Caller,
        name: Name,
        least: Least,
        most: Most,
        modifiers: Sequence[WantedModifier],
        sent: Sent | None = None,
    ) -> ModifierGroup:
        """Return the new group. Raises `OnlyManagersManage`, `ModifierGroupNameTaken`, and what a group refuses.

        Raises `AnsweredMeanwhile` when what was `sent` was sent twice at once.
        """
        self.rights.ensure_may_change_catalogue(caller)
        group = ModifierGroup(
            id=ModifierGroupId(self.ids.new()),
            name=name,
            least=least,
            most=most,
            modifiers=made(modifiers, lambda: ModifierId(self.ids.new())),
        )
        answer = self.answers.keep(sent, group, at=self.clock.now())
        return await self.work.commit(group, self.groups.add(group), answer)
