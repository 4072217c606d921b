"""The modifier groups, on PostgreSQL."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    Select,
    Uuid,
    any_,
    bindparam,
    cast,
    collate,
    column,
    func,
    insert,
    literal_column,
    select,
)

from adapters.postgres.catalogue.tables import modifier_groups, modifiers, products
from adapters.postgres.kernel.changes import Run, Writes, new_values, update_of
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.rows import RowsOf, Values, in_order
from application.catalogue.ports import ModifierGroups
from application.kernel.pages import PageRequest
from application.kernel.unit_of_work import Change
from domain.catalogue.modifier_group import (
    Least,
    Modifier,
    ModifierGroup,
    ModifierGroupChanged,
    ModifierGroupNotFound,
    Most,
)
from domain.kernel.ids import ModifierGroupId, ModifierId, RestaurantId
from domain.kernel.money import Currency, Surcharge
from domain.kernel.names import Name

_OWN: Final = modifier_groups.c.restaurant_id == bindparam("restaurant")
_THIS: Final = (_OWN, modifier_groups.c.id == bindparam("group"))
_ITS: Final = (modifiers.c.restaurant_id == bindparam("restaurant"), modifiers.c.group_id == bindparam("group"))
_COUNT: Final = select(func.count()).where(_OWN)


def _with_modifiers(groups: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Return the statement that reads these groups with their modifiers, a row each, in order."""
    found = groups.subquery("found")
    its = (modifiers.c.restaurant_id == bindparam("restaurant"), modifiers.c.group_id == found.c.id)
    one = (
        modifiers.c.id.label("modifier_id"),
        modifiers.c.name.label("modifier_name"),
        modifiers.c.price.label("modifier_price"),
    )
    return (
        select(found, *one)
        .select_from(found)
        .join(modifiers, its[0] & its[1])
        .order_by(collate(found.c.name, "C"), modifiers.c.position)
    )


_ONE: Final = _with_modifiers(select(modifier_groups).where(*_THIS))
_PAGE: Final = _with_modifiers(
    select(modifier_groups)
    .where(_OWN)
    .order_by(collate(modifier_groups.c.name, "C"))
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_CHANGE: Final = update_of(modifier_groups).where(modifier_groups.c.version == bindparam("was"))
_NEW: Final = func.unnest(cast(bindparam("modifiers"), RowsOf(modifiers))).table_valued(
    *(column(each.name, each.type) for each in modifiers.c), name="new"
)
_ADD_MODIFIERS: Final = insert(modifiers).from_select(
    [*modifiers.c],
    select(
        bindparam("restaurant", type_=modifiers.c.restaurant_id.type),
        *(_NEW.c[each.name] for each in [*modifiers.c][1:]),
    ),
)
# Locked against products that come to have it meanwhile.
_LOCK: Final = (
    select(modifier_groups.c.id).where(*_THIS, modifier_groups.c.version == bindparam("was")).with_for_update()
)
_NO_GROUPS: Final = literal_column("'{}'", ARRAY(Uuid))
_GROUP: Final = bindparam("group", type_=Uuid)
_TAKE_OFF: Final = (
    products.update()
    .where(products.c.restaurant_id == bindparam("restaurant"), any_(products.c.modifier_groups) == _GROUP)
    .values(
        modifier_groups=func.nullif(func.array_remove(products.c.modifier_groups, _GROUP), _NO_GROUPS),
        version=products.c.version + 1,
    )
)
_REMOVE_MODIFIERS: Final = modifiers.delete().where(*_ITS)
_REMOVE: Final = modifier_groups.delete().where(*_THIS)


class PostgresModifierGroups(ModifierGroups):
    """Keeps one restaurant's modifier groups in two tables."""

    def __init__(self, database: Database, restaurant: RestaurantId, currency: Currency) -> None:
        self._database = database
        self._restaurant = restaurant
        self._currency = currency

    async def get(self, group_id: ModifierGroupId) -> ModifierGroup:
        for group in _groups(await self._database.fetch(_ONE, {"restaurant": self._restaurant, "group": group_id})):
            return group
        raise ModifierGroupNotFound

    async def page(self, page: PageRequest) -> Sequence[ModifierGroup]:
        parameters = {"restaurant": self._restaurant, "limit": page.size, "offset": page.offset}
        return _groups(await self._database.fetch(_PAGE, parameters))

    async def count(self) -> int:
        return (await self._database.fetch(_COUNT, {"restaurant": self._restaurant}))[0][0]

    def add(self, group: ModifierGroup) -> Change:
        return Writes({modifier_groups: [_row(self._restaurant, group)], modifiers: self._modifier_rows(group)})

    def change(self, group: ModifierGroup) -> Change:
        values = new_values(modifier_groups, _row(self._restaurant, group))
        this = {"restaurant": self._restaurant, "group": group.id}
        new = [in_order(modifiers, row) for row in self._modifier_rows(group)]
        return Writes(
            run=[
                Run(_CHANGE, {**values, "was": group.version - 1}, ModifierGroupChanged),
                Run(_REMOVE_MODIFIERS, this),
                Run(_ADD_MODIFIERS, {"restaurant": self._restaurant, "modifiers": new}),
            ]
        )

    def remove(self, group: ModifierGroup) -> Change:
        this = {"restaurant": self._restaurant, "group": group.id}
        lock = Run(_LOCK, {**this, "was": group.version}, ModifierGroupChanged)
        return Writes(run=[lock, Run(_TAKE_OFF, this), Run(_REMOVE_MODIFIERS, this), Run(_REMOVE, this)])

    def _modifier_rows(self, group: ModifierGroup) -> list[Values]:
        return [
            {
                "restaurant_id": self._restaurant,
                "group_id": group.id,
                "id": each.id,
                "position": position,
                "name": each.name,
                "price": each.price.minor,
                "currency": self._currency.code,
            }
            for position, each in enumerate(group.modifiers)
        ]


def _row(restaurant: RestaurantId, group: ModifierGroup) -> Values:
    return {
        "restaurant_id": restaurant,
        "id": group.id,
        "name": group.name,
        "least": group.least,
        "most": group.most,
        "version": group.version,
    }


def _groups(rows: Iterable[Row]) -> list[ModifierGroup]:
    return [_group([*rows_of_one]) for _, rows_of_one in groupby(rows, lambda row: row.id)]


def _group(rows: Sequence[Row]) -> ModifierGroup:
    return ModifierGroup(
        id=ModifierGroupId(rows[0].id),
        name=Name.kept(rows[0].name),
        least=Least(rows[0].least),
        most=Most(rows[0].most),
        modifiers=tuple(map(_modifier, rows)),
        version=rows[0].version,
    )


def _modifier(row: Row) -> Modifier:
    return Modifier(
        id=ModifierId(row.modifier_id), name=Name.kept(row.modifier_name), price=Surcharge(row.modifier_price)
    )
