"""The contract of `AuditQueues`: whoever is not named has nothing waiting."""

from application.kernel.audit import AuditQueues
from application.kernel.catch_up_audit import CatchUpAudit
from domain.kernel.audit import Event, Happening
from tests.contracts.things import NOON, new_id
from tests.contracts.worlds import NEXT_DOOR, OURS, World, open_both

EVENT = Event(happening=Happening.PRICE_CHANGED, at=NOON, actor=None, subject=None, details={})


async def test_who_has_events_waiting_is_named_once_until_they_are_sealed(empty_world: World) -> None:
    world = await open_both(empty_world)
    queues = world.use(AuditQueues)
    assert list(await queues.restaurants()) == []
    for restaurant in (NEXT_DOOR, OURS, OURS):
        room = world.room(restaurant)
        await room.work.commit(None, room.audit.note_later(new_id(), [EVENT]))
    assert list(await queues.restaurants()) in ([OURS, NEXT_DOOR], [])
    assert await world.use(CatchUpAudit)() in {2, 0}
    assert list(await queues.restaurants()) in ([NEXT_DOOR], [])
    _ = await world.use(CatchUpAudit, NEXT_DOOR)()
    assert list(await queues.restaurants()) == []
    assert [await world.room(each).audit.head() for each in (OURS, NEXT_DOOR)] != [(0, b"")] * 2
