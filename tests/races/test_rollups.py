"""Reports while orders are placed and rolled up at once: exact at every moment, and the sums right in the end."""

import asyncio
from contextlib import suppress

import pytest
from sqlalchemy import text

from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.sweeping import Sweeping
from adapters.postgres.reporting.rollups import PostgresRollups
from application.reporting.ports import NOTHING_ROLLED_UP, GroupedQuestion, RolledUp, RollupQueues, SalesQuestion
from application.reporting.roll_up_sales import RollUpSales
from domain.kernel.errors import Busy
from domain.kernel.period import Period
from domain.reporting.sales import GroupBy
from tests.contracts.things import a_line, a_product, a_waiter, an_order, keep, kept, may
from tests.contracts.worlds import NEXT_DOOR, OURS, OnPostgres
from tests.database import ask

KILL_WHOEVER_ADDS_UP = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE pid <> pg_backend_pid() AND (query LIKE '%sales_by_hour%' OR query LIKE '%orders_to_roll_up%')
    AND state <> 'idle'
"""
SWEPT = "SELECT vacuum_count FROM pg_stat_user_tables WHERE relname = 'orders_to_roll_up'"
IN_A_BATCH = "SELECT FROM product_counts WHERE restaurant_id = :restaurant FOR UPDATE"
CHANGED_BY_HAND = "UPDATE sales_by_product SET quantity = quantity + 1 WHERE span = 'day'"


async def test_what_is_added_up_has_all_that_was_acknowledged_before_it_and_nothing_twice(
    world: OnPostgres, clean_database: str
) -> None:
    ann, soup = a_waiter(), a_product()
    _ = await kept(world, ann, soup)
    placed = begun = 0
    asked: list[tuple[int, int, int]] = []

    async def place(client: int) -> None:
        nonlocal placed, begun
        for number in range(40):
            begun += 1
            new = a_product(f"Dish {client}/{number}")
            await keep(world.room(), new, an_order(ann, a_line(soup), day=1 + (client + number) % 28))
            placed += 1

    async def roll_up(database: Database) -> None:
        while True:
            _ = await PostgresRollups(database, OURS, Sweeping(database)).roll_up(most=7)

    async def rebuild() -> None:
        while True:
            with suppress(Busy):
                await world.room().rollups.rebuild()

    async def report() -> None:
        while True:
            before = placed
            sold = await world.room().sales.by_product(SalesQuestion())
            asked.append((before, sum(each.quantity for each in sold), begun))
            before = placed
            number = await world.room().product_counts.count(name_part="")
            asked.append((1 + before, number, 1 + begun))

    other = Database(clean_database)  # another worker
    beside = [asyncio.create_task(each) for each in (roll_up(world.database), roll_up(other), rebuild(), report())]
    _ = await asyncio.gather(*(place(client) for client in range(8)))
    for task in beside:
        _ = task.cancel()
    outcomes = await asyncio.gather(*beside, return_exceptions=True)
    await other.close()

    assert all(isinstance(outcome, asyncio.CancelledError) for outcome in outcomes), outcomes
    assert len(asked) > 10
    assert all(before <= sold <= after for before, sold, after in asked)
    assert placed == 320
    assert await world.room().rollups.differences() == 0


async def test_two_ranges_are_compared_as_of_one_moment(world: OnPostgres) -> None:
    ann, soup = a_waiter(), a_product()
    _ = await kept(world, ann, soup)
    days = [Period(start=may(day), end=may(day)) for day in (1, 2)]
    questions = [GroupedQuestion(group_by=GroupBy.HOUR, period=day) for day in days]
    compared: list[list[int]] = []

    async def place() -> None:
        for _ in range(40):
            await keep(world.room(), *(an_order(ann, a_line(soup), day=day) for day in (1, 2)))

    async def compare() -> None:
        while True:
            compared.append([each.total.orders for each in await world.room().sales.grouped(*questions)])

    comparing = asyncio.create_task(compare())
    _ = await asyncio.gather(*(place() for _ in range(8)))
    _ = comparing.cancel()
    assert isinstance((await asyncio.gather(comparing, return_exceptions=True))[0], asyncio.CancelledError)

    assert len(compared) > 5
    assert all(first == second for first, second in compared), compared


async def test_a_wrong_sum_is_noticed_and_made_right(world: OnPostgres, clean_database: str) -> None:
    ann, soup = a_waiter(), a_product()
    room = await kept(world, ann, soup, an_order(ann, a_line(soup)), an_order(ann, a_line(soup), day=2))
    _ = await room.rollups.roll_up(most=10)
    assert await room.rollups.differences() == 0

    _ = await ask(clean_database, CHANGED_BY_HAND)
    assert await room.rollups.differences() == 4  # two days, hers and everybody's
    _ = await ask(clean_database, "DELETE FROM sales_by_hour WHERE span = 'month'")
    assert await room.rollups.differences() == 6
    _ = await ask(clean_database, "UPDATE product_counts SET products = products + 1")
    assert await room.rollups.differences() == 7

    await room.rollups.rebuild()
    assert await room.rollups.differences() == 0


@pytest.mark.parametrize("rebuilding", [False, True])
async def test_what_adds_up_and_dies_at_any_moment_leaves_the_sums_equal(
    world: OnPostgres, clean_database: str, *, rebuilding: bool
) -> None:
    ann, soup = a_waiter(), a_product()
    room = await kept(world, ann, soup)
    dying = Database(clean_database, connections=1)
    rollups = PostgresRollups(dying, OURS, Sweeping(dying))
    died = 0
    for number in range(60):
        await keep(room, a_product(f"Dish {number}"), an_order(ann, a_line(soup)))
        adding_up = asyncio.create_task(rollups.rebuild() if rebuilding else rollups.roll_up(most=3))
        await asyncio.sleep(number / 10_000)
        if number % 2:
            _ = await ask(clean_database, KILL_WHOEVER_ADDS_UP)
        else:
            _ = adding_up.cancel()
        outcome = (await asyncio.gather(adding_up, return_exceptions=True))[0]
        died += isinstance(outcome, BaseException)
        sold = await room.sales.by_product(SalesQuestion())
        assert [each.quantity for each in sold] == [number + 1]
        assert await room.product_counts.count(name_part="") == 1 + number + 1
        assert await room.rollups.differences() == 0
    await dying.close()

    assert died > 0
    _ = await RollUpSales(room.rollups)()
    assert await room.rollups.differences() == 0
    for queue in ("orders_to_roll_up", "products_to_count"):
        assert await ask(clean_database, f"SELECT count(*) FROM {queue}") == [(0,)]  # noqa: S608 - one of the two


async def test_two_workers_roll_up_two_restaurants_at_once_and_never_the_same(world: OnPostgres) -> None:
    for restaurant in (OURS, NEXT_DOOR):
        ann, soup = a_waiter(), a_product()
        room = world.room(restaurant)
        await keep(room, ann, soup, an_order(ann, a_line(soup)))
        assert await room.rollups.roll_up(most=10) == RolledUp(1, more=False)
        await keep(room, an_order(ann, a_line(soup)))
    async with world.database.transaction() as other:
        _ = await other.fetch(text(IN_A_BATCH), {"restaurant": OURS})
        assert await world.room(OURS).rollups.roll_up(most=10) == NOTHING_ROLLED_UP
        assert await world.room(NEXT_DOOR).rollups.roll_up(most=10) == RolledUp(1, more=False)
    assert await world.room(OURS).rollups.roll_up(most=10) == RolledUp(1, more=False)


async def test_what_has_waited_longer_next_door_is_in_nobodys_way_here(world: OnPostgres) -> None:
    for restaurant, orders in ((NEXT_DOOR, 5), (OURS, 1)):
        ann, soup = a_waiter(), a_product()
        room = world.room(restaurant)
        await keep(room, ann, soup, *(a_product(f"Dish {number}") for number in range(orders)))
        await keep(room, *(an_order(ann, a_line(soup)) for _ in range(orders)))
    ours = world.room(OURS)
    assert await ours.rollups.roll_up(most=2) == RolledUp(1, more=True)  # of products there are two, and may be more
    assert await ours.rollups.roll_up(most=2) == NOTHING_ROLLED_UP
    assert await ours.rollups.differences() == 0


async def test_sums_of_one_restaurant_are_verified_and_made_anew_for_it_alone(
    world: OnPostgres, clean_database: str
) -> None:
    for restaurant in (OURS, NEXT_DOOR):
        ann, soup = a_waiter(), a_product()
        await keep(world.room(restaurant), ann, soup, an_order(ann, a_line(soup)))
        _ = await world.room(restaurant).rollups.roll_up(most=10)
    await keep(world.room(NEXT_DOOR), an_order(ann, a_line(soup)))
    ours, theirs = world.room(OURS).rollups, world.room(NEXT_DOOR).rollups
    _ = await ask(clean_database, CHANGED_BY_HAND)
    assert (await ours.differences(), await theirs.differences()) == (2, 2)
    await ours.rebuild()
    assert (await ours.differences(), await theirs.differences()) == (0, 2)
    queues = world.use(RollupQueues)
    assert (list(await queues.restaurants()), (await queues.waiting()).orders) == ([NEXT_DOOR], 1)


async def test_what_left_the_queue_is_swept_out_of_the_way_of_reports(world: OnPostgres, clean_database: str) -> None:
    ann, soup = a_waiter(), a_product()
    room = await kept(world, ann, soup)
    before = await ask(clean_database, SWEPT)
    for _ in range(2):
        await keep(room, *(an_order(ann, a_line(soup)) for _ in range(700)))
        assert await RollUpSales(room.rollups)() == 700
    for _ in range(20):  # PostgreSQL says so some moments later
        await asyncio.sleep(0.5)
        if await ask(clean_database, SWEPT) != before:
            break
    else:
        pytest.fail("never swept")


async def test_what_an_old_snapshot_still_sees_is_not_swept_for_again_and_again(
    world: OnPostgres, clean_database: str
) -> None:
    ann, soup = a_waiter(), a_product()
    room = await kept(world, ann, soup)
    (before,) = await ask(clean_database, SWEPT)
    began = asyncio.get_running_loop().time()
    async with world.database.transaction() as looking_on:
        _ = await looking_on.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        _ = await looking_on.fetch(text("SELECT count(*) FROM orders"))
        for many in (700, 700, *[1] * 20):
            await keep(room, *(an_order(ann, a_line(soup)) for _ in range(many)))
            assert await RollUpSales(room.rollups)() == many
            await asyncio.sleep(0.2)
    (after,) = await ask(clean_database, SWEPT)
    assert 0 < after[0] - before[0] <= 1 + (asyncio.get_running_loop().time() - began) / 2
