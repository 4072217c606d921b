"""What about lines is not as the catalogue has it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.kernel.audit import Event, Happening
from domain.kernel.ids import OrderId, ProductId, WaiterId
from domain.kernel.money import Money
from domain.ordering.line import Line


def oddities(
    order: OrderId, lines: Sequence[Line], listed: Mapping[ProductId, Money], *, by: WaiterId, at: datetime
) -> Sequence[Event]:
    """Return the events of products that lines brought along, and of others sold at a price that is not `listed`.

    Prices are in minor units, without what modifiers add. Lines in which nothing is odd have none.
    """
    if all(listed.get(line.product) == line.bare_price for line in lines):
        return ()
    noted = _Noted(order, by, at)
    brought = {line.product: line for line in reversed(lines) if line.product not in listed}
    prices = {**listed, **{product: line.bare_price for product, line in brought.items()}}
    sold = Counter[tuple[ProductId, Money]]()
    for line in lines:
        sold[line.product, line.bare_price] += line.quantity
    return [
        *(noted.invented(line) for line in brought.values()),
        *(
            noted.differed(product, prices[product], price, quantity)
            for (product, price), quantity in sold.items()
            if price != prices[product]
        ),
    ]


@dataclass(frozen=True, slots=True)
class _Noted:
    """An order of which something is noted, by whom, and when."""

    order: OrderId
    by: WaiterId
    at: datetime

    def invented(self, line: Line) -> Event:
        """Return that a line's product joined the catalogue with it."""
        details = {"name": line.product_name, "price": str(line.bare_price.minor)}
        return self._event(Happening.PRODUCT_INVENTED, line.product, details)

    def differed(self, product: ProductId, listed: Money, price: Money, quantity: int) -> Event:
        """Return that so many were sold at another price than is listed."""
        details = {"listed": str(listed.minor), "sold_at": str(price.minor), "quantity": str(quantity)}
        return self._event(Happening.PRICE_DIFFERED, product, details)

    def _event(self, happening: Happening, product: ProductId, details: Mapping[str, str]) -> Event:
        about = {"order": str(self.order), **details}
        return Event(happening=happening, at=self.at, actor=self.by, subject=product, details=about)
