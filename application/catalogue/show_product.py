"""Show a product."""

from dataclasses import dataclass

from application.catalogue.ports import Products
from domain.catalogue.product import Product
from domain.kernel.ids import ProductId


@dataclass(frozen=True, slots=True)
class ShowProduct:
    """Look a product up."""

    products: Products

    async def __call__(self, *, product: ProductId) -> Product:
        """Return the product, or raise `ProductNotFound`."""
        return await self.products.get(product)
