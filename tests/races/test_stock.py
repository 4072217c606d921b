"""What many take from one stock at once, on PostgreSQL: no more than there was, and all of it."""

import asyncio
from itertools import permutations

from application.ordering.ports import StockTakenMeanwhile
from domain.catalogue.product import Product
from tests.contracts.things import a_product, kept
from tests.contracts.worlds import OnPostgres, open_both

STOCK = 40


async def take(world: OnPostgres, *products: Product) -> bool:
    """Tell whether one of each could be taken."""
    room = world.room()
    try:
        return await room.work.commit(True, *(room.catalogue.take(each.id, 1) for each in products))  # noqa: FBT003
    except StockTakenMeanwhile:
        return False


async def test_a_stock_never_goes_below_zero_and_is_used_up(clean_database: str) -> None:
    ours, theirs = OnPostgres(clean_database), OnPostgres(clean_database)  # as two processes would
    try:
        _ = await open_both(ours)
        several = [a_product(name, stock=STOCK) for name in ("Cake", "Soup", "Tea")]
        room = await kept(ours, *several)
        orders = [pair for pair in permutations(several, 2) if pair[0].id < pair[1].id] * STOCK
        taken = await asyncio.gather(
            *(take(world, *pair) for number, pair in enumerate(orders) for world in [(ours, theirs)[number % 2]])
        )
        left = {each.id: (await room.products.get(each.id)).stock for each in several}
        for each in several:
            used = sum(each in pair for pair, was in zip(orders, taken, strict=True) if was)
            assert left[each.id] == STOCK - used
        assert sum(number == 0 for number in left.values()) >= len(several) - 1
    finally:
        await ours.close()
        await theirs.close()


async def test_what_is_given_back_and_taken_at_once_adds_up(world: OnPostgres) -> None:
    tea = a_product("Tea", stock=STOCK)
    room = await kept(world, tea)
    given = [room.work.commit(None, room.catalogue.give_back(tea.id, 2)) for _ in range(STOCK)]
    taken, *_ = await asyncio.gather(asyncio.gather(*(take(world, tea) for _ in range(2 * STOCK))), *given)
    assert (await room.products.get(tea.id)).stock == STOCK + 2 * STOCK - sum(taken)
