"""Rows that change."""

from dataclasses import dataclass

from sqlalchemy import Executable, Table, Update, bindparam

from adapters.postgres.kernel.statements import Parameters
from adapters.postgres.kernel.uniqueness import Values


@dataclass(frozen=True, slots=True)
class Change:
    """One row that changes. When it is not there as expected, `otherwise` is what that means, if it means anything."""

    statement: Executable
    parameters: Parameters
    otherwise: type[Exception] | None


def update_of(table: Table) -> Update:
    """Return the statement that puts `new_values` in the place of the row with their primary key."""
    new = {each: bindparam(_parameter(each.name), type_=each.type) for each in table.c}
    own = [each == new.pop(each) for each in table.primary_key]
    return table.update().where(*own).values(new)


def new_values(table: Table, row: Values) -> Parameters:
    """Return the parameters of `update_of` the table."""
    return {_parameter(name): value for name, value in zip(table.c.keys(), row, strict=True)}


def _parameter(name: str) -> str:
    return f"new_{name}"
