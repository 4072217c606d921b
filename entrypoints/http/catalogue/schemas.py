"""What the catalogue's calls take and answer."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Final, Self
from uuid import UUID

import msgspec

from application.kernel.pages import Slice
from domain.catalogue.product import Product, Stock
from domain.kernel.errors import Invalid
from domain.kernel.ids import ModifierGroupId, StationId
from domain.kernel.money import Currency, Price
from domain.kernel.names import Name
from domain.kernel.unchanged import Unchanged
from entrypoints.http.kernel.body import Body, Given, Later, Missing


class NameAndPriceRequired(Invalid):
    """A product without a name or a price."""

    says = "Name and price are required"


class ProductBody(Body, frozen=True):
    """A new product."""

    example: ClassVar = {"name": "Espresso", "price": 2.5, "available": True, "category": "Coffee", "stock": 40}

    name: Annotated[Name, Missing(NameAndPriceRequired)]
    price: Annotated[Later[Price], Missing(NameAndPriceRequired)]
    available: bool = True
    category: Name | None = None
    station: StationId | None = None
    stock: Stock | None = None
    tax: Name | None = None
    modifier_groups: Annotated[list[ModifierGroupId] | None, Missing()] = None
    open_price: bool = False


class ProductChangeBody(Body, frozen=True):
    """What is to change about a product. What is absent stays.

    Null takes a category, a station, a stock, a tax or its modifier groups away.
    """

    example: ClassVar = {"price": 2.75}

    name: Name | None = None
    price: Later[Price] | None = None
    available: bool | None = None
    category: Given[Name] = Given()
    station: Given[StationId] = Given()
    stock: Given[Stock] = Given()
    tax: Given[Name] = Given()
    modifier_groups: Annotated[Given[list[ModifierGroupId]], Missing()] = Given()
    open_price: bool | None = None

    @property
    def groups(self) -> tuple[ModifierGroupId, ...] | Unchanged:
        """The modifier groups that it is to come with, in order."""
        groups = self.modifier_groups.value
        return groups if isinstance(groups, Unchanged) else tuple(groups or ())


class ProductView(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something the restaurant sells. It is not available where it is off the menu, or none is left in stock.

    Without a category, a station, a stock, a tax or modifier groups it has no such key, nor has it an `open_price`
    unless that is true: then it may be sold at any price. `tax` is a category of tax rates.
    """

    id: UUID
    name: str
    price: Decimal
    available: bool
    created_at: datetime
    category: str | None = None
    station: UUID | None = None
    stock: int | None = None
    tax: str | None = None
    modifier_groups: Sequence[UUID] = ()
    open_price: bool = False

    @classmethod
    def of(cls, product: Product, currency: Currency) -> Self:
        """Show a product."""
        return cls(
            product.id,
            product.name,
            currency.amount(product.price),
            product.can_be_ordered,
            product.added_at,
            product.category,
            product.station,
            product.stock,
            product.tax,
            product.modifier_groups,
            product.open_price,
        )


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
    "category": "Coffee",
    "station": "01937b1e-7c00-7000-8000-000000000005",
    "stock": 40,
    "tax": "Food",
    "modifier_groups": ["01937b1e-7c00-7000-8000-00000000000a"],
}
