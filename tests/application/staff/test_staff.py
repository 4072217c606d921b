"""The staff: registering, signing in, being known by a token, being looked up."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from application.staff.ports import Claims
from domain.kernel.caller import Role
from domain.kernel.ids import WaiterId
from domain.kernel.names import InvalidName
from domain.staff.waiter import EmailTaken, InvalidEmail, Waiter, WaiterInactive, WaiterNotFound
from tests.application.conftest import NOON, House, PlainTokens

NOBODY = WaiterId(UUID(int=404))
GONE = Waiter(id=WaiterId(UUID(int=99)), email="rui@example.com", name="Rui", registered_at=NOON, active=False)


async def test_somebody_new_is_an_active_waiter(house: House) -> None:
    ana = await house.register(email="ana@example.com", name=" Ana ")

    assert ana == Waiter(id=WaiterId(UUID(int=1)), email="ana@example.com", name="Ana", registered_at=NOON)
    assert (ana.role, ana.active, ana.version) == (Role.WAITER, True, 1)
    assert house.shelf.waiters == {ana.id: ana}


async def test_somebody_is_taken_on_in_the_role_that_is_given(house: House) -> None:
    assert (await house.register(email="ana@example.com", name="Ana", role=Role.MANAGER)).role is Role.MANAGER


async def test_an_email_is_kept_as_the_rules_of_addresses_have_it(house: House) -> None:
    assert (await house.register(email=" Ana@EXAMPLE.com", name="Ana")).email == "Ana@example.com"


@pytest.mark.parametrize("email", ["", "ana", "@example.com", "ana@"])
async def test_nobody_registers_with_what_is_no_email(house: House, email: str) -> None:
    with pytest.raises(InvalidEmail):
        _ = await house.register(email=email, name="Ana")
    assert house.shelf.waiters == {}


@pytest.mark.parametrize("name", ["", " ", "A\x00na", "a" * 121])
async def test_nobody_registers_with_what_is_no_name(house: House, name: str) -> None:
    with pytest.raises(InvalidName):
        _ = await house.register(email="ana@example.com", name=name)
    assert house.shelf.waiters == {}


@pytest.mark.parametrize("again", ["ana@example.com", "ANA@example.com", "Ana@Example.COM"])
async def test_an_email_is_taken_in_whatever_case(house: House, again: str) -> None:
    ana = await house.register(email="ana@example.com", name="Ana")

    with pytest.raises(EmailTaken):
        _ = await house.register(email=again, name="Another")
    assert house.shelf.waiters == {ana.id: ana}


@pytest.mark.parametrize("email", ["ana@example.com", "ANA@EXAMPLE.COM"])
async def test_signing_in_gives_a_token_of_ones_own(house: House, email: str) -> None:
    ana = await house.register(email="ana@example.com", name="Ana")
    _ = await house.register(email="bia@example.com", name="Bia")

    token, waiter = await house.sign_in(email=email)

    assert waiter == ana
    assert PlainTokens().read(token) == Claims(waiter=ana.id)


async def test_nobody_signs_in_who_is_not_on_the_staff(house: House) -> None:
    with pytest.raises(WaiterNotFound):
        _ = await house.sign_in(email="ana@example.com")


async def test_nobody_signs_in_who_is_on_the_staff_no_more(house: House) -> None:
    _ = await house.employ(GONE)

    with pytest.raises(WaiterInactive):
        _ = await house.sign_in(email=GONE.email)


async def test_a_token_tells_who_is_calling_as_they_are_today(house: House) -> None:
    ana = await house.register(email="ana@example.com", name="Ana")
    house.shelf.waiters[ana.id] = promoted = replace(ana, role=Role.MANAGER, version=2)

    assert await house.verify(claims=Claims(waiter=ana.id)) == promoted


async def test_a_token_of_nobody_on_the_staff_is_worth_nothing(house: House) -> None:
    with pytest.raises(WaiterNotFound):
        _ = await house.verify(claims=Claims(waiter=NOBODY))


async def test_a_token_is_worth_nothing_once_its_waiter_is_gone(house: House) -> None:
    _ = await house.employ(GONE)

    with pytest.raises(WaiterInactive):
        _ = await house.verify(claims=Claims(waiter=GONE.id))


async def test_a_house_without_staff_lists_nobody(house: House) -> None:
    assert list(await house.list_users()) == []


async def test_everybody_is_listed_in_the_order_they_registered(house: House) -> None:
    zoe = await house.register(email="zoe@example.com", name="Zoë")
    house.clock.moment += timedelta(days=1)
    ana = await house.register(email="ana@example.com", name="Ana")
    _ = await house.employ(GONE)

    assert list(await house.list_users()) == [zoe, ana, GONE]


async def test_somebody_is_found_by_id(house: House) -> None:
    ana = await house.register(email="ana@example.com", name="Ana")

    assert await house.show_user(user=ana.id) == ana


async def test_nobody_is_found_by_an_id_nobody_has(house: House) -> None:
    with pytest.raises(WaiterNotFound):
        _ = await house.show_user(user=NOBODY)
