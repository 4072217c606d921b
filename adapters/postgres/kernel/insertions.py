"""New rows, of several tables at once, in one statement."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    CTE,
    ColumnElement,
    Executable,
    Integer,
    Select,
    String,
    Table,
    bindparam,
    column,
    false,
    func,
    literal_column,
    null,
    select,
    type_coerce,
    union_all,
)

from adapters.postgres.kernel.metadata import metadata
from adapters.postgres.kernel.rows import Values, by_column
from adapters.postgres.kernel.statements import Parameters
from adapters.postgres.kernel.uniqueness import Mark, Rule, rules_of

NewRows = Mapping[Table, Sequence[Values]]
"""The new rows of one unit, by their table."""
Tables = tuple[Table, ...]

_UNIT: Final = "unit"
_LATER: Final = "later"


def insertion(units: Sequence[NewRows]) -> tuple[Executable, Parameters]:
    """Return one statement that inserts the rows of all units, and its parameters: as short for many as for one.

    A unit is left out as a whole if something of it has to be unique and is there already. The statement's rows tell
    its number, and by which rule; or by none, if a unit before it brings the same, and it has to come after that one.
    """
    tables = _parents_first(frozenset(table for unit in units for table, rows in unit.items() if rows))
    numbered = bool(_rules(tables))
    parameters: dict[str, object] = {_LATER: _later(units)} if numbered else {}
    for table in tables:
        rows = [(row, number) for number, unit in enumerate(units) for row in unit.get(table, ())]
        if rules := rules_of(table):  # in that order, so that two transactions never wait for each other
            rows.sort(key=lambda each: [rule.mark(each[0]) for rule in rules])
        for name, values in by_column(table, [row for row, _ in rows]).items():
            parameters[_parameter(table, name)] = values
        if numbered:
            parameters[_parameter(table, _UNIT)] = [number for _, number in rows]
    return _insert_into(tables), parameters


@cache
def _parents_first(tables: Collection[Table]) -> Tables:
    return tuple(table for table in metadata.sorted_tables if table in tables)


@cache
def _rules(tables: Tables) -> Sequence[tuple[Table, Rule]]:
    return [(table, rule) for table in tables for rule in rules_of(table)]


@cache
def _columns(table: Table, *, numbered: bool) -> Mapping[str, Any]:
    """Return the columns of the new rows, and their types: the table's, and the number of the unit where it matters."""
    own = {each.name: each.type for each in table.c}
    return {**own, _UNIT: Integer()} if numbered else own


def _parameter(table: Table, name: str) -> str:
    return f"{table.name}__{name}"


def _later(units: Sequence[NewRows]) -> Sequence[int]:
    brought: set[Mark] = set()
    later: list[int] = []
    for number, unit in enumerate(units):
        marks = {rule.mark(row) for table, rows in unit.items() for rule in rules_of(table) for row in rows}
        if not brought.isdisjoint(marks):
            later.append(number)
        brought |= marks
    return later


@cache
def _insert_into(tables: Tables) -> Executable:
    rules = _rules(tables)
    new = {table: _rows(table, numbered=bool(rules)) for table in tables}
    if not rules:
        return _left_out(null(), null()).where(false()).add_cte(*(_insert(table, new[table]) for table in tables))
    later = func.unnest(bindparam(_LATER, type_=ARRAY(Integer))).table_valued(column(_UNIT, Integer))
    taken = (_taken(table, rule, new[table]) for table, rule in rules)
    left_out = union_all(*taken, _left_out(later.render_derived(_LATER).c.unit, null())).cte("left_out")
    fine = select(left_out.c.unit)
    return select(left_out).add_cte(*(_insert(table, new[table], new[table].c.unit.not_in(fine)) for table in tables))


def _rows(table: Table, *, numbered: bool) -> Any:  # noqa: ANN401 - SQLAlchemy tells no more of it
    columns = _columns(table, numbered=numbered)
    arrays = [bindparam(_parameter(table, name), type_=ARRAY(kind)) for name, kind in columns.items()]
    rows = func.unnest(*arrays).table_valued(*(column(*each) for each in columns.items()))
    return rows.render_derived(f"{table.name}_to_be")


def _taken(table: Table, rule: Rule, new: Any) -> Select[int, str | None]:  # noqa: ANN401 - the same
    same = (there == here for there, here in zip(rule.parts, rule.of(new), strict=True))
    # A value, not EXISTS: that could be planned as a join with all there is, and each is to be looked up in the index.
    there = select(literal_column("1", Integer)).select_from(table).where(*same).scalar_subquery()
    return _left_out(new.c.unit, literal_column(f"'{rule.name}'", String)).where(there.is_not(None))


def _left_out(unit: Any, rule: Any) -> Select[int, str | None]:  # noqa: ANN401 - the same
    return select(type_coerce(unit, Integer).label(_UNIT), type_coerce(rule, String).label("rule"))


def _insert(table: Table, new: Any, *conditions: ColumnElement[bool]) -> CTE:  # noqa: ANN401 - the same
    rows = select(*(new.c[each.name] for each in table.c)).where(*conditions)
    return table.insert().from_select(table.c.keys(), rows).cte(f"new_{table.name}")
