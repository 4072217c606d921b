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

Want = TypeVar("Want")
Got = TypeVar("Got")
Query = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Lookup(Generic[Want, Got]):
    """A kind of look-up: the queries that ask for any number of wants, and which want is answered what.

    `share_out` is given the wants and the rows of each query, and answers each want in its place. The queries have no
    columns that are arrays.
    """

    queries: Sequence[Query]
    parameters: Callable[[Sequence[Want]], Parameters]
    share_out: Callable[..., Sequence[Got]]


Asked = tuple[Lookup[Any, Any], Any]


def coalesced_lookup(database: Database, kind: Lookup[Want, Got]) -> Callable[[Want], Coroutine[Any, Any, Got]]:
    """Return a way to look something up, in one statement with whatever others look up now."""
    ask = database.coalesced(look_up_batch)
    return lambda want: ask((kind, want))


async def look_up_batch(database: Database, asked: Sequence[Asked]) -> list[Any]:
    """Answer every want, each of its own kind, with one statement."""
    wants: defaultdict[Lookup[Any, Any], list[Any]] = defaultdict(list)
    for kind, want in asked:
        wants[kind].append(want)
    kinds, statement = _union(frozenset(wants))
    parameters = {
        _parameter(number, name): value
        for number, kind in enumerate(kinds)
        for name, value in kind.parameters(wants[kind]).items()
    }
    rows = defaultdict[int, list[Any]](list)
    for number, row in await database.fetch_batch(statement, parameters):
        rows[number].append(row)
    numbers = count()
    answers = {
        kind: iter(kind.share_out(wants[kind], *(map(_named(query), rows[next(numbers)]) for query in kind.queries)))
        for kind in kinds
    }
    return [next(answers[kind]) for kind, _ in asked]


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
    # Only the query knows its columns.
    return namedtuple("Found", query.selected_columns.keys())._make  # noqa: PYI024  # pyright: ignore[reportUntypedNamedTuple]
