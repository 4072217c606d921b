"""What a unit of work writes: rows that are new or take the place of others, and statements that change others."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Executable, Table, Update, bindparam
from sqlalchemy.dialects.postgresql import Insert, insert

from adapters.postgres.kernel.rows import Values, complete
from adapters.postgres.kernel.statements import Parameters
from application.kernel.unit_of_work import Change
from domain.kernel.ids import RestaurantId

Day = tuple[RestaurantId, date]
"""A restaurant's business day."""


@dataclass(frozen=True, slots=True)
class Run:
    """A statement to run. Where it touches no row, `otherwise` is raised, if there is one."""

    statement: Executable
    parameters: Parameters
    otherwise: type[Exception] | None = None


@dataclass(frozen=True, slots=True)
class Writes(Change):
    """New rows by table, those that take the place of the ones with their keys, and statements to run after them.

    A row of a table with a `version` takes the place of the one of the version before, and of no other. `unless`:
    errors by the names of violated constraints; of this one, `version_rule` has the name. `days` are those that it
    counts for: none of them may be closed.
    """

    rows: Mapping[Table, Sequence[Values]] = field(default_factory=dict[Table, Sequence[Values]])
    replaced: Mapping[Table, Sequence[Values]] = field(default_factory=dict[Table, Sequence[Values]])
    unless: Mapping[str, type[Exception]] = field(default_factory=dict[str, type[Exception]])
    run: Sequence[Run] = ()
    days: Collection[Day] = frozenset[Day]()


def merged(several: Iterable[Writes]) -> Writes:
    """Return the writes that do all of these."""
    rows: dict[Table, list[Values]] = {}
    replaced: dict[Table, list[Values]] = {}
    unless: dict[str, type[Exception]] = {}
    run: list[Run] = []
    days: set[Day] = set()
    for each in several:
        for table, new in each.rows.items():
            rows.setdefault(table, []).extend(new)
        for table, new in each.replaced.items():
            replaced.setdefault(table, []).extend(new)
        unless.update(each.unless)
        run.extend(each.run)
        days.update(each.days)
    return Writes(rows, replaced, unless, run, days)


def insert_of(table: Table) -> Insert:
    """Return the INSERT of a row of `new_values`."""
    return insert(table).values({each: bindparam(_parameter(each.name), type_=each.type) for each in table.c})


def update_of(table: Table) -> Update:
    """Return the UPDATE that sets `new_values` in the row with their primary key."""
    new = {each: bindparam(_parameter(each.name), type_=each.type) for each in table.c}
    own = [each == new.pop(each) for each in table.primary_key]
    return table.update().where(*own).values(new)


def new_values(table: Table, row: Values) -> Parameters:
    """Return the parameters of `insert_of` and of `update_of` the table."""
    return {_parameter(name): value for name, value in complete(table, row).items()}


def _parameter(name: str) -> str:
    return f"new_{name}"
