"""The contract of `RollupQueues`: what is in no sum yet, of all restaurants."""

from application.reporting.ports import RollupQueues, Waiting
from application.reporting.roll_up_sales import RollUpSales
from tests.contracts.things import NOON, a_line, a_product, a_waiter, an_order, keep
from tests.contracts.worlds import NEXT_DOOR, OURS, World, open_both


async def test_who_has_orders_or_products_waiting_is_named_once_until_they_are_counted(empty_world: World) -> None:
    world = await open_both(empty_world)
    queues = world.use(RollupQueues)
    assert (list(await queues.restaurants()), await queues.waiting()) == ([], Waiting(0, None))
    ann, soup = a_waiter(), a_product()
    await keep(world.room(NEXT_DOOR), soup, a_product("Tea"))
    assert list(await queues.restaurants()) in ([NEXT_DOOR], [])
    await keep(world.room(NEXT_DOOR), ann, an_order(ann, a_line(soup), day=2))
    await keep(world.room(OURS), ann, soup, an_order(ann, a_line(soup)), an_order(ann, a_line(soup), day=3))

    assert set(await queues.restaurants()) in ({OURS, NEXT_DOOR}, set())
    assert await queues.waiting() in {Waiting(3, NOON), Waiting(0, None)}
    _ = await world.use(RollUpSales)()
    assert list(await queues.restaurants()) in ([NEXT_DOOR], [])
    assert (await queues.waiting()).orders in {1, 0}
    _ = await world.use(RollUpSales, NEXT_DOOR)()
    assert (list(await queues.restaurants()), await queues.waiting()) == ([], Waiting(0, None))
