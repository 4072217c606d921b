"""The contract of `Approvals`; what is given, the contract of `ApprovalsGiven` finds."""

from datetime import timedelta

import pytest

from domain.ordering.refusals import ApprovalRefused
from tests.contracts.ordering.test_approvals_given import LATER, TOKEN, given
from tests.contracts.worlds import World


async def test_approvals_are_forgotten_once_they_have_expired(world: World) -> None:
    room, _, _ = await given(world)
    assert await room.approvals.forget_before(LATER) == 0
    assert await room.approvals.forget_before(LATER + timedelta(seconds=1)) == 1
    with pytest.raises(ApprovalRefused):
        await room.work.commit(None, room.approvals_given.spend(TOKEN))
