"""Tables that keep sums under a key: what adds rows to them, and what holds rows against them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, Integer, Select, Table, and_, func, literal_column, select, tuple_
from sqlalchemy.dialects.postgresql import Insert, insert

from adapters.postgres.reporting.sold import Rows


def filling(kept: Table, rows: Rows) -> Insert:
    """Return what puts rows into an empty table, in the order of their keys: those of one report lie side by side."""
    keys = range(1, len(kept.primary_key) + 1)
    in_order = rows.order_by(*(literal_column(str(position), Integer) for position in keys))
    return insert(kept).from_select(kept.c.keys(), in_order)


def adding(kept: Table, rows: Rows) -> Insert:
    """Return what adds rows to the sums there are."""
    new = insert(kept).from_select(kept.c.keys(), rows)
    sums = {each.name: each + new.excluded[each.name] for each in _sums(kept)}
    return new.on_conflict_do_update(index_elements=list(kept.primary_key), set_=sums)


def differing(kept: Table, rows: Rows) -> Select[int]:
    """Return the count of keys whose sums are not those of the rows."""
    right = rows.subquery()
    same_key = and_(*(each == right.c[each.name] for each in kept.primary_key))
    is_kept, is_due = tuple_(*_sums(kept)), tuple_(*(right.c[each.name] for each in _sums(kept)))
    return (
        select(func.count()).select_from(kept.join(right, same_key, full=True)).where(is_kept.is_distinct_from(is_due))
    )


def _sums(kept: Table) -> Sequence[Column[Any]]:
    return [each for each in kept.c if not each.primary_key]
