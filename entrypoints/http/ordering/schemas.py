"""What the calls about orders take and answer."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, ClassVar, Final, Self, cast
from uuid import UUID

import msgspec

from application.kernel.pages import Page
from domain.kernel.errors import Invalid
from domain.kernel.money import Currency
from domain.ordering.order import HIGHEST_QUANTITY, MOST_LINES, InvalidQuantity, Line, Order, TooManyLines, Wanted
from entrypoints.http.body import Form, name, price, whole


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


class OrderForm(Form):
    """A new order, read as far as is possible before it is known who is asking."""

    shape = OrderBody
    example: ClassVar[dict[str, object]] = {
        "customer_name": "Table 7",
        "products": [{"name": "Espresso", "price": 2.5, "quantity": 2}],
    }

    def __init__(self, customer_name: str, lines: list[object]) -> None:
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
            quantity=whole(what["quantity"], "products", position, "quantity"),
        )
    except InvalidQuantity as refusal:
        raise refusal.at("products", position, "quantity") from None


class LineView(msgspec.Struct, frozen=True):
    """One line of an order, as it was when ordered."""

    id: UUID
    product_id: UUID
    product_name: str
    quantity: int
    unit_price: Decimal
    total_price: Decimal
    created_at: datetime

    @classmethod
    def of(cls, line: Line, order: Order, currency: Currency) -> Self:
        """Show a line."""
        return cls(
            line.id,
            line.product,
            line.product_name,
            line.quantity,
            currency.amount(line.unit_price),
            currency.amount(line.total),
            order.placed_at,
        )


class OrderView(msgspec.Struct, frozen=True):
    """What a customer asked for."""

    id: UUID
    user_id: UUID
    customer_name: str
    total_price: Decimal
    created_at: datetime
    products: list[LineView]

    @classmethod
    def of(cls, order: Order, currency: Currency) -> Self:
        """Show an order."""
        return cls(
            order.id,
            order.waiter,
            order.customer,
            currency.amount(order.total),
            order.placed_at,
            [LineView.of(line, order, currency) for line in order.lines],
        )


class OrderPlaced(msgspec.Struct, frozen=True):
    """A new order."""

    message: str
    order: OrderView

    @classmethod
    def of(cls, order: Order, currency: Currency) -> Self:
        """Show a new order."""
        return cls("Order created successfully", OrderView.of(order, currency))


class OrderShown(msgspec.Struct, frozen=True):
    """An order."""

    order: OrderView

    @classmethod
    def of(cls, order: Order, currency: Currency) -> Self:
        """Show an order."""
        return cls(OrderView.of(order, currency))


class OrdersListed(msgspec.Struct, frozen=True):
    """A page of orders."""

    orders: list[OrderView]
    total: int
    pages: int
    current_page: int

    @classmethod
    def of(cls, page: Page[Order], currency: Currency) -> Self:
        """Show a page."""
        views = [OrderView.of(order, currency) for order in page.items]
        return cls(views, page.total, page.pages, page.request.number)


ORDER_EXAMPLE: Final = {
    "id": "01937b1e-7c00-7000-8000-000000000003",
    "user_id": "01937b1e-7c00-7000-8000-000000000001",
    "customer_name": "Table 7",
    "total_price": 5,
    "created_at": "2026-11-20T18:30:00Z",
    "products": [
        {
            "id": "01937b1e-7c00-7000-8000-000000000004",
            "product_id": "01937b1e-7c00-7000-8000-000000000002",
            "product_name": "Espresso",
            "quantity": 2,
            "unit_price": 2.5,
            "total_price": 5,
            "created_at": "2026-11-20T18:30:00Z",
        }
    ],
}
