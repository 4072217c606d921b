"""Look-ups of several kinds, by callers of several restaurants, in one statement."""

from collections import defaultdict, namedtuple
from collections.abc import Callable, Collection, Coroutine, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, count
from operator import itemgetter
from typing import Any, Final, Generic, NamedTuple, TypeVar

from sqlalchemy import (
    ARRAY,
    Column,
    Executable,
    Integer,
    Select,
    Table,
    Uuid,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    null,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects import postgresql

from adapters.postgres.kernel.engine import Database
from domain.kernel.ids import RestaurantId

Key = TypeVar("Key")
Result = TypeVar("Result")
Values = tuple[object, ...]
Found = Mapping[Values, Any]
"""The row that was found for the values of `by`, or the rows: their columns are attributes."""

_RESTAURANT: Final = "restaurant"
_FIRST: Final = ("query", "place")
"""Columns of every row: which query found it, and the place of its key among those that it was asked for."""
_POSTGRES: Final = postgresql.dialect()


@dataclass(frozen=True, slots=True, eq=False)
class ByKey:
    """A query for the columns of rows of one table, each by its restaurant and a key `by` that is unique there.

    Where it is not (`several`), all rows of a key are found together, in no order.
    """

    by: Sequence[Column[Any]]
    columns: Sequence[Column[Any]] = ()
    several: bool = False

    @property
    def table(self) -> Table:
        """The table that is read."""
        return self.by[0].table


@dataclass(frozen=True, slots=True, eq=False)
class Lookup(Generic[Key, Result]):
    """A kind of look-up: the queries that find any number of keys, and how the result for one is made of their rows.

    `values` returns for each query the values of `by` that a key asks for; `result` is given the key, and what each
    query found in its restaurant.
    """

    queries: Sequence[ByKey]
    values: Callable[[Key], Sequence[Collection[Values]]]
    result: Callable[..., Result]


class _Asked(NamedTuple):
    restaurant: RestaurantId
    kind: Lookup[Any, Any]
    key: Any


def coalesced_lookup(
    database: Database, restaurant: RestaurantId, kind: Lookup[Key, Result]
) -> Callable[[Key], Coroutine[Any, Any, Result]]:
    """Return a function that looks a restaurant's key up, in one statement with all that is looked up meanwhile."""
    ask = database.coalesced(look_up_batch, restaurant=_restaurant)
    return lambda key: ask(_Asked(restaurant, kind, key))


def _restaurant(asked: _Asked) -> RestaurantId:
    return asked.restaurant


async def look_up_batch(database: Database, batch: Sequence[_Asked]) -> list[Any]:
    """Return the result of each key, in their order, all found by one statement."""
    restaurants = {restaurant for restaurant, _, _ in batch}
    several = len(restaurants) > 1
    statement, queries, named = _union(frozenset(kind for _, kind, _ in batch), several=several)
    wanted: dict[ByKey, dict[tuple[RestaurantId, Values], None]] = {query: {} for query in queries}
    for restaurant, kind, key in batch:
        for query, some in zip(kind.queries, kind.values(key), strict=True):
            for values in some:
                wanted[query][restaurant, values] = None
    in_order = [[*each] for each in wanted.values()]
    found: defaultdict[tuple[ByKey, RestaurantId], dict[Values, Any]] = defaultdict(dict)
    parameters: dict[str, object] = {} if several else {_RESTAURANT: restaurants.pop()}
    for number, (query, some) in enumerate(zip(queries, in_order, strict=True)):
        for column_number, by in enumerate(query.by):
            parameters[_parameter(number, by.name)] = [values[column_number] for _, values in some]
        if several:
            parameters[_parameter(number, _RESTAURANT)] = [restaurant for restaurant, _ in some]
    for row in await database.fetch_batch(statement, parameters):
        number: int = row.query
        place: int = row.place
        restaurant, values = in_order[number][place - 1]
        query, found_row = queries[number], named[number](row)
        if query.several:
            found[query, restaurant].setdefault(values, []).append(found_row)
        else:
            found[query, restaurant][values] = found_row
    return [kind.result(key, *[found[query, restaurant] for query in kind.queries]) for restaurant, kind, key in batch]


def _parameter(query: int, name: str) -> str:
    return f"query_{query}__{name}"


@cache
def _union(
    kinds: Collection[Lookup[Any, Any]], *, several: bool
) -> tuple[Executable, Sequence[ByKey], Sequence[Callable[[Any], Any]]]:
    """Return the statement, its queries, and for each query the function that names the columns of its rows.

    Queries share columns of one type; where one of them has no more of that type, it gives NULL.
    """
    queries = list(chain.from_iterable(kind.queries for kind in kinds))
    slots = [_slots(query) for query in queries]
    shared = {slot: each.type for some in slots for slot, each in some.items()}
    selects = (
        _numbered(number, query, some, shared, several=several)
        for number, (query, some) in enumerate(zip(queries, slots, strict=True))
    )
    places = {slot: place for place, slot in enumerate(shared, len(_FIRST))}
    named = [_named(some.values(), [places[slot] for slot in some]) for some in slots]
    return union_all(*selects), queries, named


_Slots = Mapping[tuple[str, int], Column[Any]]
"""Columns by their type, and a number among those of that type."""


def _slots(query: ByKey) -> _Slots:
    numbers: defaultdict[str, Iterator[int]] = defaultdict(count)
    kinds = ((str(each.type.compile(_POSTGRES)), each) for each in query.columns)
    return {(kind, next(numbers[kind])): each for kind, each in kinds}


def _numbered(
    number: int, query: ByKey, slots: _Slots, shared: Mapping[tuple[str, int], Any], *, several: bool
) -> Select[*tuple[Any, ...]]:
    by = [column(each.name, each.type) for each in query.by]
    given = [*by, column(_RESTAURANT, Uuid)] if several else by
    arrays = (bindparam(_parameter(number, each.name), type_=ARRAY(each.type)) for each in given)
    asked = func.unnest(*arrays).table_valued(*given, with_ordinality="place").render_derived("asked")
    owner, *_ = query.table.primary_key
    columns: Sequence[Any] = query.columns or [literal_column("1")]
    found: Any = (
        select(*columns)
        .where(
            owner == (asked.c[_RESTAURANT] if several else bindparam(_RESTAURANT, type_=Uuid)),
            *(each == asked.c[each.name] for each in query.by),
        )
        .offset(literal_column("0"))  # keeps the planner from joining a small table that is read as a whole, and grows
        .lateral("found")
    )
    padded = (found.c[slots[slot].name] if slot in slots else cast(null(), kind) for slot, kind in shared.items())
    which = literal_column(str(number), Integer).label("query")
    return select(which, asked.c.place, *padded).join_from(asked, found, true())


def _named(columns: Collection[Column[Any]], places: Sequence[int]) -> Callable[[Any], Any]:
    pick = itemgetter(*range(len(_FIRST)), *places)
    names = (*_FIRST, *(each.name for each in columns))
    make = namedtuple("LookupRow", names)._make  # noqa: PYI024  # pyright: ignore[reportUntypedNamedTuple]
    return lambda row: make(pick(row))
