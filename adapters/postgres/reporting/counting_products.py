"""The number of products, as SQL: what has been counted is kept, and the rest waits in `products_to_count`."""

from typing import Final

from sqlalchemy import BigInteger, Insert, Select, delete, exists, func, select
from sqlalchemy.dialects.postgresql import insert

from adapters.postgres.catalogue.tables import products, products_to_count
from adapters.postgres.reporting.sold import RESTAURANT
from adapters.postgres.reporting.tables import product_counts

_KEPT: Final = select(product_counts.c.products).where(product_counts.c.restaurant_id == RESTAURANT)
_WAITING: Final = select(func.count()).where(products_to_count.c.restaurant_id == RESTAURANT)
_WAITS: Final = exists().where(
    products_to_count.c.restaurant_id == products.c.restaurant_id, products_to_count.c.product_id == products.c.id
)
_TAKEN: Final = delete(products_to_count).returning(products_to_count.c.restaurant_id).cte("taken_products")

NUMBER: Final = select(
    # In one statement, so that each product is in one of the two.
    (func.coalesce(_KEPT.scalar_subquery(), 0) + _WAITING.scalar_subquery()).cast(BigInteger)
)


def count_waiting() -> Insert:
    """Return what takes every product that waits, and adds it to the number of its restaurant's."""
    new = insert(product_counts).from_select(
        product_counts.c.keys(),
        select(_TAKEN.c.restaurant_id, func.count()).group_by(_TAKEN.c.restaurant_id),
    )
    return new.on_conflict_do_update(
        index_elements=list(product_counts.primary_key),
        set_={"products": product_counts.c.products + new.excluded.products},
    )


def count_anew() -> Insert:
    """Return what counts every product, where nothing is kept and none waits."""
    every = select(products.c.restaurant_id, func.count()).group_by(products.c.restaurant_id)
    return insert(product_counts).from_select(product_counts.c.keys(), every)


def differing() -> Select[int]:
    """Return the count of numbers that are not how many products there are beside those that wait."""
    right = (
        select(products.c.restaurant_id, func.count().label("products"))
        .where(~_WAITS)
        .group_by(products.c.restaurant_id)
        .subquery("right_counts")
    )
    same = product_counts.c.restaurant_id == right.c.restaurant_id
    return (
        select(func.count())
        .select_from(product_counts.join(right, same, full=True))
        .where(product_counts.c.products.is_distinct_from(right.c.products))
    )
