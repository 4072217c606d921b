"""Change a product."""

from collections.abc import Collection
from dataclasses import dataclass

from application.billing.ports import TaxRates, ensure_known
from application.catalogue.ports import Products
from application.kernel.access import Rights
from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.events import Outbox
from application.kernel.ids import Ids
from application.kernel.product_news import availability_news
from application.kernel.unit_of_work import UnitOfWork
from application.kernel.versions import read_for_change
from domain.catalogue.product import Product, ProductChanged, Stock
from domain.catalogue.repriced import repriced
from domain.kernel.caller import Caller
from domain.kernel.ids import ModifierGroupId, ProductId, StationId
from domain.kernel.money import Currency, Price
from domain.kernel.names import Name
from domain.kernel.unchanged import UNCHANGED, Unchanged


@dataclass(frozen=True, slots=True)
class ChangeProduct:
    """Change what a product is called, costs or has left. Orders placed before keep what they say."""

    products: Products
    tax_rates: TaxRates
    rights: Rights
    audit: Audit
    outbox: Outbox
    currency: Currency
    clock: Clock
    ids: Ids
    work: UnitOfWork

    async def __call__(  # noqa: PLR0913 - one a field
        self,
        *,
        caller: Caller,
        product: ProductId,
        versions: Collection[int] | None = None,
        name: Name | None = None,
        price: Price | None = None,
        available: bool | None = None,
        category: Name | Unchanged | None = UNCHANGED,
        station: StationId | Unchanged | None = UNCHANGED,
        stock: Stock | Unchanged | None = UNCHANGED,
        tax: Name | Unchanged | None = UNCHANGED,
        modifier_groups: tuple[ModifierGroupId, ...] | Unchanged = UNCHANGED,
        open_price: bool | None = None,
    ) -> Product:
        """Return the product that follows. Where `versions` are given, only one of these is changed.

        Raises `OnlyManagersManage`, `Stale`, `ProductNotFound`, `ProductNameTaken`, `ProductChanged`,
        `StationNotFound`, `TaxCategoryUnknown`, `ModifierGroupNotFound`, and what a product refuses.
        """
        self.rights.ensure_may_change_catalogue(caller)
        async with read_for_change(lambda: self.products.get(product), versions, ProductChanged) as before:
            after = before.changed(
                name=name,
                price=price,
                available=available,
                category=category,
                station=station,
                stock=stock,
                tax=tax,
                modifier_groups=modifier_groups,
                open_price=open_price,
            )
            if after.tax != before.tax:
                await ensure_known(self.tax_rates, after.tax)
            if after is before:
                await self.work.confirm()
                return after
            changes = [self.products.change(after)]
            if after.price != before.price:
                priced = repriced(after.id, before.price, after.price, at=self.clock.now(), by=caller.id)
                changes.append(self.audit.note(priced))
            if after.can_be_ordered != before.can_be_ordered:
                news = availability_news(self.ids.new(), after, self.currency, at=self.clock.now(), actor=caller.id)
                changes.append(self.outbox.tell(news))
            return await self.work.commit(after, *changes)
