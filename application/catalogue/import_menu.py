"""Import a menu."""

import asyncio
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from application.billing.ports import TaxRates
from application.catalogue.ports import Products, Stations
from application.kernel.access import Rights
from application.kernel.answers import Answers, Sent
from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.events import Outbox
from application.kernel.ids import Ids
from application.kernel.pages import PageRequest
from application.kernel.pieces import in_pieces
from application.kernel.product_news import availability_news
from application.kernel.unit_of_work import Change, UnitOfWork
from domain.catalogue.menu import MenuImported, MenuRow
from domain.catalogue.menu_plan import MenuPlan
from domain.catalogue.product import ProductChanged, ProductNameTaken
from domain.catalogue.repriced import repriced
from domain.catalogue.station import StationNotFound
from domain.kernel.caller import Caller
from domain.kernel.ids import ProductId, WaiterId
from domain.kernel.money import Currency

_ALL: Final = PageRequest(1, 10_000)
_TRIES: Final = 3
_AHEAD: Final = 1_000
"""Versions that are left to orders for what was sold while an import was tried."""


@dataclass(frozen=True, slots=True)
class ImportMenu:
    """Add and change products, one a row, all of them or none."""

    products: Products
    stations: Stations
    tax_rates: TaxRates
    answers: Answers
    rights: Rights
    audit: Audit
    outbox: Outbox
    currency: Currency
    clock: Clock
    ids: Ids
    work: UnitOfWork

    async def __call__(
        self, *, caller: Caller, rows: Sequence[MenuRow], preview: bool = False, sent: Sent | None = None
    ) -> MenuImported:
        """Return what is done for each row, or, in a preview, what would be.

        Raises `OnlyManagersManage` and, where a row is wrong, `MenuRefused`; `ProductChanged`, `ProductNameTaken` or
        `StationNotFound` where others change the same again and again; `AnsweredMeanwhile` when what was `sent` was
        sent twice at once, and `SettingsChanged`.
        """
        self.rights.ensure_may_change_catalogue(caller)
        names = {each.name for each in rows if each.name is not None}
        tries = 0
        while True:
            tries += 1
            now = self.clock.now()
            plan = await self._plan(names, now, ahead=_AHEAD if tries > 1 else 0)
            imported = MenuImported(tuple(await in_pieces(rows, plan.take)))
            if preview:
                return imported
            imported.ensure_right()
            if not plan.added and not plan.changed:
                await self.work.confirm()
            changes = [*self._changes(plan, names, caller.id, now), self.answers.keep(sent, imported, at=now)]
            try:
                return await self.work.commit(imported, *changes)
            except (ProductChanged, ProductNameTaken, StationNotFound):
                if tries == _TRIES:
                    raise

    async def _plan(self, names: Collection[str], now: datetime, *, ahead: int) -> MenuPlan:
        products, stations, rates = await asyncio.gather(
            self.products.alike(names), self.stations.page(_ALL), self.tax_rates.page(_ALL)
        )
        taxes = {each.category for each in rates}
        return MenuPlan(products, stations, taxes, lambda: ProductId(self.ids.new()), now, ahead)

    def _changes(self, plan: MenuPlan, names: Collection[str], by: WaiterId, now: datetime) -> Iterator[Change]:
        if plan.added or plan.changed:
            yield self.products.write(plan.added, plan.changed)
        if plan.added:  # by names that others may have given meanwhile, in another case
            yield self.products.ensure_alike(names, len(plan.products) + len(plan.added))
        for before, after in plan.changed:
            if after.price != before.price:
                priced = repriced(after.id, before.price, after.price, at=now, by=by)
                yield self.audit.note_later(self.ids.new(), [priced])
            if after.can_be_ordered != before.can_be_ordered:
                yield self.outbox.tell(availability_news(self.ids.new(), after, self.currency, at=now, actor=by))
