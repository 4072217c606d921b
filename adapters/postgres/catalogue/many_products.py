"""Many products at once: found by their names; new ones written in one statement, changed ones in another."""

from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Integer,
    String,
    Uuid,
    and_,
    any_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    text,
)

from adapters.postgres.catalogue.tables import products
from adapters.postgres.kernel.changes import Run, Writes
from adapters.postgres.kernel.leaving_out import rows_to_be
from adapters.postgres.kernel.rows import Values, in_order
from adapters.postgres.restaurant.one_by_one import ONE_BY_ONE
from domain.catalogue.product import ProductChanged, ProductNameTaken
from domain.kernel.ids import RestaurantId

_OWN: Final = products.c.restaurant_id == bindparam("restaurant")
_FOLDED_NAMES: Final = select(func.folded(func.unnest(bindparam("names", type_=ARRAY(String)))))
# As a truth value it is no join, and the names are hashed once. As a join, by statistics of before, each of thousands
# may be looked up in the index for parts of names, in milliseconds each.
_IS_ALIKE: Final = (_OWN, func.folded(products.c.name).in_(_FOLDED_NAMES).is_(True))
ALIKE: Final = select(products).where(*_IS_ALIKE)
_NO_OTHERS: Final = select(func.count()).where(*_IS_ALIKE).having(func.count() == bindparam("number", type_=BigInteger))
_IDS: Final = bindparam("ids", type_=ARRAY(Uuid))
_LOCKED: Final = (
    select(products.c.id)
    .where(_OWN, products.c.id == any_(_IDS))
    .order_by(products.c.id)
    .with_for_update(key_share=True)
    .subquery("locked")
)
# In one order everywhere, so that no two of them wait for each other. What is ordered is not kept waiting by that.
_LOCK: Final = select(func.count()).select_from(_LOCKED).having(func.count() == func.cardinality(_IDS))
# The planner takes a small catalogue for a row or two, and would look for each of them among all that are changed.
_NOT_ONE_BY_ONE: Final = text("SET LOCAL enable_nestloop = off")
_WAS: Final = rows_to_be(products, "before", numbered=False)
_NEXT: Final = rows_to_be(products, "changed", numbered=False)
_NONE: Final = literal_column("0", Integer)
_KEPT: Final = {products.c.restaurant_id, products.c.id, products.c.name, products.c.created_at, products.c.currency}
_SOLD: Final = {products.c.stock, products.c.version}
_SAID: Final = [each for each in products.c if each not in _KEPT | _SOLD]


def _is_out(product: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a table, or rows to be
    return product.c.stock.is_not_distinct_from(_NONE)


def _can_be_ordered(product: Any) -> ColumnElement[bool]:  # noqa: ANN401 - the same
    return and_(product.c.available, product.c.stock.is_distinct_from(_NONE))


_SAME_STOCK: Final = _NEXT.c.stock.is_not_distinct_from(_WAS.c.stock)
_TURNS: Final = _can_be_ordered(_NEXT) != _can_be_ordered(_WAS)
# As `upon` has it.
_CHANGED: Final = (
    products.update()
    .where(
        *(_OWN, products.c.id == _NEXT.c.id, products.c.id == _WAS.c.id),
        *(each.is_not_distinct_from(_WAS.c[each.name]) for each in (products.c.name, *_SAID)),
        or_(~_TURNS, products.c.version < _NEXT.c.version),
        or_(and_(_SAME_STOCK, _NEXT.c.available == _WAS.c.available), _is_out(products) == _is_out(_WAS)),
    )
    .values(
        {
            **{each: _NEXT.c[each.name] for each in _SAID},
            products.c.stock: case((_SAME_STOCK, products.c.stock), else_=_NEXT.c.stock),
            products.c.version: case((_TURNS, _NEXT.c.version), else_=products.c.version + literal_column("1")),
        }
    )
    .returning(products.c.id)
    .cte("changed_products")
)
_CHANGE: Final = select(func.count()).select_from(_CHANGED).having(func.count() == func.cardinality(_IDS))


def ensuring_alike(restaurant: RestaurantId, names: Collection[str], number: int) -> Writes:
    """Return what makes sure that so many are alike to these names; it raises `ProductNameTaken` for others."""
    ours = {"restaurant": restaurant}
    return Writes(
        run=[
            Run(ONE_BY_ONE, ours),
            Run(_NO_OTHERS, {**ours, "names": [*names], "number": number}, ProductNameTaken),
        ]
    )


def changing_many(restaurant: RestaurantId, before: Sequence[Values], after: Sequence[Values]) -> Sequence[Run]:
    """Return what changes these rows into those that follow; it raises `ProductChanged` where others did meanwhile."""
    if not before:
        return ()
    these = {"restaurant": restaurant, "ids": [row["id"] for row in before]}
    was, changed = ([in_order(products, row) for row in rows] for rows in (before, after))
    return [
        Run(_LOCK, these, ProductChanged),
        Run(_NOT_ONE_BY_ONE, {}),
        Run(_CHANGE, {**these, "before": was, "changed": changed}, ProductChanged),
    ]
