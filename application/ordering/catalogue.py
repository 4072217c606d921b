"""The products, as far as orders need them, as a port."""

from abc import abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol

from application.kernel.unit_of_work import Change
from domain.billing.charges import Tax
from domain.billing.tax_rate import TaxRate, charged
from domain.kernel.ids import ModifierGroupId, ProductId, StationId
from domain.kernel.money import Price
from domain.kernel.names import Name
from domain.ordering.choosing import Choices


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProduct:
    """A product that an order brings along, at the price it was first ordered for."""

    id: ProductId
    name: Name
    price: Price
    added_at: datetime


class Listed(NamedTuple):
    """A product as the catalogue has it: its list price, and whether it is on the menu (`available`).

    `stock` is how many are left, None where no stock is kept of it. `station` is where it is made, if anywhere.
    `tax` is the category by which it is taxed, and `tax_rates` are those of that, where they were looked up; so are the
    `choices` of its `modifier_groups`. With an `open_price` it may be sold at any price.
    """

    id: ProductId
    price: Price
    name: Name
    available: bool = True
    stock: int | None = None
    station: StationId | None = None
    version: int = 1
    tax: str | None = None
    tax_rates: tuple[TaxRate, ...] = ()
    modifier_groups: tuple[ModifierGroupId, ...] = ()
    open_price: bool = False
    choices: tuple[Choices, ...] = ()

    @property
    def can_be_ordered(self) -> bool:
        """Whether it is on the menu, and not sold out."""
        return self.available and self.stock != 0

    def with_more(self, quantity: int) -> "Listed":
        """Return it as it is once there are so many more of it, or fewer."""
        return self._replace(stock=(self.stock or 0) + quantity, version=self.version + 1)

    def tax_on(self, day: date) -> Tax | None:
        """Return the tax on what is ordered on this business day."""
        return None if self.tax is None else charged(self.tax_rates, self.tax, day)

    def turns(self, quantity: int) -> bool:
        """Tell whether it sells out, or no longer is sold out, once there are so many more of it, or fewer."""
        return (self.stock == 0) != (self.with_more(quantity).stock == 0)


Known = Mapping[str | ProductId, Listed]
"""Products by what they were looked up by: a name, or an id."""


class ProductJoinedMeanwhile(Exception):
    """A product that an order was to bring along has joined the catalogue since it was looked up."""


class StockChangedMeanwhile(Exception):
    """Of a product whose stock was to change, too few are left, or it sold out or was filled up since it was seen."""


class Catalogue(Protocol):
    """The products, as far as an order needs them."""

    @abstractmethod
    async def look_up(self, names: Collection[str], ids: Collection[ProductId] = ()) -> Known:
        """Return the products with exactly these names, and with these ids, as they are now. Unknown ones are missing.

        Raises `SettingsChanged` when their prices are in another currency than the restaurant's was.
        """

    @abstractmethod
    async def modifiers(self, groups: Collection[ModifierGroupId]) -> Mapping[ModifierGroupId, Choices]:
        """Return what can be chosen of each of these groups, as it is now. Unknown ones are missing.

        Raises `SettingsChanged` when prices are in another currency than the restaurant's was.
        """

    @abstractmethod
    def restock(self, listed: Listed, quantity: int) -> Change:
        """Have so many more of a product in stock, up to what a stock may have, or fewer (below 0).

        The commit raises `StockChangedMeanwhile` where no stock is kept any more, where too few are left, and where
        the product is sold out by then, or then is, other than by what was `listed`: that is settled at the version
        that was seen. Whoever changes several does so in the order of their ids, so that no two wait for each other.
        """

    @abstractmethod
    def join(self, new: NewProduct) -> Change:
        """Keep a product new to the catalogue.

        The commit raises `ProductJoinedMeanwhile` when its name is known, and `SettingsChanged` when the restaurant's
        currency is another by then.
        """
