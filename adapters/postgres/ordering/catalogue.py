"""The products, as far as an order needs them, on PostgreSQL."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from sqlalchemy import ARRAY, String, Uuid, any_, bindparam, select

from adapters.postgres.catalogue.products import adding
from adapters.postgres.catalogue.tables import products as catalogue
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.lookups import Lookup, coalesced_lookup
from adapters.postgres.kernel.statements import Parameters
from application.kernel.unit_of_work import Change
from application.ordering.ports import Catalogue, Listed, NewProduct, ProductJoinedMeanwhile
from domain.catalogue.product import Product
from domain.kernel.ids import ProductId, RestaurantId
from domain.kernel.money import Price

_NAMED: Final = select(catalogue.c.restaurant_id, catalogue.c.name, catalogue.c.id, catalogue.c.price).where(
    catalogue.c.restaurant_id == any_(bindparam("restaurants", type_=ARRAY(Uuid))),
    catalogue.c.name == any_(bindparam("names", type_=ARRAY(String))),
)


class PostgresCatalogue(Catalogue):
    """Looks products up by name, and adds new ones to their table."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._look_up = coalesced_lookup(database, _BY_NAME)
        self._restaurant = restaurant

    async def named(self, names: Collection[str]) -> Mapping[str, Listed]:
        return await self._look_up((self._restaurant, names))

    def join(self, new: NewProduct) -> Change:
        product = Product(id=new.id, name=new.name, price=new.price, added_at=new.added_at)
        return adding(self._restaurant, product, unless={"products_name_key": ProductJoinedMeanwhile})


_Key = tuple[RestaurantId, Collection[str]]


def _parameters(keys: Sequence[_Key]) -> Parameters:
    names = {name for _, some in keys for name in some}
    return {"restaurants": list({restaurant for restaurant, _ in keys}), "names": list(names)}


def _results(keys: Sequence[_Key], rows: Sequence[Row]) -> list[dict[str, Listed]]:
    listed = {(row.restaurant_id, row.name): Listed(ProductId(row.id), Price(row.price)) for row in rows}
    return [
        {name: listed[restaurant, name] for name in names if (restaurant, name) in listed} for restaurant, names in keys
    ]


_BY_NAME: Final = Lookup([_NAMED], _parameters, _results)
