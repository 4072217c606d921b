"""The modifier groups, in memory."""

from collections.abc import Sequence
from dataclasses import replace

from adapters.memory.catalogue.products import PricesIn
from adapters.memory.kernel.pages import page_of
from adapters.memory.kernel.store import MemoryStore
from adapters.memory.kernel.unit_of_work import Step, Undo, both, drop, put
from application.catalogue.ports import ModifierGroups
from application.kernel.pages import PageRequest
from application.kernel.unit_of_work import Change
from domain.catalogue.modifier_group import (
    ModifierGroup,
    ModifierGroupChanged,
    ModifierGroupNameTaken,
    ModifierGroupNotFound,
)
from domain.kernel.ids import ModifierGroupId, RestaurantId
from domain.kernel.money import Currency


class MemoryModifierGroups(ModifierGroups):
    """Keeps one restaurant's modifier groups in a dict."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId, currency: Currency) -> None:
        self._products = store.shelves[restaurant].products
        self._groups = store.shelves[restaurant].modifier_groups
        self._prices = PricesIn(currency, store, restaurant)

    async def get(self, group_id: ModifierGroupId) -> ModifierGroup:
        try:
            return self._groups[group_id]
        except KeyError:
            raise ModifierGroupNotFound from None

    async def page(self, page: PageRequest) -> Sequence[ModifierGroup]:
        return page_of(sorted(self._groups.values(), key=lambda each: each.name), page)

    async def count(self) -> int:
        return len(self._groups)

    def add(self, group: ModifierGroup) -> Change:
        return Step(lambda: self._put(group))

    def change(self, group: ModifierGroup) -> Change:
        def step() -> Undo:
            self._ensure_there(group.id, group.version - 1)
            return self._put(group)

        return Step(step)

    def remove(self, group: ModifierGroup) -> Change:
        def step() -> Undo:
            self._ensure_there(group.id, group.version)
            without = (
                replace(each, modifier_groups=left, version=each.version + 1)
                for each in [*self._products.values()]
                if (left := tuple(other for other in each.modifier_groups if other != group.id)) != each.modifier_groups
            )
            return both(*(put(self._products, each.id, each) for each in without), drop(self._groups, group.id))

        return Step(step)

    def _ensure_there(self, group: ModifierGroupId, version: int) -> None:
        there = self._groups.get(group)
        if there is None or there.version != version:
            raise ModifierGroupChanged

    def _put(self, group: ModifierGroup) -> Undo:
        if any(each.name == group.name and each.id != group.id for each in self._groups.values()):
            raise ModifierGroupNameTaken
        self._prices.ensure_current()
        return put(self._groups, group.id, group)
