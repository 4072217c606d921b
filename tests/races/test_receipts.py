"""Receipts that several processes number at once, while orders are closed: from 1, without gaps."""

import asyncio

from application.ordering.number_receipts import NumberReceipts
from tests.contracts.ordering.test_receipts import close, some_orders
from tests.contracts.worlds import OnPostgres, open_both
from tests.database import ask

MANY = 120


async def test_numbers_have_no_gaps_however_many_number_at_once(clean_database: str) -> None:
    worlds = [await open_both(OnPostgres(clean_database)), *(OnPostgres(clean_database) for _ in range(3))]
    orders = await some_orders(worlds[0].room(), MANY)
    given = dict[int, int]()

    async def closing(mine: int) -> None:
        room = worlds[mine].room()
        for place in range(mine, MANY, len(worlds)):
            _ = await close(room, orders[place], place)
            if place % 3 == 0:
                given[place] = await room.receipts.give(orders[place].id)

    async def numbering(mine: int) -> None:
        for _ in range(20):
            _ = await worlds[mine].use(NumberReceipts)()

    _ = await asyncio.gather(*(work(mine) for mine in range(len(worlds)) for work in (closing, numbering)))
    _ = await worlds[0].use(NumberReceipts)()
    numbered = [await worlds[1].room().receipts.number_of(each.id) for each in orders]
    assert sorted(each or 0 for each in numbered) == [*range(1, MANY + 1)]
    assert {place: numbered[place] for place in given} == given
    for world in worlds:
        await world.close()
    assert await ask(clean_database, "SELECT count(*) FROM receipts_to_number") == [(0,)]
