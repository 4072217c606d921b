"""Something the restaurant sells."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.kernel.errors import Conflict, NotFound
from domain.kernel.ids import ProductId
from domain.kernel.money import Price
from domain.kernel.names import Name


class ProductNotFound(NotFound):
    """The catalogue has no such product."""

    says = "Product not found"


class ProductNameTaken(Conflict):
    """The catalogue has a product of this name already."""

    says = "Product name already exists"


class ProductChanged(Conflict):
    """Somebody else changed the product since it was read."""

    says = "The product was changed in the meantime; read it again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product at its list price. Never changes: each change returns the product that follows."""

    id: ProductId
    name: Name
    price: Price
    added_at: datetime
    available: bool = True
    version: int = 1

    def changed(
        self, *, name: Name | None = None, price: Price | None = None, available: bool | None = None
    ) -> "Product":
        """Return the product with what is given, or itself where nothing differs."""
        following = replace(
            self,
            name=self.name if name is None else name,
            price=self.price if price is None else price,
            available=self.available if available is None else available,
        )
        return self if following == self else replace(following, version=self.version + 1)
