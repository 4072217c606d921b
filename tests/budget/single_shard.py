"""What keeps one node of a cluster from running a statement, as a plain PostgreSQL tells by plan and parse tree."""

import json
import re
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final
from uuid import UUID

import asyncpg

_RUNS: Final = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b")
_CALLED: Final = re.compile(r":(?:funcid|opfuncid|aggfnoid|winfnoid) (\d+)")
_ANONYMOUS: Final = ":row_typeid 2249 "
"""A row of no table's type, in a parse tree."""
_OURS: Final = "\0"
"""Stands for the comparison with the restaurant: no text of PostgreSQL has this character."""
_ELSEWHERE: Final = re.compile(rf"\([^(){_OURS}]*\)")
_PLACES: Final = """
    SELECT relname, array_position(array_agg(attname::text ORDER BY attnum), 'restaurant_id') - 1
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
    GROUP BY relname HAVING bool_or(attname = 'restaurant_id')
"""
_BODY: Final = "SELECT prosqlbody::text FROM pg_proc WHERE proname = 'the_statement'"
_NOT_IMMUTABLE: Final = (
    "SELECT DISTINCT proname FROM pg_proc WHERE oid = ANY ($1::oid[]) AND provolatile <> 'i' ORDER BY proname"
)
_OF_PARAMETERS: Final = frozenset({"convert_to"})
"""Stable functions that are called with parameters alone: Citus calls them once, and sends what they return."""


class Cluster:
    """A session that is asked what a cluster would make of statements of one restaurant."""

    def __init__(self, session: Any, restaurant: UUID) -> None:  # noqa: ANN401 - asyncpg comes without types
        self._session = session
        self._restaurant = restaurant

    @classmethod
    @asynccontextmanager
    async def beside(cls, database_url: str, restaurant: UUID) -> AsyncGenerator["Cluster"]:
        """Open a session of that database, whose statements are of this restaurant."""
        session: Any = await asyncpg.connect(database_url)
        try:
            yield cls(session, restaurant)
        finally:
            await session.close()

    async def objections(self, query: str, arguments: Sequence[object]) -> list[str]:
        """Return why Citus would refuse the statement, or send it to several nodes: each begins with what it is of."""
        if not _RUNS.match(query):
            return []
        tree = await self._parsed(query)
        said = [f"{table} is not compared with one restaurant" for table in await self.spans(query, arguments)]
        if _ANONYMOUS in tree:
            said.append("row() has no type")
        if "INSERT" in query or "UPDATE " in query or "DELETE" in query:
            called = {int(oid) for oid in _CALLED.findall(tree)}
            names = [name for (name,) in await self._session.fetch(_NOT_IMMUTABLE, list(called))]
            said += [f"{name}() is not immutable" for name in names if name not in _OF_PARAMETERS]
        return said

    async def spans(self, query: str, arguments: Sequence[object]) -> list[str]:
        """Return the tables of which the statement reads or inserts rows that may be of several restaurants."""
        places = dict(await self._session.fetch(_PLACES))
        ((plan,),) = await self._session.fetch(f"EXPLAIN (VERBOSE, FORMAT JSON) {query}", *arguments)
        return sorted(set(_spanned(json.loads(plan)[0]["Plan"], places, f"'{self._restaurant}'::uuid")))

    async def _parsed(self, query: str) -> str:
        """Return the parse tree, in which every function is known: as such PostgreSQL keeps a function's body."""
        prepared = await self._session.prepare(query)
        oids = [each.oid for each in prepared.get_parameters()]
        types = [name for (name,) in await self._session.fetch("SELECT format_type(unnest($1::oid[]), NULL)", oids)]
        transaction = self._session.transaction()
        await transaction.start()
        try:
            _ = await self._session.execute(
                f"CREATE FUNCTION the_statement({', '.join(types)}) RETURNS void BEGIN ATOMIC {query}; END"
            )
            tree: str = await self._session.fetchval(_BODY)
        finally:
            await transaction.rollback()
        return tree


def _spanned(plan: dict[str, Any], places: dict[str, int], ours: str) -> Iterator[str]:
    table, parts = plan.get("Relation Name", ""), plan.get("Plans", [])
    if table in places and plan["Node Type"] != "ModifyTable" and not _compares(plan, ours):
        yield table
    if table in places and plan.get("Operation") == "Insert":
        (source,) = [part for part in parts if part["Parent Relationship"] == "Outer"]
        if _inserted(source, places[table]) != ours:
            yield table
    for part in parts:
        yield from _spanned(part, places, ours)


def _inserted(source: dict[str, Any], place: int) -> str:
    """Return the column of that place, looked up in the SELECT of an INSERT where the plan only refers to that."""
    value: str = source["Output"][place].strip("()")
    return _inserted(source["Plans"][0], place) if value.startswith('"*SELECT*') else value


def _compares(scan: dict[str, Any], ours: str) -> bool:
    named = re.compile(rf"\((?:\w+\.)?restaurant_id = {re.escape(ours)}\)")
    conditions = (str(value) for name, value in scan.items() if name.endswith(("Cond", "Filter")))
    return any(_demands(named.sub(_OURS, condition)) for condition in conditions)


def _demands(condition: str) -> bool:
    """Tell whether it holds only where `_OURS` does: that is there, and no alternative to it."""
    while (rest := _ELSEWHERE.sub("", condition)) != condition:
        condition = rest
    return _OURS in condition and not re.search(r"\b(OR|NOT|CASE)\b", condition)
