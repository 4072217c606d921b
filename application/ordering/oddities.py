"""What about an order is not as the catalogue has it."""

from collections import Counter
from collections.abc import Mapping, Sequence

from domain.kernel.audit import Event, Happening
from domain.kernel.ids import ProductId
from domain.kernel.money import Money
from domain.ordering.line import Line
from domain.ordering.order import Order


def oddities(order: Order, listed: Mapping[ProductId, Money]) -> Sequence[Event]:
    """Return the events of products that the order brought along, and of others sold at a price that is not `listed`.

    Prices are in minor units. An order in which nothing is odd has none.
    """
    if all(listed.get(line.product) == line.unit_price for line in order.lines):
        return ()
    brought = {line.product: line for line in reversed(order.lines) if line.product not in listed}
    prices = {**listed, **{product: line.unit_price for product, line in brought.items()}}
    sold = Counter[tuple[ProductId, Money]]()
    for line in order.lines:
        sold[line.product, line.unit_price] += line.quantity
    return [
        *(_invented(order, line) for line in brought.values()),
        *(
            _differed(order, product, prices[product], price, quantity)
            for (product, price), quantity in sold.items()
            if price != prices[product]
        ),
    ]


def _invented(order: Order, line: Line) -> Event:
    return Event(
        happening=Happening.PRODUCT_INVENTED,
        at=order.placed_at,
        actor=order.waiter,
        subject=line.product,
        details={"order": str(order.id), "name": line.product_name, "price": str(line.unit_price.minor)},
    )


def _differed(order: Order, product: ProductId, listed: Money, price: Money, quantity: int) -> Event:
    return Event(
        happening=Happening.PRICE_DIFFERED,
        at=order.placed_at,
        actor=order.waiter,
        subject=product,
        details={
            "order": str(order.id),
            "listed": str(listed.minor),
            "sold_at": str(price.minor),
            "quantity": str(quantity),
        },
    )
