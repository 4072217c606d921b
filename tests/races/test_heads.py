"""What is said at the head of an order by several at once, and tables that are closed meanwhile, on PostgreSQL."""

import asyncio
from typing import Any

import pytest

from application.floor.change_table import ChangeTable
from application.ordering.change_order import ChangeOrder
from application.ordering.floor import Floor
from application.ordering.place_order import PlaceOrder
from domain.kernel.caller import Role
from domain.kernel.errors import Stale
from domain.kernel.names import Name, Note
from domain.ordering.numbers import Guests
from domain.ordering.order import Order
from domain.ordering.refusals import TableClosed
from tests.contracts.things import a_line, a_product, a_table, a_waiter, an_order, kept
from tests.contracts.worlds import OnPostgres, open_both
from tests.database import ask
from tests.races.numbering import TEA


async def test_what_several_change_of_one_order_at_once_is_all_there(clean_database: str) -> None:
    ours, theirs = OnPostgres(clean_database), OnPostgres(clean_database)
    _ = await open_both(ours)
    ann, tea, seven = a_waiter(), a_product("Tea"), a_table("7")
    order = an_order(ann, a_line(tea))
    room = await kept(ours, ann, tea, seven, order)
    changes: list[dict[str, Any]] = [
        {"customer": Name("Bea")},
        {"guests": Guests(4)},
        {"note": Note("Birthday")},
        {"table": seven.id},
    ]

    after = await asyncio.gather(
        *(
            (ours, theirs)[place % 2].use(ChangeOrder)(caller=ann.caller, order=order.id, **change)
            for place, change in enumerate(changes)
        )
    )

    now = await room.orders.get(order.id)
    assert (now.customer, now.guests, now.note, now.table) == ("Bea", 4, "Birthday", seven.id)
    assert {each.version for each in after} == {2, 3, 4, 5}
    told = await ask(
        clean_database,
        "SELECT about_version FROM events_to_number WHERE type = 'order.changed' ORDER BY about_version",
    )
    assert told == [(2,), (3,), (4,), (5,)]
    await ours.close()
    await theirs.close()


async def test_of_several_who_change_the_version_that_they_saw_one_does(clean_database: str) -> None:
    ours = OnPostgres(clean_database)
    _ = await open_both(ours)
    ann, tea = a_waiter(), a_product("Tea")
    order = an_order(ann, a_line(tea))
    _ = await kept(ours, ann, tea, order)
    outcomes = await asyncio.gather(
        *(
            ours.use(ChangeOrder)(caller=ann.caller, order=order.id, versions={1}, guests=Guests(many))
            for many in range(1, 13)
        ),
        return_exceptions=True,
    )
    assert sorted(type(each) is Order for each in outcomes) == [False] * 11 + [True]
    assert {each.current for each in outcomes if isinstance(each, Stale)} == {2}
    await ours.close()


@pytest.mark.parametrize("turn", range(3))
async def test_while_a_table_is_closed_each_order_at_it_is_placed_or_hears_so(clean_database: str, turn: int) -> None:
    ours, theirs = OnPostgres(clean_database), OnPostgres(clean_database)
    _ = await open_both(ours)
    ann, eve, tea, seven = a_waiter(), a_waiter("eve@example.com", role=Role.MANAGER), a_product("Tea"), a_table("7")
    room = await kept(ours, ann, eve, tea, seven)

    async def place(world: OnPostgres) -> Order | TableClosed:
        try:
            table = await world.use(Floor).find(seven.id)
            return await world.use(PlaceOrder)(caller=ann.caller, customer=Name("Bob"), wanted=TEA, table=table)
        except TableClosed as closed:
            return closed

    async def close() -> None:
        await asyncio.sleep(0.004 * turn)
        _ = await theirs.use(ChangeTable)(caller=eve.caller, table=seven.id, is_open=False)

    *outcomes, _ = await asyncio.gather(*(place((ours, theirs)[n % 2]) for n in range(24)), close())

    placed = [each for each in outcomes if isinstance(each, Order)]
    assert await ask(clean_database, "SELECT count(*) FROM orders WHERE table_id IS NOT NULL") == [(len(placed),)]
    assert not (await room.tables.get(seven.id)).is_open
    assert isinstance(await place(theirs), TableClosed)
    await ours.close()
    await theirs.close()
