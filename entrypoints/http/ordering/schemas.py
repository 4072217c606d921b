"""What the calls about orders take and answer."""

from decimal import Decimal
from typing import Annotated, ClassVar, Self, cast

import msgspec

from domain.kernel.errors import Invalid
from domain.kernel.money import Currency
from domain.kernel.names import Name
from domain.ordering.order import HIGHEST_QUANTITY, MOST_LINES, InvalidQuantity, Quantity, TooManyLines, Wanted
from entrypoints.http.kernel.body import OldForm, name, price, whole


class CustomerNameRequired(Invalid):
    """An order for nobody."""

    says = "Customer name is required"


class ProductsRequired(Invalid):
    """An order of nothing."""

    says = "At least one product is required"


class ProductIncomplete(Invalid):
    """A line that does not say what, for how much, or how many."""

    says = "Each product must have a name, price, and quantity"


class WantedBody(msgspec.Struct):
    """One thing the customer wants."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
    price: Decimal
    quantity: Annotated[int, msgspec.Meta(ge=1, le=HIGHEST_QUANTITY)]


class OrderBody(msgspec.Struct):
    """A new order."""

    customer_name: Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
    products: Annotated[list[WantedBody], msgspec.Meta(min_length=1, max_length=MOST_LINES)]


class OrderForm(OldForm):
    """A new order, read as far as is possible before it is known who is asking."""

    shape = OrderBody
    example: ClassVar[dict[str, object]] = {
        "customer_name": "Table 7",
        "products": [{"name": "Espresso", "price": 2.5, "quantity": 2}],
    }

    def __init__(self, customer_name: Name, lines: list[object]) -> None:
        self.customer_name = customer_name
        self._lines = lines

    @classmethod
    def read(cls, body: dict[str, object]) -> Self:
        if not body.get("customer_name"):
            raise CustomerNameRequired(field=("customer_name",))
        customer_name = name(body["customer_name"], "customer_name")
        lines = body.get("products")
        if not lines or not isinstance(lines, list):
            raise ProductsRequired(field=("products",))
        return cls(customer_name, cast("list[object]", lines))

    def wanted(self, currency: Currency) -> list[Wanted]:
        """Return what is wanted, priced in the restaurant's currency, or raise the first line's refusal."""
        if len(self._lines) > MOST_LINES:
            raise TooManyLines(field=("products",))
        return [_wanted(line, position, currency) for position, line in enumerate(self._lines)]


def _wanted(line: object, position: int, currency: Currency) -> Wanted:
    if not isinstance(line, dict):
        raise ProductIncomplete(field=("products", position))
    what = cast("dict[str, object]", line)
    for key in ("name", "price", "quantity"):
        if not what.get(key):
            raise ProductIncomplete(field=("products", position, key))
    try:
        return Wanted(
            name=name(what["name"], "products", position, "name"),
            price=price(what["price"], currency, "products", position, "price"),
            quantity=Quantity(whole(what["quantity"], "products", position, "quantity")),
        )
    except InvalidQuantity as refusal:
        raise refusal.at("products", position, "quantity") from None
