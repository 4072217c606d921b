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
from domain.kernel.errors import SettingsChanged
from domain.kernel.ids import ProductId, RestaurantId
from domain.kernel.money import Currency, Price


class PostgresCatalogue(Catalogue):
    """Looks products up by name, and adds new ones to their table."""

    def __init__(self, database: Database, restaurant: RestaurantId, currency: Currency) -> None:
        self._look_up = coalesced_lookup(database, restaurant, _BY_NAME)
        self._restaurant = restaurant
        self._currency = currency

    async def named(self, names: Collection[str]) -> Mapping[str, Listed]:
        found = await self._look_up(names)
        if any(row.currency != self._currency.code for row in found.values()):
            raise SettingsChanged
        return {name: Listed(ProductId(row.id), Price(row.price)) for name, row in found.items()}

    def join(self, new: NewProduct) -> Change:
        product = Product(id=new.id, name=new.name, price=new.price, added_at=new.added_at)
        return adding(self._restaurant, self._currency, product, unless={"products_name_key": ProductJoinedMeanwhile})


def _result(names: Collection[str], products: Found) -> dict[str, Row]:
    return {name: products[name,] for name in names if (name,) in products}


_BY_NAME: Final[Lookup[Collection[str], dict[str, Row]]] = Lookup(
    [ByKey([catalogue.c.name], [catalogue.c.id, catalogue.c.price, catalogue.c.currency])],
    lambda names: [[(name,) for name in names]],
    _result,
)
