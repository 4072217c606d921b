"""Which restaurants have something in a queue: a question about all of them, so the SQL names none."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, select


def restaurants_in(queue: Table) -> Select[UUID]:
    """Return the query of the restaurants with rows in a queue, which is as fast however many rows each has.

    It walks the primary key from a restaurant to the next, a step of the index each, by a recursive CTE.
    """
    key = queue.c.restaurant_id
    walk = select(_least(select(key), key)).cte(f"in_{queue.name}", recursive=True)
    walk = walk.union_all(select(_least(select(key).where(key > walk.c.id), key)).where(walk.c.id.is_not(None)))
    return select(walk.c.id).where(walk.c.id.is_not(None))


def all_restaurants_in(queue: Table) -> Select[UUID]:
    """Return the same query for tables that Citus distributes, whose CTEs may not span nodes: it reads all."""
    return select(queue.c.restaurant_id.label("id")).distinct()


def _least(keys: Select[UUID], key: ColumnElement[Any]) -> ColumnElement[Any]:
    return keys.order_by(key).limit(1).scalar_subquery().label("id")
