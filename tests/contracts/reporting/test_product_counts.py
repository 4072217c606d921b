"""The contract of `ProductCounts`: whatever has been counted ahead, the number is the same."""

from application.reporting.rebuild_rollups import RebuildRollups
from application.reporting.roll_up_sales import RollUpSales
from application.reporting.verify_rollups import VerifyRollups
from domain.kernel.money import Price
from domain.kernel.names import Name
from tests.contracts.things import a_new_product, a_product, keep, kept
from tests.contracts.worlds import NEXT_DOOR, Room, World


async def number_of(room: Room) -> int:
    return await room.product_counts.count(name_part="")


async def test_there_is_nothing_to_count_at_first(world: World) -> None:
    assert await number_of(world.room()) == 0
    _ = await RollUpSales(world.room().rollups)()
    assert await number_of(world.room()) == 0


async def test_products_are_counted_from_the_moment_they_are_there(world: World) -> None:
    room = await kept(world, a_product("Soup"), a_product("Tea"))
    await keep(world.room(NEXT_DOOR), a_product("Soup"))
    for _ in range(2):
        assert await number_of(room) == 2
        assert await room.product_counts.count(name_part="OU") == 1
        assert await number_of(world.room(NEXT_DOOR)) == 1
        _ = await RollUpSales(room.rollups)()

    await keep(room, a_product("Cake"))
    for _ in range(2):
        assert await number_of(room) == 3
        assert await VerifyRollups(room.rollups)() == 0
        _ = await RollUpSales(room.rollups)()


async def test_what_joins_with_an_order_is_counted_too(world: World) -> None:
    room = await kept(world, a_product("Soup"))
    changes = room.catalogue.join(a_new_product("Tea")), room.catalogue.join(a_new_product("Cake"))
    assert await number_of(room) == 1
    await room.work.commit(None, *changes)
    assert await number_of(room) == 3


async def test_a_product_that_changes_is_still_one(world: World) -> None:
    soup = a_product("Soup")
    room = await kept(world, soup)
    _ = await RollUpSales(room.rollups)()
    await room.work.commit(None, room.products.change(soup.changed(name=Name("Stew"), price=Price(1))))
    assert await number_of(room) == 1


async def test_rebuilding_leaves_the_number_as_it_was(world: World) -> None:
    room = await kept(world, a_product("Soup"), a_product("Tea"))
    _ = await RollUpSales(room.rollups)()
    await keep(room, a_product("Cake"))
    await RebuildRollups(room.rollups)()
    for _ in range(2):
        assert await number_of(room) == 3
        assert await VerifyRollups(room.rollups)() == 0
        _ = await RollUpSales(room.rollups)()
