"""Waiters: who they are to the other contexts."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from domain.kernel.caller import Caller, Role
from domain.kernel.ids import WaiterId
from domain.kernel.names import Name
from domain.people.email import Email
from domain.people.waiter import Waiter

ANA = Waiter(
    id=WaiterId(UUID(int=1)),
    email=Email("ana@example.com"),
    name=Name("Ana"),
    registered_at=datetime(2024, 5, 1, 12, tzinfo=UTC),
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


@pytest.mark.parametrize(
    "change", [{"email": "zoe@example.com"}, {"name": "Zoe"}, {"email": "zoe@example.com", "name": "Zoe"}]
)
def test_what_is_given_changes_and_the_rest_stays(change: dict[str, Any]) -> None:
    assert ANA.changed(**change) == replace(ANA, **change, version=2)


@pytest.mark.parametrize("same", [{}, {"email": ANA.email, "name": ANA.name, "role": ANA.role, "active": True}])
def test_a_change_to_the_same_is_no_change(same: dict[str, Any]) -> None:
    assert ANA.changed(**same) is ANA


def test_who_comes_back_is_not_signed_out_once_more() -> None:
    gone = ANA.changed(active=False)

    assert gone == replace(ANA, active=False, version=2, token_version=2)
    assert gone.changed(active=True) == replace(ANA, version=3, token_version=2)


@pytest.mark.parametrize(
    ("role", "active", "manages"),
    [(Role.MANAGER, True, True), (Role.MANAGER, False, False), (Role.WAITER, True, False), (Role.KITCHEN, True, False)],
)
def test_only_a_manager_who_is_there_manages(role: Role, *, active: bool, manages: bool) -> None:
    assert replace(ANA, role=role, active=active).manages is manages


def test_somebody_new_is_an_active_waiter_in_the_first_version() -> None:
    assert replace(ANA, role=Role.WAITER, active=True, version=1, token_version=1) == ANA


@pytest.mark.parametrize(("role", "is_manager"), [(Role.WAITER, False), (Role.KITCHEN, False), (Role.MANAGER, True)])
def test_only_a_manager_calls_as_one(role: Role, *, is_manager: bool) -> None:
    ana = replace(ANA, role=role)

    assert ana.caller == Caller(id=ana.id, role=role)
    assert ana.caller.is_manager is is_manager
