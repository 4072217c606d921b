"""Which units of work a statement leaves out, each as a whole, and the rule that each would violate."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    Column,
    Integer,
    Select,
    String,
    Table,
    Uuid,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
    type_coerce,
)

from adapters.postgres.kernel.closing import DAY_CLOSED, is_closed
from adapters.postgres.kernel.replacing import is_stale, version_rule
from adapters.postgres.kernel.rows import RowsOf
from adapters.postgres.kernel.tables import day_heads
from adapters.postgres.kernel.uniqueness import Rule

UNIT: Final = "unit"
RESTAURANT: Final = "restaurant"
NUMBER: Final = "unnest"
"""What PostgreSQL calls the column of a unit's numbers, after the function that makes it."""


def rows_to_be(table: Table, name: str, *, numbered: bool) -> Any:  # noqa: ANN401 - SQLAlchemy tells no more of it
    """Return the rows for a table in the parameter of this name, each `numbered` by its unit."""
    # Columns are called what PostgreSQL calls them, in whatever order it has them: no list of names goes by places.
    rows = func.unnest(
        cast(bindparam(name), RowsOf(table)),
        *([bindparam(numbers_of(name), type_=ARRAY(Integer))] if numbered else ()),
    )
    columns = [column(each.name, each.type) for each in table.c]
    return rows.table_valued(*columns, column(NUMBER, Integer), name=f"{name}_to_be")


def numbers_of(name: str) -> str:
    """Return what the parameter with the numbers of those rows' units is called."""
    return f"{name}__{UNIT}"


def taken(table: Table, rule: Rule, new: Any, *, of_one: bool) -> Select[int, str | None]:  # noqa: ANN401 - the same
    """Return the query of the units with a row by which the table would violate the rule."""
    named = named_of(table, of_one=of_one)
    same = (there == named.get(there, here) for there, here in zip(rule.parts, rule.of(new), strict=True))
    # A scalar subquery, not EXISTS: the planner could turn EXISTS into a join that reads the whole table, instead of
    # one index lookup a row.
    there = select(literal_column("1", Integer)).select_from(table).where(*same).scalar_subquery()
    return left_out_of(new.c[NUMBER], literal_column(f"'{rule.name}'", String)).where(there.is_not(None))


def passed(table: Table, new: Any, *, of_one: bool) -> Select[int, str | None]:  # noqa: ANN401 - the same
    """Return the query of the units with a row whose version is not the one after the stored one."""
    rule = literal_column(f"'{version_rule(table)}'", String)
    return left_out_of(new.c[NUMBER], rule).where(is_stale(table, new, named_of(table, of_one=of_one)))


def closed(days: Any, *, of_one: bool) -> Select[int, str | None]:  # noqa: ANN401 - the same
    """Return the query of the units that count for a closed one of these days."""
    rule = literal_column(f"'{DAY_CLOSED}'", String)
    return left_out_of(days.c[NUMBER], rule).where(is_closed(days, named_of(day_heads, of_one=of_one)))


def left_out_of(unit: Any, rule: Any) -> Select[int, str | None]:  # noqa: ANN401 - the same
    """Return the query of a unit and a rule."""
    return select(type_coerce(unit, Integer).label(UNIT), type_coerce(rule, String).label("rule"))


def named_of(table: Table, *, of_one: bool) -> Mapping[Any, Any]:
    """Return the columns that are parameters, rather than of the new rows."""
    return {restaurant_of(table): bindparam(RESTAURANT, type_=Uuid)} if of_one else {}


def restaurant_of(table: Table) -> Column[Any]:
    """Return the column that says whose the rows are; every key begins with it."""
    return next(iter(table.primary_key))
