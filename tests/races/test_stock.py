"""What many order of one stock at once, on PostgreSQL: exactly what there was is sold, and that is heard of."""

import asyncio
from collections import Counter
from itertools import combinations

from domain.catalogue.product import Product
from domain.ordering.order import Order
from domain.ordering.refusals import ProductsUnavailable
from domain.people.waiter import Waiter
from tests.contracts.things import a_product, a_waiter, kept
from tests.contracts.worlds import OnPostgres, open_both
from tests.database import ask
from tests.races.test_races import place, void

STOCK = 12
CLIENTS = 48


async def placed(world: OnPostgres, waiter: Waiter, *products: Product) -> Order | None:
    """Return an order of one of each, None where it was refused."""
    try:
        return await place(world, waiter, *(each.name for each in products))
    except ProductsUnavailable:
        return None


async def test_as_many_as_there_are_are_sold_over_two_workers_whoever_comes_first(clean_database: str) -> None:
    ours, theirs = OnPostgres(clean_database), OnPostgres(clean_database)  # as two processes would
    try:
        _ = await open_both(ours)
        ann, tea = a_waiter(), a_product("Tea", stock=STOCK)
        room = await kept(ours, ann, tea)
        orders = await asyncio.gather(*(placed((ours, theirs)[n % 2], ann, tea) for n in range(CLIENTS)))
        assert sum(order is not None for order in orders) == STOCK
        assert (await room.products.get(tea.id)).stock == 0
        told = await ask(clean_database, f"SELECT type FROM events_to_number WHERE about_id = '{tea.id}'")  # noqa: S608
        assert told == [("product.unavailable",)]
    finally:
        await ours.close()
        await theirs.close()


async def test_orders_of_several_stocks_in_any_order_do_not_wait_for_each_other(clean_database: str) -> None:
    ours, theirs = OnPostgres(clean_database), OnPostgres(clean_database)
    try:
        _ = await open_both(ours)
        ann, several = a_waiter(), [a_product(name, stock=STOCK) for name in ("Cake", "Soup", "Tea")]
        room = await kept(ours, ann, *several)
        pairs = [pair[:: (-1) ** (n % 2)] for n, pair in enumerate([*combinations(several, 2)] * STOCK)]
        orders = await asyncio.gather(*(placed((ours, theirs)[n % 2], ann, *pair) for n, pair in enumerate(pairs)))
        sold = Counter(line.product for order in orders if order for line in order.lines)
        left = {each.id: (await room.products.get(each.id)).stock for each in several}
        assert left == {each.id: STOCK - sold[each.id] for each in several}
        assert sum(number == 0 for number in left.values()) >= len(several) - 1
    finally:
        await ours.close()
        await theirs.close()


async def test_what_is_ordered_and_voided_at_once_adds_up(clean_database: str) -> None:
    ours, theirs = OnPostgres(clean_database), OnPostgres(clean_database)
    try:
        _ = await open_both(ours)
        ann, tea = a_waiter(), a_product("Tea", stock=STOCK)
        room = await kept(ours, ann, tea)

        async def order_and_void(number: int) -> bool:
            world = (ours, theirs)[number % 2]
            order = await placed(world, ann, tea)
            if order and number % 3:
                _ = await void(world, ann, order)
                order = None
            return order is not None

        sold = sum(await asyncio.gather(*map(order_and_void, range(CLIENTS))))
        left = (await room.products.get(tea.id)).stock
        assert left == STOCK - sold
        told = await ask(
            clean_database,
            f"SELECT type FROM events_to_number WHERE about_id = '{tea.id}' ORDER BY about_version",  # noqa: S608
        )
        turns = ["product.unavailable", "product.available"] * len(told)
        assert [kind for (kind,) in told] == turns[: len(told)]
        assert (len(told) % 2 == 1) is (left == 0)
    finally:
        await ours.close()
        await theirs.close()
