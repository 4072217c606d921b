"""The staff: registering, signing in, being known by a token, being looked up."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from adapters.memory.people.waiters import MemoryWaiters
from application.kernel.access import NotForTheKitchen, OnlyManagersManage
from application.people.change_user import ChangeUser
from domain.access.session import SessionEnded, SessionId, WaiterInactive
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Role
from domain.kernel.errors import Stale
from domain.kernel.ids import WaiterId
from domain.kernel.money import Money
from domain.kernel.names import InvalidName, Name
from domain.people.email import Email, InvalidEmail
from domain.people.waiter import EmailTaken, NoManagerLeft, Waiter, WaiterChanged, WaiterNotFound
from tests.application.conftest import BOSS, NOON, House, PlainEmails, PlainTokens, claims_of

NOBODY = WaiterId(UUID(int=404))
GONE = Waiter(
    id=WaiterId(UUID(int=99)), email=Email("rui@example.com"), name=Name("Rui"), registered_at=NOON, active=False
)


class ContestedWaiters(MemoryWaiters):
    """People of whom somebody else renames each one right after they were looked up."""

    async def get(self, waiter_id: WaiterId) -> Waiter:
        read = await super().get(waiter_id)
        self._shelf.waiters[waiter_id] = read.changed(name=Name(f"{read.name}a"))
        return read


async def test_somebody_new_is_an_active_waiter(house: House) -> None:
    ana = await house.register(email="ana@example.com", name=Name(" Ana "))

    assert ana == Waiter(id=WaiterId(UUID(int=1)), email=Email("ana@example.com"), name=Name("Ana"), registered_at=NOON)
    assert (ana.role, ana.active, ana.version) == (Role.WAITER, True, 1)
    assert house.shelf.waiters == {ana.id: ana}


async def test_somebody_is_taken_on_in_the_role_that_is_given(house: House) -> None:
    assert (await house.register(email="ana@example.com", name=Name("Ana"), role=Role.MANAGER)).role is Role.MANAGER


async def test_an_email_is_kept_as_the_rules_of_addresses_have_it(house: House) -> None:
    assert (await house.register(email=" Ana@EXAMPLE.com", name=Name("Ana"))).email == "Ana@example.com"


@pytest.mark.parametrize("email", ["", "ana", "@example.com", "ana@"])
async def test_nobody_registers_with_what_is_no_email(house: House, email: str) -> None:
    with pytest.raises(InvalidEmail):
        _ = await house.register(email=email, name=Name("Ana"))
    assert house.shelf.waiters == {}


@pytest.mark.parametrize("name", ["", " ", "A\x00na", "a" * 121])
async def test_nobody_registers_with_what_is_no_name(house: House, name: str) -> None:
    with pytest.raises(InvalidName):
        _ = await house.register(email="ana@example.com", name=Name(name))
    assert house.shelf.waiters == {}


@pytest.mark.parametrize("again", ["ana@example.com", "ANA@example.com", "Ana@Example.COM"])
async def test_an_email_is_taken_in_whatever_case(house: House, again: str) -> None:
    ana = await house.register(email="ana@example.com", name=Name("Ana"))

    with pytest.raises(EmailTaken):
        _ = await house.register(email=again, name=Name("Another"))
    assert house.shelf.waiters == {ana.id: ana}


@pytest.mark.parametrize("email", ["ana@example.com", "ANA@EXAMPLE.COM"])
async def test_signing_in_gives_a_token_of_ones_own(house: House, email: str) -> None:
    ana = await house.register(email="ana@example.com", name=Name("Ana"))
    _ = await house.register(email="bia@example.com", name=Name("Bia"))

    token, waiter = await house.sign_in(email=email)

    assert waiter == ana
    assert PlainTokens().read(token).waiter == ana.id


async def test_nobody_signs_in_who_is_not_on_the_staff(house: House) -> None:
    with pytest.raises(WaiterNotFound):
        _ = await house.sign_in(email="ana@example.com")


async def test_nobody_signs_in_who_is_on_the_staff_no_more(house: House) -> None:
    _ = await house.employ(GONE)

    with pytest.raises(WaiterInactive):
        _ = await house.sign_in(email=GONE.email)


async def test_a_token_tells_who_is_calling_as_they_are_today(house: House) -> None:
    ana = await house.register(email="ana@example.com", name=Name("Ana"))
    house.shelf.waiters[ana.id] = promoted = replace(ana, role=Role.MANAGER, version=2)

    assert await house.verify(claims=claims_of(ana.id)) == promoted


async def test_a_token_of_nobody_on_the_staff_is_worth_nothing(house: House) -> None:
    with pytest.raises(WaiterNotFound):
        _ = await house.verify(claims=claims_of(NOBODY))


async def test_a_token_is_worth_nothing_once_its_waiter_is_gone(house: House) -> None:
    _ = await house.employ(GONE)

    with pytest.raises(WaiterInactive):
        _ = await house.verify(claims=claims_of(GONE.id))


async def test_a_house_without_staff_lists_nobody(house: House) -> None:
    assert list(await house.list_users(caller=BOSS)) == []


async def test_everybody_is_listed_in_the_order_they_registered(house: House) -> None:
    zoe = await house.register(email="zoe@example.com", name=Name("Zoë"))
    house.clock.moment += timedelta(days=1)
    ana = await house.register(email="ana@example.com", name=Name("Ana"))
    _ = await house.employ(GONE)

    assert list(await house.list_users(caller=BOSS)) == [zoe, ana, GONE]


async def test_colleagues_are_those_whose_an_order_can_be(house: House) -> None:
    ana = await house.register(email="ana@example.com", name=Name("Ana"))
    cook = await house.register(email="cook@example.com", name=Name("Cook"), role=Role.KITCHEN)
    boss = await house.register(email="boss@example.com", name=Name("Boss"), role=Role.MANAGER)
    _ = await house.employ(GONE)

    assert list(await house.strict().list_colleagues(caller=ana.caller)) == [ana, boss]
    with pytest.raises(NotForTheKitchen):
        _ = await house.list_colleagues(caller=cook.caller)


async def test_somebody_is_found_by_id(house: House) -> None:
    ana = await house.register(email="ana@example.com", name=Name("Ana"))

    assert await house.show_user(caller=BOSS, user=ana.id) == ana


async def test_nobody_is_found_by_an_id_nobody_has(house: House) -> None:
    with pytest.raises(WaiterNotFound):
        _ = await house.show_user(caller=BOSS, user=NOBODY)


async def test_a_token_is_worth_nothing_once_its_session_has_ended(house: House) -> None:
    ana = await house.register(email="ana@example.com", name=Name("Ana"))
    await house.sign_out(claims=claims_of(ana.id))
    await house.sign_out(claims=claims_of(ana.id))

    with pytest.raises(SessionEnded):
        _ = await house.verify(claims=claims_of(ana.id))
    assert await house.verify(claims=claims_of(ana.id, session=SessionId(UUID(int=78)))) == ana


async def test_signing_out_everywhere_ends_every_session_there_was_and_none_that_follows(house: House) -> None:
    ana = await house.register(email="ana@example.com", name=Name("Ana"))
    before = PlainTokens().read((await house.sign_in(email=ana.email))[0])
    await house.sign_out_everywhere(waiter=ana)
    after = PlainTokens().read((await house.sign_in(email=ana.email))[0])

    with pytest.raises(SessionEnded):
        _ = await house.verify(claims=before)
    assert (await house.verify(claims=after)).id == ana.id


async def test_a_manager_changes_a_user(house: House) -> None:
    ana = await house.register(email="ana@example.com", name=Name("Ana"))

    promoted = await house.change_user(caller=BOSS, user=ana.id, name=Name(" Ana Maria "), role=Role.MANAGER)

    assert promoted == replace(ana, name="Ana Maria", role=Role.MANAGER, version=2, token_version=2)
    assert house.shelf.waiters[ana.id] == promoted


async def test_a_change_that_changes_nothing_keeps_the_version(house: House) -> None:
    ana = await house.register(email="ana@example.com", name=Name("Ana"))

    assert await house.change_user(caller=BOSS, user=ana.id, name=Name("Ana"), active=True) == ana


async def test_somebody_who_left_and_came_back_signs_in_anew(house: House) -> None:
    ana = await house.register(email="ana@example.com", name=Name("Ana"))
    for active in (False, True):
        _ = await house.change_user(caller=BOSS, user=ana.id, active=active)

    with pytest.raises(SessionEnded):
        _ = await house.verify(claims=claims_of(ana.id))


async def test_a_waiter_changes_nobody_not_even_themselves(house: House) -> None:
    ana = await house.register(email="ana@example.com", name=Name("Ana"))

    with pytest.raises(OnlyManagersManage):
        _ = await house.change_user(caller=ana.caller, user=ana.id, role=Role.MANAGER)


async def test_a_change_to_another_version_is_stale(house: House) -> None:
    ana = await house.register(email="ana@example.com", name=Name("Ana"))

    with pytest.raises(Stale):
        _ = await house.change_user(caller=BOSS, user=ana.id, versions=[2], name=Name("Zoe"))


@pytest.mark.parametrize("change", [{"role": Role.WAITER}, {"active": False}])
async def test_the_last_active_manager_stays_one(house: House, change: dict[str, Any]) -> None:
    ana = await house.register(email="ana@example.com", name=Name("Ana"), role=Role.MANAGER)
    bea = await house.register(email="bea@example.com", name=Name("Bea"), role=Role.MANAGER)

    _ = await house.change_user(caller=BOSS, user=bea.id, **change)
    with pytest.raises(NoManagerLeft):
        _ = await house.change_user(caller=BOSS, user=ana.id, **change)
    assert house.shelf.waiters[ana.id] == ana


async def test_where_people_are_known_only_managers_see_the_staff_and_change_the_catalogue(house: House) -> None:
    ana = await house.register(email="ana@example.com", name=Name("Ana"))
    bea = await house.register(email="bea@example.com", name=Name("Bea"))
    strict = house.strict()

    with pytest.raises(OnlyManagersManage):
        _ = await strict.list_users(caller=ana.caller)
    with pytest.raises(WaiterNotFound):
        _ = await strict.show_user(caller=ana.caller, user=bea.id)
    assert await strict.show_user(caller=ana.caller, user=ana.id) == ana
    with pytest.raises(OnlyManagersManage):
        _ = await strict.add_product(caller=ana.caller, name="Tea", price=Money(1))
    tea = await strict.add_product(name="Tea", price=Money(1))
    with pytest.raises(OnlyManagersManage):
        _ = await strict.change_product(caller=ana.caller, product=tea.id, price=Money(2))


@pytest.mark.parametrize(
    ("change", "details"),
    [
        ({"name": "Zoe"}, {"role": "waiter", "active": "true"}),
        ({"role": Role.MANAGER}, {"role": "manager", "active": "true"}),
        ({"active": False}, {"role": "waiter", "active": "false"}),
        ({"email": "zoe@example.com"}, {"role": "waiter", "active": "true", "email": "changed"}),
    ],
)
async def test_a_change_is_written_down_with_what_the_user_may_do_and_no_address(
    house: House, change: dict[str, Any], details: dict[str, str]
) -> None:
    ana = await house.register(email="ana@example.com", name=Name("Ana"))
    _ = await house.change_user(caller=BOSS, user=ana.id, **change)

    assert [each.event for each in house.shelf.audit] == [
        Event(happening=Happening.USER_CHANGED, at=NOON, actor=BOSS.id, subject=ana.id, details=details)
    ]


async def test_an_email_changes_as_the_rules_of_addresses_have_it(house: House) -> None:
    ana = await house.register(email="ana@example.com", name=Name("Ana"))

    changed = await house.change_user(caller=BOSS, user=ana.id, email=" Zoe@EXAMPLE.com")
    assert changed == replace(ana, email="Zoe@example.com", version=2)
    with pytest.raises(InvalidEmail):
        _ = await house.change_user(caller=BOSS, user=ana.id, email="zoe")
    assert house.shelf.waiters[ana.id] == changed


@pytest.mark.parametrize("versions", [[1], [1, 7], None])
async def test_a_user_changes_from_the_version_that_was_read(house: House, versions: list[int] | None) -> None:
    ana = await house.register(email="ana@example.com", name=Name("Ana"))

    assert (await house.change_user(caller=BOSS, user=ana.id, versions=versions, name=Name("Zoe"))).version == 2


async def test_whether_another_manager_is_left_is_asked_first(house: House) -> None:
    ana = await house.register(email="ana@example.com", name=Name("Ana"), role=Role.MANAGER)
    contested = ContestedWaiters(house.store, house.restaurant.id)
    change = ChangeUser(contested, PlainEmails(), house.audit, house.clock, house.work)

    with pytest.raises(NoManagerLeft):
        _ = await change(caller=BOSS, user=ana.id, active=False)


async def test_who_was_too_slow_hears_so_and_which_version_there_is_if_they_named_one(house: House) -> None:
    ana = await house.register(email="ana@example.com", name=Name("Ana"))
    contested = ContestedWaiters(house.store, house.restaurant.id)
    change = ChangeUser(contested, PlainEmails(), house.audit, house.clock, house.work)

    with pytest.raises(Stale) as refused:
        _ = await change(caller=BOSS, user=ana.id, versions=[1], name=Name("Zoe"))
    assert refused.value.current == 2
    with pytest.raises(WaiterChanged):
        _ = await change(caller=BOSS, user=ana.id, name=Name("Zoe"))
