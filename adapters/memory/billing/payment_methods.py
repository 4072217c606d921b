"""The payment methods, in memory."""

from collections.abc import Mapping, Sequence

from adapters.memory.kernel.pages import page_of
from adapters.memory.kernel.store import MemoryStore
from adapters.memory.kernel.unit_of_work import Step, Undo, both, put
from application.billing.payment_methods import PaymentMethods
from application.kernel.pages import PageRequest
from application.kernel.unit_of_work import Change
from domain.billing.method import (
    FIRST_METHODS,
    PaymentMethod,
    PaymentMethodChanged,
    PaymentMethodNameTaken,
    PaymentMethodNotFound,
    PaymentMethodUnknown,
)
from domain.kernel.ids import PaymentMethodId, RestaurantId


class MemoryPaymentMethods(PaymentMethods):
    """Keeps one restaurant's payment methods in a dict, the first ones too once one is added or changed."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._methods = store.shelves[restaurant].payment_methods

    async def get(self, method_id: PaymentMethodId) -> PaymentMethod:
        try:
            return self._all()[method_id]
        except KeyError:
            raise PaymentMethodNotFound from None

    async def named(self, name: str) -> PaymentMethod:
        for each in self._all().values():
            if each.name == name:
                return each
        raise PaymentMethodUnknown

    async def page(self, page: PageRequest) -> Sequence[PaymentMethod]:
        return page_of(sorted(self._all().values(), key=lambda each: each.name), page)

    async def count(self) -> int:
        return len(self._all())

    def add(self, method: PaymentMethod) -> Change:
        return Step(lambda: self._put(method))

    def change(self, method: PaymentMethod) -> Change:
        def step() -> Undo:
            there = self._all().get(method.id)
            if there is None or there.version != method.version - 1:
                raise PaymentMethodChanged
            return self._put(method)

        return Step(step)

    def _all(self) -> Mapping[PaymentMethodId, PaymentMethod]:
        return self._methods or {each.id: each for each in FIRST_METHODS}

    def _put(self, method: PaymentMethod) -> Undo:
        if any(each.name == method.name and each.id != method.id for each in self._all().values()):
            raise PaymentMethodNameTaken
        first = () if self._methods else FIRST_METHODS
        return both(*(put(self._methods, each.id, each) for each in first), put(self._methods, method.id, method))
