"""New rows, of several tables at once, in one statement."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from sqlalchemy import (
    ARRAY,
    CTE,
    Executable,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    bindparam,
    column,
    func,
    literal_column,
    select,
)

from adapters.postgres.kernel.metadata import metadata
from adapters.postgres.kernel.statements import Parameters

Values = tuple[object, ...]
"""One row to be: a value for each column of its table, in the table's order."""
NewRows = Mapping[Table, Sequence[Values]]


def insertion(several: Sequence[NewRows]) -> tuple[Executable, Parameters]:
    """Return one statement that inserts all these rows, and its parameters: as short for many rows as for one."""
    rows = {table: [row for each in several for row in each.get(table, ())] for table in _parents_first()}
    tables = tuple(table for table, new in rows.items() if new)
    return _insert_into(tables), {name: values for table in tables for name, values in _columns(table, rows[table])}


@cache
def _insert_into(tables: tuple[Table, ...]) -> Executable:
    return select(literal_column("1", Integer)).add_cte(*map(_insert_many, tables))


def _insert_many(table: Table) -> CTE:
    arrays = [bindparam(_parameter(table, each.name), type_=ARRAY(each.type)) for each in table.c]
    rows = func.unnest(*arrays).table_valued(*(column(each.name, each.type) for each in table.c)).render_derived()
    return table.insert().from_select(table.c.keys(), select(rows)).cte(f"new_{table.name}")


def _columns(table: Table, rows: Sequence[Values]) -> Iterable[tuple[str, list[object]]]:
    # In the order of what must be unique, so that two transactions never wait for each other.
    if unique := _unique_positions(table):
        rows = sorted(rows, key=lambda row: [str(row[position]) for position in unique])
    for name, values in zip(table.c.keys(), zip(*rows, strict=True), strict=True):
        yield _parameter(table, name), list(values)


def _parameter(table: Table, name: str) -> str:
    return f"{table.name}__{name}"


@cache
def _unique_positions(table: Table) -> tuple[int, ...]:
    names = table.c.keys()
    rules = [
        rule
        for rule in table.constraints
        if isinstance(rule, UniqueConstraint) or (isinstance(rule, PrimaryKeyConstraint) and _is_made_up(rule))
    ]
    return tuple(names.index(each.name) for rule in rules for each in rule.columns)


def _is_made_up(key: PrimaryKeyConstraint) -> bool:
    # Ids are ours, and never meet. A key with a text in it comes from clients, to two workers at once if they like.
    return any(isinstance(each.type, String) for each in key.columns)


@cache
def _parents_first() -> tuple[Table, ...]:
    return tuple(metadata.sorted_tables)
