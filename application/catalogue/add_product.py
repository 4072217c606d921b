"""Add a product."""

from dataclasses import dataclass

from application.billing.ports import TaxRates, ensure_known
from application.catalogue.ports import Products
from application.kernel.access import Rights
from application.kernel.answers import Answers, Sent
from application.kernel.clock import Clock
from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from domain.catalogue.product import Product, Stock
from domain.kernel.caller import Caller
from domain.kernel.ids import ModifierGroupId, ProductId, StationId
from domain.kernel.money import Price
from domain.kernel.names import Name


@dataclass(frozen=True, slots=True)
class AddProduct:
    """Put something new on the menu."""

    products: Products
    tax_rates: TaxRates
    answers: Answers
    rights: Rights
    clock: Clock
    ids: Ids
    work: UnitOfWork

    async def __call__(  # noqa: PLR0913 - one a field
        self,
        *,
        caller: Caller,
        name: Name,
        price: Price,
        available: bool = True,
        category: Name | None = None,
        station: StationId | None = None,
        stock: Stock | None = None,
        tax: Name | None = None,
        modifier_groups: tuple[ModifierGroupId, ...] = (),
        open_price: bool = False,
        sent: Sent | None = None,
    ) -> Product:
        """Return the new product.

        Raises `OnlyManagersManage`, `ProductNameTaken`, `StationNotFound`, `TaxCategoryUnknown`,
        `ModifierGroupNotFound`, and what a product refuses.

        Raises `AnsweredMeanwhile` when what was `sent` was sent twice at once.
        """
        self.rights.ensure_may_change_catalogue(caller)
        await ensure_known(self.tax_rates, tax)
        product = Product(
            id=ProductId(self.ids.new()),
            name=name,
            price=price,
            available=available,
            category=category,
            station=station,
            stock=stock,
            tax=tax,
            modifier_groups=modifier_groups,
            open_price=open_price,
            added_at=self.clock.now(),
        )
        answer = self.answers.keep(sent, product, at=product.added_at)
        return await self.work.commit(product, self.products.add(product), answer)
