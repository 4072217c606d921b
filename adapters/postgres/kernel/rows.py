"""Rows to be, by the names of their columns: two of them cannot be swapped unseen."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table

Values = Mapping[str, Any]
"""One row to be: the value of each column of its table, by the column's name."""


def by_column(table: Table, rows: Sequence[Values]) -> Mapping[str, list[Any]]:
    """Return the rows' values, a list for each column. Raises `KeyError` for a row that has not exactly its columns."""
    names = table.c.keys()
    if other := next((row.keys() ^ names for row in rows if len(row) != len(names)), None):
        raise KeyError(*other)
    return {name: [row[name] for row in rows] for name in names}
