"""List the products."""

from dataclasses import dataclass

from application.catalogue.ports import ProductCounts, Products
from application.kernel.pages import Page, PageRequest
from domain.catalogue.product import Product


@dataclass(frozen=True, slots=True)
class ListProducts:
    """Search the catalogue."""

    products: Products
    counts: ProductCounts

    async def __call__(self, *, page: PageRequest, name_part: str = "") -> Page[Product]:
        """Return the products whose name has `name_part` in it, whatever the case, by name."""
        found = await self.products.page(name_part=name_part, page=page)
        # Counted last: what a product that joins meanwhile pushes off the page is in the count, and so announced.
        return Page(found, await self.counts.count(name_part=name_part), page)
