"""Look-ups of several kinds, by several callers, in one statement."""

from collections import defaultdict, namedtuple
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Any, Generic, TypeVar

from sqlalchemy import Executable, Integer, Select, func, literal_column, select, union_all
from sqlalchemy.sql import visitors

from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.statements import Parameters

Key = TypeVar("Key")
Result = TypeVar("Result")
Query = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Lookup(Generic[Key, Result]):
    """A kind of look-up: the queries that find any number of keys, and how a result for each key is made of their rows.

    `results` is given the keys and the rows of each query, and returns the results in the order of the keys. The
    queries have no columns that are arrays.
    """

    queries: Sequence[Query]
    parameters: Callable[[Sequence[Key]], Parameters]
    results: Callable[..., Sequence[Result]]


def coalesced_lookup(database: Database, kind: Lookup[Key, Result]) -> Callable[[Key], Coroutine[Any, Any, Result]]:
    """Return a function that looks a key up, in one statement with all that is looked up at the same time."""
    ask = database.coalesced(look_up_batch)
    return lambda key: ask((kind, key))


async def look_up_batch(database: Database, batch: Sequence[tuple[Lookup[Any, Any], Any]]) -> list[Any]:
    """Return the result of each key, in their order, all found by one statement."""
    keys: defaultdict[Lookup[Any, Any], list[Any]] = defaultdict(list)
    for kind, key in batch:
        keys[kind].append(key)
    kinds, statement = _union(frozenset(keys))
    parameters = {
        _parameter(number, name): value
        for number, kind in enumerate(kinds)
        for name, value in kind.parameters(keys[kind]).items()
    }
    rows = defaultdict[int, list[Any]](list)
    for number, row in await database.fetch_batch(statement, parameters):
        rows[number].append(row)
    numbers = count()
    answers = {
        kind: iter(kind.results(keys[kind], *(map(_named(query), rows[next(numbers)]) for query in kind.queries)))
        for kind in kinds
    }
    return [next(answers[kind]) for kind, _ in batch]


@cache
def _union(kinds: frozenset[Lookup[Any, Any]]) -> tuple[Sequence[Lookup[Any, Any]], Executable]:
    in_order = tuple(kinds)
    queries = (_of_kind(number, query) for number, kind in enumerate(in_order) for query in kind.queries)
    return in_order, union_all(*(_numbered(number, query) for number, query in enumerate(queries)))


def _parameter(kind: int, name: str) -> str:
    return f"kind_{kind}__{name}"


def _of_kind(kind: int, query: Query) -> Query:
    """Return the query with parameters that no other kind of the statement has, whatever their own names are."""

    def rename(parameter: Any) -> None:  # noqa: ANN401 - SQLAlchemy tells no more of it
        if parameter.required:
            parameter.key = _parameter(kind, parameter.key)

    return visitors.cloned_traverse(query, {}, {"bindparam": rename})


def _numbered(number: int, query: Query) -> Select[int, Any]:
    rows = query.subquery()
    return select(literal_column(str(number), Integer), func.row(*rows.c))


@cache
def _named(query: Query) -> Callable[[Iterable[object]], Any]:
    # func.row() loses the names of columns; the query still has them.
    return namedtuple("LookupRow", query.selected_columns.keys())._make  # noqa: PYI024  # pyright: ignore[reportUntypedNamedTuple]
