"""The contract of `Rollups`: whatever they have counted, reports say the same."""

from application.reporting.ports import SalesQuestion
from application.reporting.rebuild_rollups import RebuildRollups
from application.reporting.roll_up_sales import RollUpSales
from application.reporting.verify_rollups import VerifyRollups
from domain.kernel.period import Period
from tests.contracts.things import a_line, a_product, a_waiter, an_order, keep, kept, may
from tests.contracts.worlds import NEXT_DOOR, Room, World


async def asked(room: Room, question: SalesQuestion) -> list[tuple[str, int, int]]:
    return [(each.product_name, each.quantity, each.revenue.minor) for each in await room.sales.by_product(question)]


async def test_counting_changes_no_report_and_nothing_is_counted_twice(world: World) -> None:
    ann, bob, soup, tea = a_waiter(), a_waiter("bob@example.com"), a_product("Soup"), a_product("Tea", price=200)
    room = await kept(
        world, ann, bob, soup, tea, an_order(ann, a_line(soup, 2), a_line(soup)), an_order(bob, a_line(tea))
    )
    questions = [
        SalesQuestion(),
        SalesQuestion(waiter=ann.id),
        SalesQuestion(waiter=bob.id, period=Period(start=may(1), end=may(1))),
        SalesQuestion(period=Period(start=may(2))),
    ]
    before = [await asked(room, question) for question in questions]
    assert before == [[("Soup", 3, 1500), ("Tea", 1, 200)], [("Soup", 3, 1500)], [("Tea", 1, 200)], []]

    _ = await RollUpSales(room.rollups)()
    assert await RollUpSales(room.rollups)() == 0
    assert [await asked(room, question) for question in questions] == before

    await keep(room, an_order(ann, a_line(tea, 4), day=2))
    assert await asked(room, questions[0]) == [("Tea", 5, 1000), ("Soup", 3, 1500)]
    assert await asked(room, questions[3]) == [("Tea", 4, 800)]
    assert await VerifyRollups(room.rollups)() == 0


async def test_a_batch_is_as_large_as_asked_at_most(world: World) -> None:
    ann, soup = a_waiter(), a_product()
    room = await kept(world, ann, soup, *(an_order(ann, a_line(soup)) for _ in range(5)))
    taken = [await room.rollups.roll_up(most=2) for _ in range(4)]
    batches = [(each.orders, each.more) for each in taken]
    assert batches in ([(2, True), (2, True), (1, False), (0, False)], [(0, False)] * 4)
    assert await asked(room, SalesQuestion()) == [("Soup", 5, 2500)]


async def test_a_batch_is_counted_in_lines_and_has_an_order_at_least(world: World) -> None:
    ann, soup = a_waiter(), a_product()
    orders = [an_order(ann, *(a_line(soup) for _ in range(lines))) for lines in (2, 2, 7, 1)]
    room = await kept(world, ann, soup, *orders)
    taken = [(await room.rollups.roll_up(most=4)).orders for _ in range(4)]
    assert taken in ([2, 1, 1, 0], [0, 0, 0, 0])
    assert await asked(room, SalesQuestion()) == [("Soup", 12, 6000)]
    assert await VerifyRollups(room.rollups)() == 0


async def test_more_products_than_a_batch_may_have_are_counted_in_several(world: World) -> None:
    room = await kept(world, *(a_product(f"Dish {number}") for number in range(5)))
    taken = [(await room.rollups.roll_up(most=2)).more for _ in range(3)]
    assert taken in ([True, True, False], [False] * 3)
    assert await room.product_counts.count(name_part="") == 5
    assert await VerifyRollups(room.rollups)() == 0


async def test_rebuilding_leaves_every_report_as_it_was(world: World) -> None:
    ann, soup = a_waiter(), a_product()
    room = await kept(world, ann, soup, an_order(ann, a_line(soup, 2)), an_order(ann, a_line(soup, 3), day=31))
    _ = await RollUpSales(room.rollups)()
    await keep(room, an_order(ann, a_line(soup, 4), day=5))
    await RebuildRollups(room.rollups)()
    assert await asked(room, SalesQuestion()) == [("Soup", 9, 4500)]
    assert await RollUpSales(room.rollups)() == 0
    assert await VerifyRollups(room.rollups)() == 0


async def test_every_restaurant_is_counted_for_itself(world: World) -> None:
    for restaurant in (None, NEXT_DOOR):
        ann, soup = a_waiter(), a_product()
        room = world.room() if restaurant is None else world.room(restaurant)
        await keep(room, ann, soup, an_order(ann, a_line(soup)))
    _ = await RollUpSales(world.room().rollups)()
    assert await asked(world.room(), SalesQuestion()) == [("Soup", 1, 500)]
    assert await asked(world.room(NEXT_DOOR), SalesQuestion()) == [("Soup", 1, 500)]
