"""List the products."""

from dataclasses import dataclass

from application.catalogue.ports import ProductCounts, Products
from application.kernel.pages import PageRequest, Slice, page_of, slice_of
from domain.catalogue.product import Product


@dataclass(frozen=True, slots=True)
class ListProducts:
    """Search the catalogue."""

    products: Products
    counts: ProductCounts

    async def __call__(
        self, *, page: PageRequest, after: str | None = None, name_part: str = "", category: str | None = None
    ) -> Slice[Product, str]:
        """Return this page of the products whose name has `name_part` in it, whatever the case, by name.

        Where a category is given, only those in it. From the name `after` on, where it is given, as many as a page has.
        """
        if after is not None:
            found = await self.products.after(name_part=name_part, category=category, name=after, most=page.size + 1)
            return slice_of(found, _name, most=page.size)
        found = await self.products.page(name_part=name_part, category=category, page=page)
        # Counted last: what a product that joins meanwhile pushes off the page is in the count, and so announced.
        total = await self.counts.count(name_part=name_part, category=category)
        return page_of(found, _name, total=total, request=page)


def _name(product: Product) -> str:
    return product.name
