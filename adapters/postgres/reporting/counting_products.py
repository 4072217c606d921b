"""The number of products, as SQL: what has been counted is kept, and the rest waits in `products_to_count`."""

from typing import Final

from sqlalchemy import BigInteger, FromClause, delete, exists, func, select

from adapters.postgres.catalogue.tables import products, products_to_count
from adapters.postgres.reporting.sold import RESTAURANT, Rows
from adapters.postgres.reporting.tables import product_counts

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


TAKEN: Final = _counted(delete(products_to_count).returning(products_to_count.c.restaurant_id).cte("taken_products"))
"""Rows of `product_counts` for all that waits, which is taken out of the queue."""
ALL: Final = _counted(products)
BEYOND_THE_QUEUE: Final = ALL.where(~_WAITS)
