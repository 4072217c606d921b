"""The contract of `Attempts`."""

from datetime import timedelta

import pytest

from domain.access.attempt import LONGEST_WAIT, wait_after
from domain.access.device import DeviceId
from domain.access.secret import SecretKind
from domain.kernel.errors import TooMany
from tests.contracts.things import NOON, a_waiter, kept, new_id
from tests.contracts.worlds import NEXT_DOOR, World

ANN, TILL = "ann@example.com", DeviceId(new_id())


async def test_each_failure_in_a_row_waits_as_long_as_the_rule_says(world: World) -> None:
    attempts, now = world.room().attempts, NOON
    for failures in range(1, 45):
        await attempts.begin(ANN, None, now=now)
        wait = wait_after(failures)
        if wait:
            for early in (now, now + wait - timedelta(milliseconds=1)):
                with pytest.raises(TooMany) as refused:
                    await attempts.begin(ANN, None, now=early)
                assert refused.value.wait == now + wait - early
        now += wait
    assert wait_after(44) == LONGEST_WAIT


async def test_devices_and_elsewhere_and_restaurants_are_counted_apart(world: World) -> None:
    for _ in range(5):
        await world.room().attempts.begin(ANN, None, now=NOON)
    with pytest.raises(TooMany):
        await world.room().attempts.begin(ANN, None, now=NOON)
    await world.room().attempts.begin(ANN, TILL, now=NOON)
    await world.room().attempts.begin("bob@example.com", None, now=NOON)
    await world.room(NEXT_DOOR).attempts.begin(ANN, None, now=NOON)


@pytest.mark.parametrize("spelling", ["INA@example.com", "\u0130na@example.com", "\u0130NA@EXAMPLE.COM"])
async def test_an_account_is_one_however_it_is_spelled(world: World, spelling: str) -> None:
    ina = a_waiter("ina@example.com")
    room = await kept(world, ina)
    found = await room.credentials.find(spelling, SecretKind.PASSWORD)
    assert found is not None
    assert found.waiter == ina
    for _ in range(5):
        await world.room().attempts.begin(ina.email, None, now=NOON)
    with pytest.raises(TooMany):
        await world.room().attempts.begin(spelling, None, now=NOON)
    await room.work.commit(None, room.attempts.succeed(spelling, None))
    await world.room().attempts.begin(ina.email, None, now=NOON)


async def test_a_success_forgets_every_failure(world: World) -> None:
    room = world.room()
    await room.work.commit(None, room.attempts.succeed(ANN, TILL))
    for _ in range(5):
        await room.attempts.begin(ANN, TILL, now=NOON)
    await room.work.commit(None, room.attempts.succeed(ANN, TILL))
    for _ in range(5):
        await world.room().attempts.begin(ANN, TILL, now=NOON)


async def test_a_forgiven_account_has_no_failures_anywhere(world: World) -> None:
    for who, place in ((ANN, None), (ANN, TILL), ("bob@example.com", TILL)):
        for _ in range(5):
            await world.room().attempts.begin(who, place, now=NOON)
    change0 = world.room(NEXT_DOOR).attempts.forgive(ANN)
    room = world.room()
    change1 = room.attempts.forgive("nobody@example.com")
    change2 = room.attempts.forgive(ANN.upper())
    with pytest.raises(TooMany):
        await world.room().attempts.begin(ANN, TILL, now=NOON)
    await room.work.commit(None, change0, change1, change2)
    for place in (None, TILL):
        await world.room().attempts.begin(ANN, place, now=NOON)
    with pytest.raises(TooMany):
        await world.room().attempts.begin("bob@example.com", TILL, now=NOON)


@pytest.mark.parametrize("failures", [5, 6, 20])
async def test_nobody_waits_longer_than_failures_deserve_wherever_the_clock_was(world: World, failures: int) -> None:
    moment = NOON + timedelta(days=1)
    for number in range(1, failures + 1):
        await world.room().attempts.begin(ANN, None, now=moment)
        moment += wait_after(number)
    for waited in (timedelta(0), timedelta(seconds=10)):
        with pytest.raises(TooMany) as refused:
            await world.room().attempts.begin(ANN, None, now=NOON + waited)
        assert refused.value.wait == wait_after(failures) - waited
    await world.room().attempts.begin(ANN, None, now=NOON + wait_after(failures))


async def test_a_free_try_is_free_wherever_the_clock_was(world: World) -> None:
    await world.room().attempts.begin(ANN, None, now=NOON + timedelta(days=1))
    for _ in range(4):
        await world.room().attempts.begin(ANN, None, now=NOON)
    with pytest.raises(TooMany):
        await world.room().attempts.begin(ANN, None, now=NOON)


async def test_failures_are_forgotten_with_time(world: World) -> None:
    for _ in range(5):
        await world.room().attempts.begin(ANN, None, now=NOON)
    next_at = NOON + wait_after(5)
    assert await world.room().attempts.forget_before(next_at) == 0
    assert await world.room().attempts.forget_before(next_at + timedelta(seconds=1)) == 1
    await world.room().attempts.begin(ANN, None, now=NOON)
