"""One statement for the rows of several units of work, in several tables: new ones, and such as replace others."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    CTE,
    Column,
    ColumnElement,
    Executable,
    Integer,
    Select,
    String,
    Table,
    Uuid,
    bindparam,
    cast,
    column,
    false,
    func,
    literal_column,
    null,
    select,
    type_coerce,
    union_all,
)

from adapters.postgres.kernel.changes import Writes
from adapters.postgres.kernel.metadata import metadata
from adapters.postgres.kernel.replacing import is_stale, is_versioned, replacement, version_marks, version_rule
from adapters.postgres.kernel.rows import RowsOf, Values, in_order
from adapters.postgres.kernel.statements import Parameters
from adapters.postgres.kernel.uniqueness import Mark, Rule, rules_of

Tables = tuple[Table, ...]

_UNIT: Final = "unit"
_LATER: Final = "later"
_RESTAURANT: Final = "restaurant"
_NUMBER: Final = "unnest"
"""What PostgreSQL calls the column of a unit's numbers, after the function that makes it."""


def insertion(units: Sequence[Writes]) -> tuple[Executable, Parameters]:
    """Return a statement that writes the rows of all units, and its parameters: arrays, of any number of rows.

    A unit with a row that would violate a unique constraint, or whose version has passed, is left out as a whole. The
    statement returns a row for each unit left out: its number in `units`, and the rule violated, or NULL where a unit
    before it in this batch has the same row: then it may be tried after that one has committed.
    """
    restaurants = set(restaurants_of(units))
    tables = _parents_first(frozenset(table for unit in units for table, rows in unit.rows.items() if rows))
    replaced = _parents_first(frozenset(table for unit in units for table, rows in unit.replaced.items() if rows))
    numbered = bool(_rules(tables) or replaced)
    parameters: dict[str, object] = {_LATER: _later(units)} if numbered else {}
    for table in tables:
        rows = [(row, number) for number, unit in enumerate(units) for row in unit.rows.get(table, ())]
        if rules := rules_of(table):  # in one order everywhere, so that two transactions never deadlock
            rows.sort(key=lambda each: [rule.mark(each[0]) for rule in rules])
        _send(table, rows, table.name, parameters, numbered=numbered)
    for table in replaced:
        rows = [(row, number) for number, unit in enumerate(units) for row in unit.replaced.get(table, ())]
        _send(table, rows, _replaced(table), parameters, numbered=True)
    if len(restaurants) == 1:
        parameters[_RESTAURANT] = restaurants.pop()
    return _statement(tables, replaced, of_one=_RESTAURANT in parameters), parameters


def _send(
    table: Table, rows: Sequence[tuple[Values, int]], name: str, parameters: dict[str, object], *, numbered: bool
) -> None:
    parameters[name] = [in_order(table, row) for row, _ in rows]
    if numbered:
        parameters[_numbers(name)] = [number for _, number in rows]


def restaurants_of(units: Iterable[Writes]) -> Iterator[object]:
    """Yield the restaurant of each row."""
    for unit in units:
        for table, rows in (*unit.rows.items(), *unit.replaced.items()):
            name = _restaurant(table).name
            for row in rows:
                yield row[name]


@cache
def _restaurant(table: Table) -> Column[Any]:
    """Return the column that says whose the rows are; every key begins with it."""
    return next(iter(table.primary_key))


@cache
def _parents_first(tables: Collection[Table]) -> Tables:
    return tuple(table for table in metadata.sorted_tables if table in tables)


@cache
def _rules(tables: Tables) -> Sequence[tuple[Table, Rule]]:
    return [(table, rule) for table in tables for rule in rules_of(table)]


def _replaced(table: Table) -> str:
    return f"{table.name}__replaced"


def _numbers(name: str) -> str:
    return f"{name}__{_UNIT}"


def _later(units: Sequence[Writes]) -> Sequence[int]:
    brought: set[Mark] = set()
    later: list[int] = []
    for number, unit in enumerate(units):
        marks = {rule.mark(row) for table, rows in unit.rows.items() for rule in rules_of(table) for row in rows}
        marks |= version_marks(unit.replaced)
        if not brought.isdisjoint(marks):
            later.append(number)
        brought |= marks
    return later


@cache
def _statement(tables: Tables, replaced: Tables, *, of_one: bool) -> Executable:
    """Return the statement. Where all rows are `of_one` restaurant, each table is asked for that one by its name."""
    rules = _rules(tables)
    numbered = bool(rules or replaced)
    new = {table: _rows(table, table.name, numbered=numbered) for table in tables}
    if not numbered:
        return (
            _left_out(null(), null())
            .where(false())
            .add_cte(*(_insert(table, new[table], of_one=of_one) for table in tables))
        )
    next_ = {table: _rows(table, _replaced(table), numbered=True) for table in replaced}
    later = func.unnest(bindparam(_LATER, type_=ARRAY(Integer))).table_valued(column(_UNIT, Integer))
    taken = (_taken(table, rule, new[table], of_one=of_one) for table, rule in rules)
    passed = (_passed(table, next_[table], of_one=of_one) for table in replaced if is_versioned(table))
    left_out = union_all(*taken, *passed, _left_out(later.render_derived(_LATER).c.unit, null())).cte("left_out")
    fine = select(left_out.c.unit)
    return select(left_out).add_cte(
        *(_insert(table, new[table], new[table].c[_NUMBER].not_in(fine), of_one=of_one) for table in tables),
        *(
            replacement(table, next_[table], _named(table, of_one=of_one), next_[table].c[_NUMBER].not_in(fine))
            for table in replaced
        ),
    )


def _rows(table: Table, name: str, *, numbered: bool) -> Any:  # noqa: ANN401 - SQLAlchemy tells no more of it
    # Columns are called what PostgreSQL calls them, in whatever order it has them: no list of names goes by places.
    rows = func.unnest(
        cast(bindparam(name), RowsOf(table)),
        *([bindparam(_numbers(name), type_=ARRAY(Integer))] if numbered else ()),
    )
    columns = [column(each.name, each.type) for each in table.c]
    return rows.table_valued(*columns, column(_NUMBER, Integer), name=f"{name}_to_be")


def _taken(table: Table, rule: Rule, new: Any, *, of_one: bool) -> Select[int, str | None]:  # noqa: ANN401 - the same
    named = _named(table, of_one=of_one)
    same = (there == named.get(there, here) for there, here in zip(rule.parts, rule.of(new), strict=True))
    # A scalar subquery, not EXISTS: the planner could turn EXISTS into a join that reads the whole table, instead of
    # one index lookup a row.
    there = select(literal_column("1", Integer)).select_from(table).where(*same).scalar_subquery()
    return _left_out(new.c[_NUMBER], literal_column(f"'{rule.name}'", String)).where(there.is_not(None))


def _passed(table: Table, new: Any, *, of_one: bool) -> Select[int, str | None]:  # noqa: ANN401 - the same
    rule = literal_column(f"'{version_rule(table)}'", String)
    return _left_out(new.c[_NUMBER], rule).where(is_stale(table, new, _named(table, of_one=of_one)))


def _left_out(unit: Any, rule: Any) -> Select[int, str | None]:  # noqa: ANN401 - the same
    return select(type_coerce(unit, Integer).label(_UNIT), type_coerce(rule, String).label("rule"))


def _named(table: Table, *, of_one: bool) -> Mapping[Any, Any]:
    """Return the columns that are parameters, rather than of the new rows."""
    return {_restaurant(table): bindparam(_RESTAURANT, type_=Uuid)} if of_one else {}


def _insert(table: Table, new: Any, *conditions: ColumnElement[bool], of_one: bool) -> CTE:  # noqa: ANN401 - the same
    named = _named(table, of_one=of_one)
    rows = select(*(named.get(each, new.c[each.name]) for each in table.c)).where(*conditions)
    return table.insert().from_select(table.c.keys(), rows).cte(f"new_{table.name}")
