"""Take down what is wanted."""

import asyncio
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from application.billing.ports import TaxRates
from application.kernel.access import Rights
from application.kernel.audit import Audit
from application.kernel.ids import Ids
from application.ordering.catalogue import Catalogue, Known, Listed, NewProduct
from application.ordering.keep_stock import KeepStock
from application.ordering.oddities import oddities
from application.ordering.steps import TakenDown
from domain.kernel.caller import Caller
from domain.kernel.errors import Invalid
from domain.kernel.ids import LineId, OrderId, ProductId
from domain.kernel.money import Currency, Price
from domain.ordering.choosing import Chosen, chosen, with_chosen
from domain.ordering.line import HELD, Line, Progress, Sale, Wanted
from domain.ordering.refusals import NotAsListed, ProductsUnavailable, ProductUnknown


@dataclass(frozen=True, slots=True)
class TakeDown:
    """Make lines of what is wanted: of products that are known, and of new ones, which join the catalogue.

    Where a stock is kept, they take from it.
    """

    catalogue: Catalogue
    tax_rates: TaxRates
    keep_stock: KeepStock
    audit: Audit
    rights: Rights
    currency: Currency
    ids: Ids

    async def look_up(self, wanted: Sequence[Wanted]) -> Known:
        """Return what the catalogue has of what is wanted, how that is taxed, and what can be chosen with it.

        Raises `SettingsChanged`.
        """
        names = {each.name for each in wanted if each.name is not None}
        known = await self.catalogue.look_up(names, {each.product for each in wanted if each.product is not None})
        taxed = {each.tax for each in known.values() if each.tax is not None}
        groups = {group for each in known.values() for group in each.modifier_groups}
        if not taxed and not groups:
            return known
        rates, choices = await asyncio.gather(  # in one statement
            self.tax_rates.of(taxed) if taxed else _nothing(),
            self.catalogue.modifiers(groups) if groups else _nothing(),
        )
        return {
            key: each._replace(
                tax_rates=tuple(rates.get(each.tax or "", ())),
                choices=tuple(choices[group] for group in each.modifier_groups if group in choices),
            )
            for key, each in known.items()
        }

    def __call__(  # noqa: PLR0913 - what lines are made of
        self,
        *,
        order: OrderId,
        wanted: Sequence[Wanted],
        known: Known,
        caller: Caller,
        at: datetime,
        day: date,
        taken_at: datetime | None = None,
        in_round: int = 1,
        sale: Sale | None = None,
    ) -> TakenDown:
        """Return the lines of an order, sent in this round unless they wait, and taxed as on this business day.

        They were `taken_at` a moment before `at`, where it says so. `sale` is for those added to an order later.

        `known` is what was looked up. Raises `ProductUnknown` for an id that no product has, `NotAsListed`,
        `ProductsUnavailable`, and what `chosen` and `with_chosen` raise.
        """
        new = self._new(wanted, known, at)
        products = {**known, **{each.name: Listed(each.id, each.price, each.name) for each in new}} if new else known
        listed = _listed(wanted, products)
        modifiers = [_chosen(place, *each) for place, each in enumerate(zip(wanted, listed, strict=True))]
        if not self.rights.may_price(caller) and (differing := [*self._differing(wanted, known)]):
            raise NotAsListed(differing)
        taken = _taken(wanted, listed)
        sent = Progress(round=in_round, sent_at=taken_at or at)
        lines = tuple(
            Line(
                id=LineId(self.ids.new()),
                product=product.id,
                product_name=each.name or product.name,
                quantity=each.quantity,
                unit_price=price,
                station=product.station,
                course=each.course,
                seat=each.seat,
                note=each.note,
                progress=HELD if each.waits else sent,
                ordered_at=at if sale else None,
                sale=sale,
                tax=product.tax_on(day),
                modifiers=with_it,
            )
            for each, product, (with_it, price) in zip(wanted, listed, modifiers, strict=True)
        )
        changes = [*map(self.catalogue.join, new), *self.keep_stock(by=taken, actor=caller.id, at=at)]
        if self.rights.orders_are_watched:
            priced = [line for line, product in zip(lines, listed, strict=True) if not product.open_price]
            odd = oddities(order, priced, {each.id: each.price for each in known.values()}, by=caller.id, at=at)
            about = lines[0].id if sale else order  # an order's id stands for what was placed
            changes += [self.audit.note_later(about, odd)] if odd else []
        return TakenDown(lines, changes)

    def _differing(self, wanted: Sequence[Wanted], known: Known) -> Iterator[tuple[tuple[str | int, ...], str]]:
        for place, each in enumerate(wanted):
            product = known.get(each.key)
            if product is None:
                yield ("products", place, "name"), f"{each.name} is not in the catalogue"
            elif each.price is not None and each.price != product.price and not product.open_price:
                listed, sent = self.currency.amount(product.price), self.currency.amount(each.price)
                yield ("products", place, "price"), f"{product.name} costs {listed:f}, not {sent:f}"

    def _new(self, wanted: Sequence[Wanted], known: Collection[object], now: datetime) -> Sequence[NewProduct]:
        prices = {each.name: each.price for each in reversed(wanted)}
        return [
            NewProduct(id=ProductId(self.ids.new()), name=name, price=price, added_at=now)
            for name, price in prices.items()
            if name is not None and price is not None and name not in known
        ]


def _listed(wanted: Sequence[Wanted], products: Known) -> Sequence[Listed]:
    """Return the product of each that is wanted, or raise `ProductUnknown`."""
    try:
        return [products[each.key] for each in wanted]
    except KeyError:
        place = next(place for place, each in enumerate(wanted) if each.key not in products)
        raise ProductUnknown(field=("products", place, "product_id")) from None


def _chosen(place: int, wanted: Wanted, product: Listed) -> tuple[tuple[Chosen, ...], Price]:
    """Return what is chosen with the product that is wanted at this place, and what it costs with that."""
    price = wanted.price or product.price
    if not product.choices and not wanted.modifiers:
        return (), price
    try:
        modifiers = chosen(product.choices, wanted.modifiers)
        return modifiers, with_chosen(price, modifiers)
    except Invalid as refusal:
        raise refusal.at("products", place) from None


async def _nothing() -> Mapping[Any, Any]:
    return {}


def _taken(wanted: Sequence[Wanted], listed: Sequence[Listed]) -> Mapping[Listed, int]:
    """Return by how many the stock of which products changes; or raise `ProductsUnavailable`."""
    if all(product.stock is None and product.can_be_ordered for product in listed):
        return {}
    quantities = Counter[Listed]()
    for each, product in zip(wanted, listed, strict=True):
        if product.stock is not None:
            quantities[product] += each.quantity
    if refused := [*_refused(listed, quantities)]:
        raise ProductsUnavailable(refused)
    return {product: -quantity for product, quantity in quantities.items()}


def _refused(listed: Sequence[Listed], quantities: Counter[Listed]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for place, product in enumerate(listed):
        if not product.can_be_ordered:
            yield ("products", place), f"{product.name} is not available"
        elif product.stock is not None and product.stock < quantities[product]:
            yield ("products", place), f"Of {product.name} {product.stock} are left, not {quantities[product]}"
