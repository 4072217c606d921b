"""What belongs to one restaurant: its own row, and the rows of every table that has a `restaurant_id`."""

import pkgutil
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Column,
    Delete,
    Insert,
    Select,
    String,
    Table,
    bindparam,
    cast,
    column,
    delete,
    func,
    insert,
    literal_column,
    select,
)

import adapters.postgres
from adapters.postgres.kernel.metadata import metadata

NOBODYS: Final[frozenset[str]] = frozenset()
"""The tables that belong to no restaurant: there are none today."""
_ITSELF: Final = "restaurants"
_INSTALLATIONS: Final = frozenset({"settings_followed"})
"""The columns that are about the installation a restaurant is in: they stay there."""


@cache
def belongings() -> Sequence[Table]:
    """Return the tables, each after those that it refers to. A new one is among them without being named here.

    They are in each context's modules whose names begin with `tables`.
    """
    for module in pkgutil.walk_packages(adapters.postgres.__path__, "adapters.postgres."):
        if module.name.rpartition(".")[2].startswith("tables"):
            _ = import_module(module.name)
    return [table for table in metadata.sorted_tables if table.name not in NOBODYS]


def restaurant_of(table: Table) -> Column[Any]:
    """Return the column that says whose a row is."""
    return table.c.id if table.name == _ITSELF else table.c.restaurant_id


def columns_of(table: Table) -> Sequence[Column[Any]]:
    """Return the columns that a restaurant takes along."""
    return [each for each in table.c if each.name not in _INSTALLATIONS]


@cache
def lines_of(table: Table) -> Select[Any]:
    """Return the statement that reads the rows of `:restaurant` as JSON, in the order of their keys.

    Texts are ordered by code points, as each database may have an order of its own.
    """
    rows = select(*columns_of(table)).where(restaurant_of(table) == bindparam("restaurant")).subquery("one")
    keys = [rows.c[each.name] for each in table.primary_key]
    ordered = [key.collate("C") if isinstance(key.type, String) else key for key in keys]
    return select(func.row_to_json(column("one"))).select_from(rows).order_by(*ordered)


@cache
def addition_to(table: Table) -> Insert:
    """Return the statement that adds the rows of `:rows`, a JSON array."""
    made = func.json_populate_recordset(
        literal_column(f"NULL::{table.name}"), cast(bindparam("rows", type_=String), JSON)
    ).table_valued(*table.c.keys(), name="made")
    return insert(table).from_select(table.c.keys(), select(*made.c))


@cache
def removal_from(table: Table) -> Delete:
    """Return the statement that deletes the rows of `:restaurant`."""
    return delete(table).where(restaurant_of(table) == bindparam("restaurant"))
