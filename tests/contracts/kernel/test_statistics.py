"""The contract of `Statistics`."""

from tests.contracts.things import a_product, kept
from tests.contracts.worlds import World


async def test_what_was_looked_at_is_not_looked_at_again_until_it_has_grown(world: World) -> None:
    room = await kept(world, *(a_product(f"Dish {number}") for number in range(20)))
    _ = await room.statistics.refresh()
    assert list(await room.statistics.refresh()) == []
