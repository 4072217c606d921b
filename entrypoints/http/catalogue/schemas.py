"""What the catalogue's calls take and answer."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Final, Self
from uuid import UUID

import msgspec

from application.kernel.pages import Slice
from domain.catalogue.product import Product
from domain.kernel.errors import Invalid
from domain.kernel.money import Currency, Price
from entrypoints.http.kernel.body import Form, name, price, yes_or_no


class NameAndPriceRequired(Invalid):
    """A product without a name or a price."""

    says = "Name and price are required"


class ProductBody(msgspec.Struct):
    """A new product."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
    price: Decimal
    available: bool = True


class ProductChangeBody(msgspec.Struct, omit_defaults=True):
    """What is to change about a product. What is absent or null stays."""

    name: str | None = None
    price: Decimal | None = None
    available: bool | None = None


class ProductForm(Form):
    """A new product, read. Its price is read once the currency is known."""

    shape = ProductBody
    example: ClassVar[dict[str, object]] = {"name": "Espresso", "price": 2.5, "available": True}

    def __init__(self, body: dict[str, object]) -> None:
        available = body.get("available")
        self.name = name(body["name"], "name")
        self.available = True if available is None else yes_or_no(available, "available")
        self._price = body["price"]

    @classmethod
    def read(cls, body: dict[str, object]) -> Self:
        for key in ("name", "price"):
            if not body.get(key):
                raise NameAndPriceRequired(field=(key,))
        return cls(body)

    def price(self, currency: Currency) -> Price:
        """Return the price in the restaurant's currency, or raise `InvalidBody` or `InvalidPrice`."""
        return price(self._price, currency, "price")


class ProductChangeForm(Form):
    """A change to a product, read. Its price is read once the currency is known."""

    shape = ProductChangeBody
    example: ClassVar[dict[str, object]] = {"price": 2.75}

    def __init__(self, body: dict[str, object]) -> None:
        new_name, available = body.get("name"), body.get("available")
        self.name = None if new_name is None else name(new_name, "name")
        self.available = None if available is None else yes_or_no(available, "available")
        self._price = body.get("price")

    @classmethod
    def read(cls, body: dict[str, object]) -> Self:
        return cls(body)

    def price(self, currency: Currency) -> Price | None:
        """Return the new price in the restaurant's currency, if any, or raise `InvalidBody` or `InvalidPrice`."""
        return None if self._price is None else price(self._price, currency, "price")


class ProductView(msgspec.Struct, frozen=True):
    """Something the restaurant sells."""

    id: UUID
    name: str
    price: Decimal
    available: bool
    created_at: datetime

    @classmethod
    def of(cls, product: Product, currency: Currency) -> Self:
        """Show a product."""
        return cls(product.id, product.name, currency.amount(product.price), product.available, product.added_at)


class ProductCreated(msgspec.Struct, frozen=True):
    """A new product."""

    message: str
    product: ProductView

    @classmethod
    def of(cls, product: Product, currency: Currency) -> Self:
        """Show a new product."""
        return cls("Product created successfully", ProductView.of(product, currency))


class ProductShown(msgspec.Struct, frozen=True):
    """A product."""

    product: ProductView


class ProductsListed(msgspec.Struct, frozen=True):
    """Some products. How many there are is said where pages are counted, not on the way from a cursor."""

    products: list[ProductView]
    total: int | None = None
    pages: int | None = None
    current_page: int | None = None

    @classmethod
    def of(cls, found: Slice[Product, Any], currency: Currency) -> Self:
        """Show part of the list."""
        views = [ProductView.of(product, currency) for product in found.items]
        return cls(views, found.total, found.pages, found.number)


PRODUCT_EXAMPLE: Final = {
    "id": "01937b1e-7c00-7000-8000-000000000002",
    "name": "Espresso",
    "price": 2.5,
    "available": True,
    "created_at": "2026-11-20T18:30:00Z",
}
