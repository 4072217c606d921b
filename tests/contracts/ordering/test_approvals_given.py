"""The contract of `ApprovalsGiven`."""

from dataclasses import replace
from datetime import timedelta

import pytest

from application.ordering.approvals import Approved
from domain.access.approval import Approval
from domain.access.secret import digest
from domain.kernel.caller import Role
from domain.kernel.ids import OrderId
from domain.ordering.chart import Command
from domain.ordering.refusals import ApprovalRefused
from domain.people.waiter import Waiter
from tests.contracts.things import NOON, a_waiter, kept, new_id
from tests.contracts.worlds import NEXT_DOOR, Room, World

TOKEN = digest("token")
LATER = NOON + timedelta(minutes=2)
ORDER = OrderId(new_id())


async def given(world: World) -> tuple[Room, Waiter, Waiter]:
    """Return a room where Eve has approved that Ann voids something of an order."""
    ann, eve = a_waiter(), a_waiter("eve@example.com", role=Role.MANAGER)
    room = await kept(world, ann, eve)
    approval = Approval(token=TOKEN, action="void", order=ORDER, waiter=ann.id, by=eve.id, expires_at=LATER)
    await room.work.commit(None, room.approvals.give(approval))
    return room, ann, eve


async def test_an_approval_is_found_for_what_it_is_of_and_for_nothing_else(world: World) -> None:
    room, ann, eve = await given(world)
    find = room.approvals_given.find
    assert await find(TOKEN, command=Command.VOID, order=ORDER, waiter=ann.id) == Approved(eve.id, LATER)
    assert await find(digest("other"), command=Command.VOID, order=ORDER, waiter=ann.id) is None
    assert await find(TOKEN, command=Command.REOPEN, order=ORDER, waiter=ann.id) is None
    assert await find(TOKEN, command=Command.VOID, order=OrderId(new_id()), waiter=ann.id) is None
    assert await find(TOKEN, command=Command.VOID, order=ORDER, waiter=eve.id) is None
    next_door = world.room(NEXT_DOOR).approvals_given
    assert await next_door.find(TOKEN, command=Command.VOID, order=ORDER, waiter=ann.id) is None


async def test_an_approval_is_spent_once(world: World) -> None:
    room, ann, _ = await given(world)
    next_door = world.room(NEXT_DOOR)
    with pytest.raises(ApprovalRefused):
        await next_door.work.commit(None, next_door.approvals_given.spend(TOKEN))
    await room.work.commit(None, room.approvals_given.spend(TOKEN))
    assert await room.approvals_given.find(TOKEN, command=Command.VOID, order=ORDER, waiter=ann.id) is None
    with pytest.raises(ApprovalRefused):
        await room.work.commit(None, room.approvals_given.spend(TOKEN))


@pytest.mark.parametrize("change", [{"role": Role.WAITER}, {"role": Role.KITCHEN}, {"active": False}])
async def test_that_of_who_is_no_active_manager_any_more_is_none(world: World, change: dict[str, object]) -> None:
    room, ann, eve = await given(world)
    await room.work.commit(None, room.waiters.change(replace(eve, version=eve.version + 1, **change)))
    assert await room.approvals_given.find(TOKEN, command=Command.VOID, order=ORDER, waiter=ann.id) is None
