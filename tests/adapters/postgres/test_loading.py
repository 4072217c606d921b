"""Orders that are loaded many at a time: they are those that were made, to the letter."""

from dataclasses import replace

from adapters.postgres.ordering.loading import copy_rows, loading
from tests.contracts.things import a_line, a_product, a_waiter, an_order, kept
from tests.contracts.worlds import OURS, OnPostgres, open_both


async def test_what_is_loaded_is_what_was_made(clean_database: str) -> None:
    world = OnPostgres(clean_database)
    _ = await open_both(world)
    ann, soup = a_waiter(), replace(a_product(), name=r"Soup \N \. \t")
    orders = [
        replace(an_order(ann, a_line(soup, 2), a_line(soup, 1, price=7), day=day), customer=f"Table \\{day}")
        for day in (1, 2)
    ]
    room = await kept(world, ann, soup)
    async with loading(world.database) as loader:
        await loader.load(copy_rows(OURS, orders))
    assert [await room.orders.get(order.id) for order in orders] == orders
    await world.close()
