"""Look-ups of several kinds: one statement, and everybody gets what belongs to them."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import cast

import pytest
from sqlalchemy import Column

from adapters.postgres.catalogue.tables import products
from adapters.postgres.kernel.lookups import ByKey, Lookup, coalesced_lookup
from adapters.postgres.people.tables import users
from application.kernel.answers import Kept
from application.ordering.catalogue import Listed
from domain.access.session import SessionEnded, SessionId
from domain.kernel.ids import WaiterId
from domain.people.waiter import WaiterNotFound
from tests.contracts.things import NOON, a_product, a_request, a_waiter, kept, new_id
from tests.contracts.worlds import OURS, OnPostgres, open_both
from tests.database import Watched

ANN, BOB = a_waiter("ann@example.com"), a_waiter("bob@example.com")
SOUP, TEA = a_product("Soup"), a_product("Tea")
SENT = a_request(ANN)
ENDED = SessionId(new_id())


@pytest.fixture
async def world(clean_database: str) -> AsyncIterator[OnPostgres]:
    """A restaurant with two waiters, two products, an answer, and a session that has ended."""
    world = OnPostgres(clean_database)
    world.database = Watched(clean_database)
    _ = await open_both(world)
    room = await kept(world, ANN, BOB, SOUP, TEA)
    await room.work.commit(
        None, room.answers.keep(SENT, TEA, at=NOON), room.sessions.end(ENDED, until=NOON + timedelta(days=1))
    )
    _ = await room.signed_in.find(ANN.id, SessionId(new_id()))
    yield world
    await world.close()


async def test_what_is_looked_up_at_once_is_one_statement_and_nobody_gets_anothers(world: OnPostgres) -> None:
    room, sent = world.room(), cast("Watched", world.database).sent
    sent.clear()
    found = await asyncio.gather(
        room.signed_in.find(BOB.id, SessionId(new_id())),
        room.answers.find(SENT),
        room.catalogue.look_up(["Tea", "Beer"]),
        room.signed_in.find(ANN.id, SessionId(new_id())),
        room.signed_in.find(ANN.id, ENDED),
        room.answers.find(a_request(BOB)),
        room.catalogue.look_up(["Soup"]),
        room.signed_in.find(WaiterId(new_id()), SessionId(new_id())),
        return_exceptions=True,
    )
    await asyncio.sleep(0)  # asyncpg tells who watches in the loop's next turn
    assert len(sent) == 1, sent
    assert found[:4] == [BOB, Kept(TEA, bytes(32)), {"Tea": Listed(TEA.id, TEA.price, TEA.name)}, ANN]
    assert isinstance(found[4], SessionEnded)
    assert found[5:7] == [None, {"Soup": Listed(SOUP.id, SOUP.price, SOUP.name)}]
    assert isinstance(found[7], WaiterNotFound)


def whether_it_is(column: Column[str]) -> Lookup[str, bool]:
    return Lookup([ByKey([column])], lambda text: [[(text,)]], lambda text, found: (text,) in found)


async def test_kinds_may_call_their_parameters_alike(world: OnPostgres) -> None:
    sent = cast("Watched", world.database).sent
    is_product, is_email = (
        coalesced_lookup(world.database, OURS, whether_it_is(column)) for column in (products.c.name, users.c.email)
    )
    sent.clear()
    found = await asyncio.gather(
        is_product("Tea"), is_email("Tea"), is_product(ANN.email), is_email(ANN.email), is_product("Soup")
    )
    await asyncio.sleep(0)
    assert (found, len(sent)) == ([True, False, False, True, True], 1)
