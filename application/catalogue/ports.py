"""What the catalogue's use cases need."""

from abc import abstractmethod
from collections.abc import Collection, Sequence
from typing import Protocol

from application.kernel.pages import PageRequest
from application.kernel.unit_of_work import Change
from domain.catalogue.modifier_group import ModifierGroup
from domain.catalogue.product import Product
from domain.catalogue.station import Station
from domain.kernel.ids import ModifierGroupId, ProductId, StationId


class Products(Protocol):
    """Everything the restaurant sells, or sold."""

    @abstractmethod
    async def get(self, product_id: ProductId) -> Product:
        """Return the product, or raise `ProductNotFound`."""

    @abstractmethod
    async def page(self, *, name_part: str, category: str | None = None, page: PageRequest) -> Sequence[Product]:
        """Return one page of those whose name has `name_part` in it, whatever the case, by name.

        Where a category is given, it has to be exactly theirs.
        """

    @abstractmethod
    async def after(self, *, name_part: str, category: str | None = None, name: str, most: int) -> Sequence[Product]:
        """Return up to `most` of those, by name, from the first that comes after `name` on."""

    @abstractmethod
    async def alike(self, names: Collection[str]) -> Sequence[Product]:
        """Return all whose names are among these, but for case and accents."""

    @abstractmethod
    def write(self, added: Sequence[Product], changed: Sequence[tuple[Product, Product]]) -> Change:
        """Keep new products, and change others, each from what it was: many at once, under their names.

        Of those, what orders took or gave back meanwhile stays so, as `upon` says. The commit raises what it raises for
        one that is new, and for one that is changed.
        """

    @abstractmethod
    def ensure_alike(self, names: Collection[str], number: int) -> Change:
        """Make sure that exactly so many are alike to these names, with what the same commit adds before.

        Whoever makes sure waits for who else does. The commit raises `ProductNameTaken` where there are others by then.
        """

    @abstractmethod
    def add(self, product: Product) -> Change:
        """Keep a new product.

        The commit raises `ProductNameTaken` when the name is, `StationNotFound` when it is made nowhere that there is,
        `ModifierGroupNotFound` when it comes with a modifier group that is not there, and `SettingsChanged` when the
        restaurant's currency is another by then.
        """

    @abstractmethod
    def change(self, product: Product) -> Change:
        """Put the product in the place of the version before it.

        The commit raises `ProductChanged` when there is another version, and what it raises for a new one.
        """


class ProductCounts(Protocol):
    """How many products there are. Nobody has to count them for it, unless they are searched, or in a category."""

    @abstractmethod
    async def count(self, *, name_part: str, category: str | None = None) -> int:
        """Return the number of products whose name has `name_part` in it, whatever the case, exactly, now.

        Where a category is given, it has to be exactly theirs.
        """


class Stations(Protocol):
    """Where the restaurant makes what it sells."""

    @abstractmethod
    async def get(self, station_id: StationId) -> Station:
        """Return the station, or raise `StationNotFound`."""

    @abstractmethod
    async def page(self, page: PageRequest) -> Sequence[Station]:
        """Return one page of them, by name."""

    @abstractmethod
    async def count(self) -> int:
        """Return how many there are."""

    @abstractmethod
    def add(self, station: Station) -> Change:
        """Keep a new station. The commit raises `StationNameTaken` when the name is."""

    @abstractmethod
    def change(self, station: Station) -> Change:
        """Put the station in the place of the version before it.

        The commit raises `StationChanged` when there is another version, and `StationNameTaken` when the name is.
        """

    @abstractmethod
    def remove(self, station: Station) -> Change:
        """Take the station away; products that were made there are made nowhere then, each at its next version.

        The commit raises `StationChanged` when there is another version, or none.
        """


class ModifierGroups(Protocol):
    """The choices that products come with."""

    @abstractmethod
    async def get(self, group_id: ModifierGroupId) -> ModifierGroup:
        """Return the group, or raise `ModifierGroupNotFound`."""

    @abstractmethod
    async def page(self, page: PageRequest) -> Sequence[ModifierGroup]:
        """Return one page of them, by name."""

    @abstractmethod
    async def count(self) -> int:
        """Return how many there are."""

    @abstractmethod
    def add(self, group: ModifierGroup) -> Change:
        """Keep a new group.

        The commit raises `ModifierGroupNameTaken` when the name is, and `SettingsChanged` when the restaurant's
        currency is another by then.
        """

    @abstractmethod
    def change(self, group: ModifierGroup) -> Change:
        """Put the group in the place of the version before it.

        The commit raises `ModifierGroupChanged` when there is another version, and what it raises for a new one.
        """

    @abstractmethod
    def remove(self, group: ModifierGroup) -> Change:
        """Take the group away, and off the products that came with it, each at its next version then.

        The commit raises `ModifierGroupChanged` when there is another version, or none.
        """
