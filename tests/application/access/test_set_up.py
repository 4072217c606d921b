"""Setting the restaurant up: once, by whoever has the token."""

from datetime import timedelta

import pytest

from application.access.ports import Setups
from domain.access.secret import ActivationRefused, SecretKind, SetupRefused
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Role
from domain.kernel.names import Name
from domain.people.email import Email
from domain.people.waiter import Waiter
from tests.application.access.conftest import BOSS_EMAIL, PASSWORD, SETUP_TOKEN, Doors, doors_with
from tests.application.conftest import NOON


async def test_whoever_has_the_token_is_the_first_manager(doors: Doors) -> None:
    manager, code = await doors.set_up()
    expected = Waiter(id=manager.id, email=Email(BOSS_EMAIL), name=Name("Bo"), role=Role.MANAGER, registered_at=NOON)
    assert (manager, code) == (expected, None)
    shelf = await doors.shelf()
    assert shelf.waiters == {manager.id: manager}
    assert [*shelf.setups.values()] == [manager.id]
    assert shelf.credentials == {(manager.id, SecretKind.PASSWORD): "1 password open sesame"}
    assert shelf.activations == {}
    assert await doors.events() == [Event(happening=Happening.RESTAURANT_SET_UP, at=NOON, subject=manager.id)]
    assert doors.counted == []


async def test_who_chose_no_secret_yet_is_given_a_code(doors: Doors) -> None:
    manager, code = await doors.set_up(secret=None)
    shelf = await doors.shelf()
    assert shelf.credentials == {}
    assert [until for _, until in shelf.activations.values()] == [NOON + timedelta(days=1)]
    assert (await doors.activate(code or "", PASSWORD, email=BOSS_EMAIL)).id == manager.id


async def test_a_wrong_token_is_refused_and_counted(doors: Doors) -> None:
    with pytest.raises(SetupRefused):
        _ = await doors.set_up(token=SETUP_TOKEN + " ")
    assert doors.counted == [("sign-in", "192.0.2.1")]
    assert not await (await doors.get(Setups)).done()
    assert (await doors.shelf()).waiters == {}


async def test_the_token_is_good_once(doors: Doors) -> None:
    boss = await doors.boss()
    with pytest.raises(SetupRefused):
        _ = await doors.set_up()
    assert doors.counted == [("sign-in", "192.0.2.1")]
    assert (await doors.shelf()).waiters == {boss.id: boss}


@pytest.mark.parametrize("token", ["", "None"])
async def test_where_there_is_no_token_nobody_sets_anything_up(token: str) -> None:
    doors = doors_with(None)
    with pytest.raises(SetupRefused):
        _ = await doors.set_up(token=token)
    assert (await doors.shelf()).waiters == {}


async def test_a_code_of_somebody_else_lets_nobody_in(doors: Doors) -> None:
    boss = await doors.boss()
    _, code = await doors.employ(boss)
    with pytest.raises(ActivationRefused):
        _ = await doors.activate(code, PASSWORD, email=BOSS_EMAIL)
