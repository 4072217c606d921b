"""Unique constraints on what clients choose, such as names and keys: two of them may choose the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Column, ColumnElement, PrimaryKeyConstraint, String, Table, UniqueConstraint
from sqlalchemy.sql.visitors import iterate, replacement_traverse

from adapters.postgres.kernel.rows import Values

Mark = tuple[object, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A unique constraint or index of a table, over these columns or expressions."""

    name: str
    parts: Sequence[ColumnElement[Any]]
    columns: Sequence[tuple[str, bool]]
    """The column of each part, and whether upper and lower case of it differ."""

    def of(self, rows: Any) -> Sequence[ColumnElement[Any]]:  # noqa: ANN401 - anything with the table's columns
        """Return the parts with the columns of `rows` in place of the table's."""

        def theirs(element: Any, **_: object) -> Any:  # noqa: ANN401 - any piece of SQL
            return rows.c[element.name] if isinstance(element, Column) else None

        return [replacement_traverse(part, {}, theirs) for part in self.parts]

    def mark(self, row: Values) -> Mark:
        """Return what two rows that violate the rule have in common; PostgreSQL may find more rows to violate it."""
        return (self.name, *(row[column] if exact else row[column].lower() for column, exact in self.columns))


@cache
def rules_of(table: Table) -> Sequence[Rule]:
    """Return the rules of this table."""
    constraints: list[tuple[str, list[Any]]] = [
        (str(each.name), [*each.columns])
        for each in table.constraints
        if isinstance(each, UniqueConstraint) or (isinstance(each, PrimaryKeyConstraint) and _is_named(each))
    ]
    indexes: list[tuple[str, list[Any]]] = [
        (str(each.name), [*each.expressions]) for each in table.indexes if each.unique
    ]
    return [Rule(name, parts, [_column(part) for part in parts]) for name, parts in (*constraints, *indexes)]


def _is_named(key: PrimaryKeyConstraint) -> bool:
    # UUIDs are made here and never collide. A key with a text column comes from clients, in two workers at once.
    return any(isinstance(each.type, String) for each in key.columns)


def _column(part: ColumnElement[Any]) -> tuple[str, bool]:
    (name,) = (each.name for each in iterate(part) if isinstance(each, Column))
    return name, isinstance(part, Column)
