"""The products, as far as an order needs them, on PostgreSQL."""

from collections.abc import Collection, Mapping
from typing import Final

from adapters.postgres.catalogue.products import adding
from adapters.postgres.catalogue.tables import products as catalogue
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.lookups import ByKey, Found, Lookup, coalesced_lookup
from application.kernel.unit_of_work import Change
from application.ordering.ports import Catalogue, Listed, NewProduct, ProductJoinedMeanwhile
from domain.catalogue.product import Product
from domain.kernel.ids import ProductId, RestaurantId
from domain.kernel.money import Price


class PostgresCatalogue(Catalogue):
    """Looks products up by name, and adds new ones to their table."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._look_up = coalesced_lookup(database, restaurant, _BY_NAME)
        self._restaurant = restaurant

    async def named(self, names: Collection[str]) -> Mapping[str, Listed]:
        return await self._look_up(names)

    def join(self, new: NewProduct) -> Change:
        product = Product(id=new.id, name=new.name, price=new.price, added_at=new.added_at)
        return adding(self._restaurant, product, unless={"products_name_key": ProductJoinedMeanwhile})


def _result(names: Collection[str], products: Found) -> dict[str, Listed]:
    return {name: _listed(products[name,]) for name in names if (name,) in products}


def _listed(row: Row) -> Listed:
    return Listed(ProductId(row.id), Price(row.price))


_BY_NAME: Final[Lookup[Collection[str], dict[str, Listed]]] = Lookup(
    [ByKey([catalogue.c.name], [catalogue.c.id, catalogue.c.price])],
    lambda names: [[(name,) for name in names]],
    _result,
)
