"""What the catalogue's use cases need."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Protocol

from application.kernel.pages import PageRequest
from application.kernel.unit_of_work import Change
from domain.catalogue.product import Product
from domain.kernel.ids import ProductId


class Products(Protocol):
    """Everything the restaurant sells, or sold."""

    @abstractmethod
    async def get(self, product_id: ProductId) -> Product:
        """Return the product, or raise `ProductNotFound`."""

    @abstractmethod
    async def page(self, *, name_part: str, page: PageRequest) -> Sequence[Product]:
        """Return one page of those whose name has `name_part` in it, whatever the case, by name."""

    @abstractmethod
    async def after(self, *, name_part: str, name: str, most: int) -> Sequence[Product]:
        """Return up to `most` of those, by name, from the first that comes after `name` on."""

    @abstractmethod
    def add(self, product: Product) -> Change:
        """Keep a new product.

        The commit raises `ProductNameTaken` when the name is, and `SettingsChanged` when the restaurant's currency is
        another by then.
        """

    @abstractmethod
    def change(self, product: Product) -> Change:
        """Put the product in the place of the version before it.

        The commit raises `ProductChanged` when there is another version, `ProductNameTaken` when the name is, and
        `SettingsChanged` when the restaurant's currency is another by then.
        """


class ProductCounts(Protocol):
    """How many products there are. Nobody has to count them for it, unless they are searched."""

    @abstractmethod
    async def count(self, *, name_part: str) -> int:
        """Return the number of products whose name has `name_part` in it, whatever the case, exactly, now."""
