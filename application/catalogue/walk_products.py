"""Walk through the catalogue."""

from dataclasses import dataclass

from application.catalogue.ports import Products
from application.kernel.pages import Stretch, stretch_of
from domain.catalogue.product import Product


@dataclass(frozen=True, slots=True)
class WalkProducts:
    """Go on through the catalogue from a name."""

    products: Products

    async def __call__(self, *, name: str, most: int, name_part: str = "") -> Stretch[Product]:
        """Return up to `most` products after `name` whose name has `name_part` in it, whatever the case, by name."""
        return stretch_of(await self.products.after(name_part=name_part, name=name, most=most + 1), most)
