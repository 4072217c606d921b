"""The number of products, as SQL: what has been counted is kept, and the rest waits in `products_to_count`."""

from typing import Final

from sqlalchemy import BigInteger, FromClause, bindparam, delete, exists, func, select, tuple_

from adapters.postgres.catalogue.tables import products, products_to_count
from adapters.postgres.reporting.sold import RESTAURANT, Rows
from adapters.postgres.reporting.tables import product_counts

MOST: Final = bindparam("most", type_=BigInteger)
_KEPT: Final = select(product_counts.c.products).where(product_counts.c.restaurant_id == RESTAURANT)
_WAITING: Final = select(func.count()).where(products_to_count.c.restaurant_id == RESTAURANT)
_WAITS: Final = exists().where(
    products_to_count.c.restaurant_id == products.c.restaurant_id, products_to_count.c.product_id == products.c.id
)

NUMBER: Final = select(
    # In one statement, so that each product is in one of the two.
    (func.coalesce(_KEPT.scalar_subquery(), 0) + _WAITING.scalar_subquery()).cast(BigInteger)
)


def _counted(of: FromClause) -> Rows:
    return select(of.c.restaurant_id, func.count().label("products")).group_by(of.c.restaurant_id)


_KEY: Final = tuple_(products_to_count.c.restaurant_id, products_to_count.c.product_id)
_NEXT: Final = select(products_to_count).order_by(*products_to_count.primary_key).limit(MOST)
TAKEN: Final = (
    delete(products_to_count).where(_KEY.in_(_NEXT)).returning(products_to_count.c.restaurant_id).cte("taken_products")
)
"""Up to `MOST` of those that wait, taken out of the queue."""
OF_TAKEN: Final = _counted(TAKEN)
ALL: Final = _counted(products)
BEYOND_THE_QUEUE: Final = ALL.where(~_WAITS)
