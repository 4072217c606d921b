"""What sums measure, as columns: the same ones in every part of a query, nothing where a part has none of it."""

from typing import Any, Final

from sqlalchemy import BigInteger, ColumnElement, FromClause, func, literal_column

MEASURES: Final = ("quantity", "revenue", "orders", "discounts", "refunds")
NOTHING: Final = literal_column("0::bigint", BigInteger)
_COUNTS: Final = frozenset({"quantity", "orders"})


def measured(**given: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    """Return each measure as a column: what is given, or nothing."""
    return [given.get(name, NOTHING).label(name) for name in MEASURES]


def measures_of(table: FromClause) -> list[ColumnElement[Any]]:
    """Return the columns that a table of sums has for them."""
    return [table.c[name] for name in MEASURES]


def sums(of: FromClause) -> list[ColumnElement[Any]]:
    """Return the sum of each. Money stays numeric: it may exceed a bigint."""
    added = {name: func.sum(of.c[name]) for name in MEASURES}
    return [(each.cast(BigInteger) if name in _COUNTS else each).label(name) for name, each in added.items()]
