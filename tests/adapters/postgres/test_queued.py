"""Who waits, asked of a plain database and of one whose nodes each have some of the restaurants."""

import pytest

from application.kernel.audit import AuditQueues
from application.reporting.ports import RollupQueues
from domain.kernel.audit import Event, Happening
from tests.contracts.things import NOON, a_line, a_product, a_waiter, an_order, kept, new_id
from tests.contracts.worlds import NEXT_DOOR, OURS, OnPostgres, open_both


@pytest.mark.parametrize("distributed", [False, True])
async def test_the_restaurants_that_wait_are_the_same_however_they_are_asked_for(
    clean_database: str, *, distributed: bool
) -> None:
    world = OnPostgres(clean_database)
    try:
        _ = await open_both(world)
        ann, soup = a_waiter(), a_product()
        _ = await kept(world, ann, soup, an_order(ann, a_line(soup)), an_order(ann, a_line(soup)))
        next_door = world.room(NEXT_DOOR)
        noted = [Event(happening=Happening.PRODUCT_INVENTED, at=NOON)]
        await next_door.work.commit(None, next_door.audit.note_later(new_id(), noted))
        world.database.distributed = distributed

        assert await world.use(RollupQueues).restaurants() == [OURS]
        assert await world.use(AuditQueues).restaurants() == [NEXT_DOOR]
    finally:
        await world.close()
