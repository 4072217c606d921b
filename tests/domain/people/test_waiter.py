"""Waiters: who they are to the other contexts."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from domain.kernel.caller import Caller, Role
from domain.kernel.ids import WaiterId
from domain.people.waiter import Waiter

ANA = Waiter(
    id=WaiterId(UUID(int=1)), email="ana@example.com", name="Ana", registered_at=datetime(2024, 5, 1, 12, tzinfo=UTC)
)


@pytest.mark.parametrize(
    ("change", "tokens_end"),
    [
        ({"name": "Anabela"}, False),
        ({"role": Role.MANAGER}, True),
        ({"active": False}, True),
        ({"role": Role.MANAGER, "active": False}, True),
    ],
)
def test_who_leaves_or_becomes_a_manager_is_signed_out(change: dict[str, Any], *, tokens_end: bool) -> None:
    assert (ANA.changed(**change).token_version > ANA.token_version) is tokens_end
    boss = ANA.changed(role=Role.MANAGER)
    assert boss.changed(role=Role.WAITER).token_version == boss.token_version


@pytest.mark.parametrize(("role", "is_manager"), [(Role.WAITER, False), (Role.MANAGER, True)])
def test_only_a_manager_calls_as_one(role: Role, *, is_manager: bool) -> None:
    ana = replace(ANA, role=role)

    assert ana.caller == Caller(id=ana.id, role=role)
    assert ana.caller.is_manager is is_manager
