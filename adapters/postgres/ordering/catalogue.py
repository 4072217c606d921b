"""The products, as far as an order needs them, on PostgreSQL."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from sqlalchemy import Integer, bindparam, func, literal_column

from adapters.postgres.catalogue.products import adding
from adapters.postgres.catalogue.tables import modifier_groups, modifiers
from adapters.postgres.catalogue.tables import products as catalogue
from adapters.postgres.kernel.changes import Run, Writes
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.lookups import ByKey, Found, Lookup, coalesced_lookup
from application.kernel.unit_of_work import Change
from application.ordering.catalogue import (
    Catalogue,
    Known,
    Listed,
    NewProduct,
    ProductJoinedMeanwhile,
    StockChangedMeanwhile,
)
from domain.catalogue.product import HIGHEST_STOCK, Product
from domain.kernel.errors import SettingsChanged
from domain.kernel.ids import ModifierGroupId, ModifierId, ProductId, RestaurantId, StationId
from domain.kernel.money import Currency, Price, Surcharge
from domain.kernel.names import Name
from domain.ordering.choosing import Choices, Chosen

_NONE: Final = literal_column("0", Integer)
_MORE: Final = catalogue.c.stock + bindparam("quantity", type_=Integer)
_RESTOCK: Final = (
    catalogue.update()
    .where(catalogue.c.restaurant_id == bindparam("restaurant"), catalogue.c.id == bindparam("product"))
    .values(
        stock=func.least(_MORE, literal_column(str(HIGHEST_STOCK), Integer)),
        version=catalogue.c.version + literal_column("1"),
    )
)
_WHILE_SOME_ARE_LEFT: Final = _RESTOCK.where(catalogue.c.stock > _NONE, _MORE > _NONE)
_AS_IT_WAS: Final = _RESTOCK.where(catalogue.c.stock.is_not(None), catalogue.c.version == bindparam("version"))


class PostgresCatalogue(Catalogue):
    """Looks products up by name and by id, adds new ones to their table, and counts what is left."""

    def __init__(self, database: Database, restaurant: RestaurantId, currency: Currency) -> None:
        self._by_name = coalesced_lookup(database, restaurant, _BY_NAME)
        self._by_either = coalesced_lookup(database, restaurant, _BY_EITHER)
        self._of_groups = coalesced_lookup(database, restaurant, _OF_GROUPS)
        self._restaurant = restaurant
        self._currency = currency

    async def look_up(self, names: Collection[str], ids: Collection[ProductId] = ()) -> Known:
        # Most orders ask for names alone: no part of their statement looks for ids.
        found = await (self._by_either((names, ids)) if ids else self._by_name((names, ids)))
        return {key: self._listed(row) for key, row in found.items()}

    async def modifiers(self, groups: Collection[ModifierGroupId]) -> Mapping[ModifierGroupId, Choices]:
        found = await self._of_groups(groups)
        return {each: self._choices(group, its) for each, (group, its) in found.items()}

    def restock(self, listed: Listed, quantity: int) -> Change:
        parameters: dict[str, object] = {"restaurant": self._restaurant, "product": listed.id, "quantity": quantity}
        if listed.turns(quantity):
            run = Run(_AS_IT_WAS, {**parameters, "version": listed.version}, StockChangedMeanwhile)
        else:
            run = Run(_WHILE_SOME_ARE_LEFT, parameters, StockChangedMeanwhile)
        return Writes(run=[run])

    def join(self, new: NewProduct) -> Change:
        product = Product(id=new.id, name=new.name, price=new.price, added_at=new.added_at)
        return adding(self._restaurant, self._currency, product, unless={"products_name_key": ProductJoinedMeanwhile})

    def _listed(self, row: Row) -> Listed:
        if row.currency != self._currency.code:
            raise SettingsChanged
        return Listed(
            ProductId(row.id),
            Price(row.price),
            Name.kept(row.name),
            row.available,
            row.stock,
            None if row.station_id is None else StationId(row.station_id),
            row.version,
            row.tax,
            modifier_groups=tuple(map(ModifierGroupId, row.modifier_groups or ())),
            open_price=row.open_price,
        )

    def _choices(self, group: Row, its: Sequence[Row]) -> Choices:
        if any(each.currency != self._currency.code for each in its):
            raise SettingsChanged
        in_order = sorted(its, key=lambda each: each.position)
        chosen = (Chosen(ModifierId(each.id), Name.kept(each.name), Surcharge(each.price)) for each in in_order)
        return Choices(Name.kept(group.name), group.least, group.most, tuple(chosen))


_Keys = tuple[Collection[str], Collection[ProductId]]


def _values(keys: _Keys) -> list[list[tuple[object]]]:
    return [[(each,) for each in some] for some in keys]


def _result(keys: _Keys, *found: Found) -> dict[str | ProductId, Row]:
    return {each: rows[each,] for some, rows in zip(keys, found, strict=False) for each in some if (each,) in rows}


_LISTED: Final = [
    catalogue.c.id,
    catalogue.c.price,
    catalogue.c.currency,
    catalogue.c.name,
    catalogue.c.available,
    catalogue.c.stock,
    catalogue.c.station_id,
    catalogue.c.version,
    catalogue.c.tax,
    catalogue.c.modifier_groups,
    catalogue.c.open_price,
]
_NAMED, _WITH_ID = ByKey([catalogue.c.name], _LISTED), ByKey([catalogue.c.id], _LISTED)
_BY_NAME: Final[Lookup[_Keys, dict[str | ProductId, Row]]] = Lookup([_NAMED], lambda keys: _values(keys)[:1], _result)
_BY_EITHER: Final[Lookup[_Keys, dict[str | ProductId, Row]]] = Lookup([_NAMED, _WITH_ID], _values, _result)


def _with_modifiers(
    groups: Collection[ModifierGroupId], found: Found, its: Found
) -> Mapping[ModifierGroupId, tuple[Row, Sequence[Row]]]:
    return {each: (found[each,], its[each,]) for each in groups if (each,) in found and (each,) in its}


_OF_GROUPS: Final[Lookup[Collection[ModifierGroupId], Mapping[ModifierGroupId, tuple[Row, Sequence[Row]]]]] = Lookup(
    [
        ByKey(
            [modifier_groups.c.id],
            [modifier_groups.c.name, modifier_groups.c.least, modifier_groups.c.most],
        ),
        ByKey(
            [modifiers.c.group_id],
            [*(modifiers.c[each] for each in ("id", "position", "name", "price", "currency"))],
            several=True,
        ),
    ],
    lambda groups: [[(each,) for each in groups]] * 2,
    _with_modifiers,
)
