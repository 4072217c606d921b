"""Something the restaurant sells."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Final, Self

from domain.kernel.errors import Conflict, Invalid, NotFound
from domain.kernel.ids import ModifierGroupId, ProductId, StationId
from domain.kernel.money import Price
from domain.kernel.names import Name
from domain.kernel.unchanged import UNCHANGED, Unchanged, following

HIGHEST_STOCK: Final = 1_000_000
MOST_MODIFIER_GROUPS: Final = 20


class ProductNotFound(NotFound):
    """The catalogue has no such product."""

    says = "Product not found"


class ProductNameTaken(Conflict):
    """The catalogue has a product of this name already."""

    says = "Product name already exists"


class ProductChanged(Conflict):
    """Somebody else changed the product since it was read."""

    says = "The product was changed in the meantime; read it again"


class TooManyModifierGroups(Invalid):
    """More choices than anybody is asked."""

    says = f"A product comes with at most {MOST_MODIFIER_GROUPS} modifier groups"


class ModifierGroupRepeated(Invalid):
    """A modifier group that a product would come with twice."""

    says = "Name each modifier group once"


class InvalidStock(Invalid):
    """A number of things that nobody can have."""

    says = f"A stock is a whole number from 0 to {HIGHEST_STOCK}"


class Stock(int):
    """How many of a product are left."""

    __slots__ = ()

    lowest: ClassVar = 0
    highest: ClassVar = HIGHEST_STOCK

    def __new__(cls, number: int) -> Self:
        """Return so many, or raise `InvalidStock`."""
        if type(number) not in (int, cls) or not cls.lowest <= number <= cls.highest:
            raise InvalidStock
        return int.__new__(cls, number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product at its list price. Never changes: each change returns the product that follows.

    `tax` is the category by which it is taxed. It comes with the choices of its `modifier_groups`, in order. With an
    `open_price` it may be sold at any price.

    `available` is what managers say. Where `stock` is kept, orders take from it, and what has none left cannot be
    ordered either: so whoever fills it up need not say that, nor puts anything back on the menu that was taken off it.
    """

    id: ProductId
    name: Name
    price: Price
    added_at: datetime
    available: bool = True
    version: int = 1
    category: Name | None = None
    station: StationId | None = None
    stock: Stock | None = None
    tax: Name | None = None
    modifier_groups: tuple[ModifierGroupId, ...] = ()
    open_price: bool = False

    def __post_init__(self) -> None:
        """Raise `TooManyModifierGroups` or `ModifierGroupRepeated`."""
        if len(self.modifier_groups) > MOST_MODIFIER_GROUPS:
            raise TooManyModifierGroups(field=("modifier_groups",))
        for place, group in enumerate(self.modifier_groups):
            if group in self.modifier_groups[:place]:
                raise ModifierGroupRepeated(field=("modifier_groups", place))

    @property
    def can_be_ordered(self) -> bool:
        """Whether it is on the menu, and not sold out."""
        return self.available and self.stock != 0

    def changed(  # noqa: PLR0913 - one a field
        self,
        *,
        name: Name | None = None,
        price: Price | None = None,
        available: bool | None = None,
        category: Name | Unchanged | None = UNCHANGED,
        station: StationId | Unchanged | None = UNCHANGED,
        stock: Stock | Unchanged | None = UNCHANGED,
        tax: Name | Unchanged | None = UNCHANGED,
        modifier_groups: tuple[ModifierGroupId, ...] | Unchanged = UNCHANGED,
        open_price: bool | None = None,
    ) -> "Product":
        """Return the product with what is given, or itself where nothing differs."""
        after = replace(
            self,
            name=self.name if name is None else name,
            price=self.price if price is None else price,
            available=self.available if available is None else available,
            category=following(self.category, category),
            station=following(self.station, station),
            stock=following(self.stock, stock),
            tax=following(self.tax, tax),
            modifier_groups=following(self.modifier_groups, modifier_groups),
            open_price=self.open_price if open_price is None else open_price,
        )
        return self if after == self else replace(after, version=self.version + 1)
