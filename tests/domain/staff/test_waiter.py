"""Waiters: who they are to the other contexts."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from domain.kernel.caller import Caller, Role
from domain.kernel.ids import WaiterId
from domain.staff.waiter import Waiter


@pytest.mark.parametrize(("role", "is_manager"), [(Role.WAITER, False), (Role.MANAGER, True)])
def test_only_a_manager_calls_as_one(role: Role, *, is_manager: bool) -> None:
    registered_at = datetime(2024, 5, 1, 12, tzinfo=UTC)
    ana = Waiter(id=WaiterId(UUID(int=1)), email="ana@example.com", name="Ana", registered_at=registered_at, role=role)

    assert ana.caller == Caller(id=ana.id, role=role)
    assert ana.caller.is_manager is is_manager
