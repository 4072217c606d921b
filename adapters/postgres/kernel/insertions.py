"""One statement for the rows of several units of work, in several tables: new ones, and such as replace others."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    CTE,
    ColumnElement,
    Executable,
    Integer,
    Table,
    bindparam,
    column,
    false,
    func,
    null,
    select,
    union_all,
)

from adapters.postgres.kernel.changes import Writes
from adapters.postgres.kernel.closing import day_rows
from adapters.postgres.kernel.leaving_out import (
    NUMBER,
    RESTAURANT,
    UNIT,
    closed,
    left_out_of,
    named_of,
    numbers_of,
    passed,
    restaurant_of,
    rows_to_be,
    taken,
)
from adapters.postgres.kernel.metadata import metadata
from adapters.postgres.kernel.replacing import is_versioned, replacement, version_marks
from adapters.postgres.kernel.rows import Values, in_order
from adapters.postgres.kernel.statements import Parameters
from adapters.postgres.kernel.tables import day_heads
from adapters.postgres.kernel.uniqueness import Mark, Rule, rules_of

Tables = tuple[Table, ...]

_LATER: Final = "later"
_DAYS: Final = "days"


def insertion(units: Sequence[Writes]) -> tuple[Executable, Parameters]:
    """Return a statement that writes the rows of all units, and its parameters: arrays, of any number of rows.

    A unit with a row that would violate a unique constraint, whose version has passed, or that counts for a closed day
    is left out as a whole. The statement returns a row for each unit left out: its number in `units`, and the rule
    violated, or NULL where a unit before it in this batch has the same row: then it may be tried after that one has
    committed.
    """
    restaurants = set(restaurants_of(units))
    tables = _parents_first(frozenset(table for unit in units for table, rows in unit.rows.items() if rows))
    replaced = _parents_first(frozenset(table for unit in units for table, rows in unit.replaced.items() if rows))
    days = [(row, number) for number, unit in enumerate(units) for row in day_rows(unit.days)]
    numbered = bool(_rules(tables) or replaced or days)
    parameters: dict[str, object] = {_LATER: _later(units)} if numbered else {}
    for table in tables:
        rows = [(row, number) for number, unit in enumerate(units) for row in unit.rows.get(table, ())]
        if rules := rules_of(table):  # in one order everywhere, so that two transactions never deadlock
            rows.sort(key=lambda each: [rule.mark(each[0]) for rule in rules])
        _send(table, rows, table.name, parameters, numbered=numbered)
    for table in replaced:
        rows = [(row, number) for number, unit in enumerate(units) for row in unit.replaced.get(table, ())]
        _send(table, rows, _replaced(table), parameters, numbered=True)
    if days:
        _send(day_heads, days, _DAYS, parameters, numbered=True)
    if len(restaurants) == 1:
        parameters[RESTAURANT] = restaurants.pop()
    return _statement(tables, replaced, dated=bool(days), of_one=RESTAURANT in parameters), parameters


def _send(
    table: Table, rows: Sequence[tuple[Values, int]], name: str, parameters: dict[str, object], *, numbered: bool
) -> None:
    parameters[name] = [in_order(table, row) for row, _ in rows]
    if numbered:
        parameters[numbers_of(name)] = [number for _, number in rows]


def restaurants_of(units: Iterable[Writes]) -> Iterator[object]:
    """Yield the restaurant of each row."""
    for unit in units:
        for table, rows in (*unit.rows.items(), *unit.replaced.items()):
            name = restaurant_of(table).name
            for row in rows:
                yield row[name]


@cache
def _parents_first(tables: Collection[Table]) -> Tables:
    return tuple(table for table in metadata.sorted_tables if table in tables)


@cache
def _rules(tables: Tables) -> Sequence[tuple[Table, Rule]]:
    return [(table, rule) for table in tables for rule in rules_of(table)]


def _replaced(table: Table) -> str:
    return f"{table.name}__replaced"


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
def _statement(tables: Tables, replaced: Tables, *, dated: bool, of_one: bool) -> Executable:
    """Return the statement. Where all rows are `of_one` restaurant, each table is asked for that one by its name."""
    rules = _rules(tables)
    numbered = bool(rules or replaced or dated)
    new = {table: rows_to_be(table, table.name, numbered=numbered) for table in tables}
    if not numbered:
        return (
            left_out_of(null(), null())
            .where(false())
            .add_cte(*(_insert(table, new[table], of_one=of_one) for table in tables))
        )
    next_ = {table: rows_to_be(table, _replaced(table), numbered=True) for table in replaced}
    later = func.unnest(bindparam(_LATER, type_=ARRAY(Integer))).table_valued(column(UNIT, Integer))
    left_out = union_all(
        *(taken(table, rule, new[table], of_one=of_one) for table, rule in rules),
        *(passed(table, next_[table], of_one=of_one) for table in replaced if is_versioned(table)),
        *([closed(rows_to_be(day_heads, _DAYS, numbered=True), of_one=of_one)] if dated else ()),
        left_out_of(later.render_derived(_LATER).c.unit, null()),
    ).cte("left_out")
    fine = select(left_out.c.unit)
    return select(left_out).add_cte(
        *(_insert(table, new[table], new[table].c[NUMBER].not_in(fine), of_one=of_one) for table in tables),
        *(
            replacement(table, next_[table], named_of(table, of_one=of_one), next_[table].c[NUMBER].not_in(fine))
            for table in replaced
        ),
    )


def _insert(table: Table, new: Any, *conditions: ColumnElement[bool], of_one: bool) -> CTE:  # noqa: ANN401 - the same
    named = named_of(table, of_one=of_one)
    rows = select(*(named.get(each, new.c[each.name]) for each in table.c)).where(*conditions)
    return table.insert().from_select(table.c.keys(), rows).cte(f"new_{table.name}")
