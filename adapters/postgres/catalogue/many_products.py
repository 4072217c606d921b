"""Many products written at once: new ones in one statement, changed ones in another."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import ARRAY, Uuid, any_, bindparam, func, select, text

from adapters.postgres.catalogue.tables import products
from adapters.postgres.kernel.changes import Run
from adapters.postgres.kernel.leaving_out import rows_to_be
from adapters.postgres.kernel.rows import Values, in_order
from domain.catalogue.product import ProductChanged
from domain.kernel.ids import RestaurantId

_OWN: Final = products.c.restaurant_id == bindparam("restaurant")
_IDS: Final = bindparam("ids", type_=ARRAY(Uuid))
_LOCKED: Final = (
    select(products.c.id)
    .where(_OWN, products.c.id == any_(_IDS))
    .order_by(products.c.id)
    .with_for_update()
    .subquery("locked")
)
# In one order everywhere, so that no two of them wait for each other.
_LOCK: Final = select(func.count()).select_from(_LOCKED).having(func.count() == func.cardinality(_IDS))
# The planner takes a small catalogue for a row or two, and would look for each of them among all that are changed.
_NOT_ONE_BY_ONE: Final = text("SET LOCAL enable_nestloop = off")
_NEXT: Final = rows_to_be(products, "changed", numbered=False)
_CHANGED: Final = (
    products.update()
    .where(_OWN, products.c.id == _NEXT.c.id, products.c.version == _NEXT.c.version - 1)
    .values({each: _NEXT.c[each.name] for each in products.c if not each.primary_key})
    .returning(products.c.id)
    .cte("changed_products")
)
_CHANGE: Final = select(func.count()).select_from(_CHANGED).having(func.count() == func.cardinality(_IDS))


def changing_many(restaurant: RestaurantId, rows: Sequence[Values]) -> Sequence[Run]:
    """Return what puts these rows in the place of the versions before them; it raises `ProductChanged` for another."""
    if not rows:
        return ()
    these = {"restaurant": restaurant, "ids": [row["id"] for row in rows]}
    changed = [in_order(products, row) for row in rows]
    return [
        Run(_LOCK, these, ProductChanged),
        Run(_NOT_ONE_BY_ONE, {}),
        Run(_CHANGE, {**these, "changed": changed}, ProductChanged),
    ]
