"""Codes that let somebody choose their secrets: who gives them out, how long they are good, and what they change."""

from datetime import timedelta

import pytest

from application.access.issue_code import IssueCode
from application.access.recover_access import RecoverAccess
from application.kernel.access import OnlyManagersManage
from application.people.change_user import ChangeUser
from domain.access.secret import ActivationRefused, Code, Secret, SecretKind, WrongCredentials
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Role
from domain.kernel.errors import TooMany
from domain.kernel.names import Name
from domain.kernel.rate import Rate
from domain.people.email import Email
from domain.people.waiter import Waiter, WaiterNotFound
from tests.application.access.conftest import ANA_EMAIL, BOSS_EMAIL, PASSWORD, PIN, Doors
from tests.application.conftest import NOON

DAY, MOMENT = timedelta(days=1), timedelta(microseconds=1)
WRONG = "ZZZZ-ZZZZ-ZZZZ-ZZZZ"


async def issue(doors: Doors, boss: Waiter, user: Waiter) -> Code:
    return await (await doors.get(IssueCode))(caller=boss.caller, user=user.id)


async def recover(doors: Doors, email: str) -> Code:
    return await (await doors.get(RecoverAccess))(email=email)


async def leave(doors: Doors, boss: Waiter, user: Waiter) -> Waiter:
    return await (await doors.get(ChangeUser))(caller=boss.caller, user=user.id, active=False)


@pytest.mark.parametrize("role", Role)
async def test_a_manager_takes_somebody_on(doors: Doors, role: Role) -> None:
    boss = await doors.boss()
    ana, code = await doors.employ(boss, role)
    assert ana == Waiter(id=ana.id, email=Email(ANA_EMAIL), name=Name("Ana"), role=role, registered_at=NOON)
    assert code.in_groups == f"ABCD-0000-0000-{doors.chance.made:04}"
    shelf = await doors.shelf()
    assert shelf.waiters == {boss.id: boss, ana.id: ana}
    assert (await doors.events())[1:] == [
        Event(happening=Happening.USER_CREATED, at=NOON, actor=boss.id, subject=ana.id, details={"role": role.value})
    ]


async def test_only_managers_take_anybody_on_and_give_codes_out(doors: Doors) -> None:
    boss = await doors.boss()
    ana = await doors.ana(boss)
    before = await doors.events()
    with pytest.raises(OnlyManagersManage):
        _ = await doors.employ(ana)
    with pytest.raises(OnlyManagersManage):
        _ = await issue(doors, ana, boss)
    assert await doors.events() == before


async def test_a_code_is_read_however_it_is_typed(doors: Doors) -> None:
    boss = await doors.boss()
    ana, code = await doors.employ(boss)
    activated = await doors.activate(f" {code.lower().replace('-', ' ').replace('0', 'o')} ", PASSWORD)
    assert activated.id == ana.id


async def test_who_brings_the_code_chooses_secrets_and_whoever_was_signed_in_is_out(doors: Doors) -> None:
    boss = await doors.boss()
    ana, code = await doors.employ(boss)
    activated = await doors.activate(code, PASSWORD, PIN)
    assert activated == ana.signed_out()
    shelf = await doors.shelf()
    assert shelf.waiters[ana.id] == activated
    assert {kind: text for (who, kind), text in shelf.credentials.items() if who == ana.id} == {
        SecretKind.PASSWORD: "1 password open sesame",
        SecretKind.PIN: "1 pin 274951",
    }
    assert (await doors.events())[-1] == Event(
        happening=Happening.USER_ACTIVATED, at=NOON, actor=ana.id, subject=ana.id
    )
    assert shelf.activations == {}
    with pytest.raises(ActivationRefused):
        _ = await doors.activate(code, PASSWORD)


@pytest.mark.parametrize(("after", "is_good"), [(DAY - MOMENT, True), (DAY, False)])
async def test_a_code_is_good_for_a_day(doors: Doors, after: timedelta, *, is_good: bool) -> None:
    boss = await doors.boss()
    ana, first = await doors.employ(boss)
    for code in (first, await issue(doors, boss, ana), await recover(doors, ANA_EMAIL)):
        doors.clock.moment = NOON + after
        if is_good:
            assert (await doors.shelf()).activations[ana.id][1] == NOON + DAY
        else:
            with pytest.raises(ActivationRefused):
                _ = await doors.activate(code, PASSWORD)
        doors.clock.moment = NOON
    if is_good:
        doors.clock.moment = NOON + after
        assert (await doors.activate(code, PASSWORD)).id == ana.id


async def test_a_new_code_takes_the_place_of_the_one_before(doors: Doors) -> None:
    boss = await doors.boss()
    ana, first = await doors.employ(boss)
    second = await issue(doors, boss, ana)
    assert (await doors.events())[-1] == Event(
        happening=Happening.ACTIVATION_CODE_ISSUED, at=NOON, actor=boss.id, subject=ana.id
    )
    with pytest.raises(ActivationRefused):
        _ = await doors.activate(first, PASSWORD)
    doors.clock.moment += DAY / 2
    assert (await doors.activate(second, PASSWORD)).id == ana.id


async def test_nobody_is_given_a_code_for_somebody_nobody_knows(doors: Doors) -> None:
    boss = await doors.boss()
    ana, _ = await doors.employ(boss)
    shelf = await doors.shelf()
    del shelf.waiters[ana.id]
    with pytest.raises(WaiterNotFound):
        _ = await issue(doors, boss, ana)


async def test_a_wrong_code_is_refused_written_down_and_counted(doors: Doors) -> None:
    boss = await doors.boss()
    ana, code = await doors.employ(boss)
    doors.clock.moment += MOMENT
    for email, subject in ((ANA_EMAIL, ana.id), ("nobody@example.com", None)):
        with pytest.raises(ActivationRefused):
            _ = await doors.activate(WRONG, PASSWORD, email=email)
        assert (await doors.events())[-1] == Event(
            happening=Happening.ACTIVATION_FAILED, at=NOON + MOMENT, subject=subject
        )
    assert doors.tally.taken == [("sign-in", "192.0.2.1", Rate(100), NOON + MOMENT)] * 2
    assert doors.hashes.made == [PASSWORD]  # the boss's: a new one is judged for who may choose it, and nobody else
    shelf = await doors.shelf()
    assert {account: tries.failures for (account, _), tries in shelf.attempts.items()} == {
        f"activation {ANA_EMAIL}": 1,
        "activation nobody@example.com": 1,
    }
    assert {place for _, place in shelf.attempts} == {None}
    assert (await doors.activate(code, PASSWORD)).id == ana.id


async def test_only_who_brings_wrong_codes_waits(doors: Doors) -> None:
    boss = await doors.boss()
    ana, code = await doors.employ(boss)
    for _ in range(5):
        with pytest.raises(ActivationRefused):
            _ = await doors.activate(WRONG, PASSWORD)
    with pytest.raises(TooMany):
        _ = await doors.activate(WRONG, PASSWORD)
    assert (await doors.activate(code, PASSWORD)).id == ana.id
    assert (await doors.shelf()).attempts == {}  # what failed before tells nothing now


async def test_failures_with_secrets_of_before_tell_nothing_now(doors: Doors) -> None:
    boss = await doors.boss()
    ana, code = await doors.employ(boss)
    with pytest.raises(WrongCredentials):
        _ = await doors.enter()
    _ = await doors.activate(code, PASSWORD)
    assert (await doors.shelf()).attempts == {}
    assert (await doors.enter()).waiter.id == ana.id


async def test_who_has_left_is_let_in_by_no_code(doors: Doors) -> None:
    boss = await doors.boss()
    ana, code = await doors.employ(boss)
    gone = await leave(doors, boss, ana)
    with pytest.raises(ActivationRefused):
        _ = await doors.activate(code, PASSWORD)
    assert (await doors.events())[-1] == Event(happening=Happening.ACTIVATION_FAILED, at=NOON, subject=gone.id)


async def test_a_code_that_is_used_meanwhile_is_refused_like_a_wrong_one(doors: Doors) -> None:
    boss = await doors.boss()
    ana, code = await doors.employ(boss)
    shelf = await doors.shelf()
    doors.hashes.meanwhile = shelf.activations.clear
    with pytest.raises(ActivationRefused):
        _ = await doors.activate(code, PASSWORD)
    assert shelf.waiters[ana.id] == ana
    assert (await doors.events())[-1] == Event(happening=Happening.ACTIVATION_FAILED, at=NOON, subject=ana.id)
    assert doors.counted == [("sign-in", "192.0.2.1")]
    assert [account for account, _ in shelf.attempts] == [f"activation {ANA_EMAIL}"]


async def test_who_reaches_the_database_makes_a_manager_of_somebody_who_is_locked_out(doors: Doors) -> None:
    boss = await doors.boss()
    ana = await doors.ana(boss)
    gone = await leave(doors, boss, ana)
    for _ in range(5):
        with pytest.raises(WrongCredentials):
            _ = await doors.enter(Secret(SecretKind.PASSWORD, "wrong"))
        with pytest.raises(ActivationRefused):
            _ = await doors.activate(WRONG, PASSWORD)
    doors.clock.moment += MOMENT
    code = await recover(doors, f" {ANA_EMAIL} ")
    shelf = await doors.shelf()
    assert shelf.attempts == {}
    assert shelf.waiters[ana.id] == gone.changed(role=Role.MANAGER, active=True)
    assert (await doors.events())[-1] == Event(
        happening=Happening.ACTIVATION_CODE_ISSUED, at=NOON + MOMENT, subject=ana.id
    )
    _ = await doors.activate(code, PASSWORD)
    assert (await doors.enter()).waiter.manages


async def test_a_manager_who_is_there_is_changed_by_no_recovery(doors: Doors) -> None:
    boss = await doors.boss()
    code = await recover(doors, BOSS_EMAIL)
    assert (await doors.shelf()).waiters == {boss.id: boss}
    assert (await doors.activate(code, PASSWORD, email=BOSS_EMAIL)).id == boss.id


async def test_nobody_is_recovered_who_is_not_there(doors: Doors) -> None:
    with pytest.raises(WaiterNotFound):
        _ = await recover(doors, "nobody@example.com")
