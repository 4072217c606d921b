"""Many products at once: found by their names; new ones written in one statement, changed ones in another."""

from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import ARRAY, BigInteger, String, Uuid, any_, bindparam, func, select, text

from adapters.postgres.catalogue.tables import products
from adapters.postgres.kernel.changes import Run, Writes
from adapters.postgres.kernel.leaving_out import rows_to_be
from adapters.postgres.kernel.rows import Values, in_order
from adapters.postgres.restaurant.tables import restaurants
from domain.catalogue.product import ProductChanged, ProductNameTaken
from domain.kernel.ids import RestaurantId

_OWN: Final = products.c.restaurant_id == bindparam("restaurant")
_FOLDED_NAMES: Final = select(func.folded(func.unnest(bindparam("names", type_=ARRAY(String)))))
# As a truth value it is no join, and the names are hashed once. As a join, by statistics of before, each of thousands
# may be looked up in the index for parts of names, in milliseconds each.
_IS_ALIKE: Final = (_OWN, func.folded(products.c.name).in_(_FOLDED_NAMES).is_(True))
ALIKE: Final = select(products).where(*_IS_ALIKE)
# Who makes sure of names waits for who else does, and sees theirs; who places orders waits for neither.
_ONE_BY_ONE: Final = (
    select(restaurants.c.id).where(restaurants.c.id == bindparam("restaurant")).with_for_update(key_share=True)
)
_NO_OTHERS: Final = select(func.count()).where(*_IS_ALIKE).having(func.count() == bindparam("number", type_=BigInteger))
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


def ensuring_alike(restaurant: RestaurantId, names: Collection[str], number: int) -> Writes:
    """Return what makes sure that so many are alike to these names; it raises `ProductNameTaken` for others."""
    ours = {"restaurant": restaurant}
    return Writes(
        run=[
            Run(_ONE_BY_ONE, ours),
            Run(_NO_OTHERS, {**ours, "names": [*names], "number": number}, ProductNameTaken),
        ]
    )


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
