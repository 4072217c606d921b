"""Rows that take the place of others, in the statement that inserts new ones.

What has a version is locked first, in one order everywhere, so that no two statements wait for each other. A unit of
work with a row that is not of the version after the stored one is left out as a whole.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Table,
    any_,
    exists,
    func,
    literal_column,
    select,
)

from adapters.postgres.kernel.rows import Values
from adapters.postgres.kernel.uniqueness import Mark

_VERSION: Final = "version"
Named = Mapping[Any, Any]
"""Columns that are parameters, rather than of the new rows."""


@cache
def version_rule(table: Table) -> str:
    """Return what the rule is called that a row is replaced by the one of the next version."""
    return f"{table.name}_version"


def is_versioned(table: Table) -> bool:
    """Tell whether the table's rows have versions."""
    return _VERSION in table.c


def version_marks(replaced: Mapping[Table, Sequence[Values]]) -> set[Mark]:
    """Return what the rows of two units of work have in common of which only one can be of the next version."""
    return {
        (version_rule(table), *(row[each.name] for each in table.primary_key))
        for table, rows in replaced.items()
        if is_versioned(table)
        for row in rows
    }


def is_stale(table: Table, new: Any, named: Named) -> ColumnElement[bool]:  # noqa: ANN401 - SQLAlchemy tells no more of it
    """Return the condition that a row of `new` is not of the version after the stored one, which is locked for that."""
    key = [*table.primary_key]
    locked: Any = (
        select(*key, table.c[_VERSION])
        .where(*_found(table, new, named))
        .order_by(*key)
        .with_for_update()
        .cte(f"locked_{table.name}")
    )
    return ~exists().where(
        *(locked.c[each.name] == new.c[each.name] for each in key),
        locked.c[_VERSION] == new.c[_VERSION] - literal_column("1"),
    )


def replacement(table: Table, new: Any, named: Named, *conditions: ColumnElement[bool]) -> CTE:  # noqa: ANN401 - the same
    """Return the UPDATE by which rows of `new` take the place of those with their keys."""
    same = (each == new.c[each.name] for each in table.primary_key)
    values = {each: new.c[each.name] for each in table.c if not each.primary_key}
    return (
        table.update()
        .where(*_found(table, new, named), *same, *conditions)
        .values(values)
        .cte(f"replaced_{table.name}")
    )


def _found(table: Table, new: Any, named: Named) -> Sequence[ColumnElement[bool]]:  # noqa: ANN401 - the same
    """Return the conditions that have rows found by the first two columns of their key, however few were expected."""
    owner, what, *_ = table.primary_key
    return [
        each == (named[each] if each in named else any_(func.array(select(new.c[each.name]).scalar_subquery())))
        for each in (owner, what)
    ]
