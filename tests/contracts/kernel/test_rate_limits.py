"""The contract of `RateLimits`."""

import asyncio
from datetime import timedelta

import pytest

from domain.kernel.errors import TooMany
from domain.kernel.rate import Rate
from tests.contracts.things import NOON
from tests.contracts.worlds import NEXT_DOOR, World

SIX = Rate(6)


async def test_so_many_come_at_once_and_then_one_at_a_time(world: World) -> None:
    limits = world.room().rate_limits
    for _ in range(6):
        await limits.take("sign-in", "ann", rate=SIX, now=NOON)
    for seconds in (0, 9.999):
        with pytest.raises(TooMany) as refused:
            await limits.take("sign-in", "ann", rate=SIX, now=NOON + timedelta(seconds=seconds))
        assert refused.value.wait == timedelta(seconds=10 - seconds)
    await limits.take("sign-in", "ann", rate=SIX, now=NOON + timedelta(seconds=10))
    with pytest.raises(TooMany):
        await limits.take("sign-in", "ann", rate=SIX, now=NOON + timedelta(seconds=10))
    for _ in range(6):
        await limits.take("sign-in", "ann", rate=SIX, now=NOON + timedelta(seconds=70))


async def test_how_long_one_has_to_wait_is_what_was_used_up_here(world: World) -> None:
    rooms = {5: world.room(NEXT_DOOR), 0: world.room()}
    for minutes, room in rooms.items():
        await room.rate_limits.take("sign-in", "ann", rate=Rate(1), now=NOON + timedelta(minutes=minutes))
    for minutes, room in rooms.items():
        with pytest.raises(TooMany) as refused:
            await room.rate_limits.take("sign-in", "ann", rate=Rate(1), now=NOON + timedelta(minutes=minutes))
        assert refused.value.wait == timedelta(minutes=1)


async def test_who_and_what_and_where_are_counted_apart(world: World) -> None:
    for room, what, who in (
        (world.room(), "sign-in", "ann"),
        (world.room(), "sign-in", "bob"),
        (world.room(), "registration", "ann"),
        (world.room(NEXT_DOOR), "sign-in", "ann"),
    ):
        await room.rate_limits.take(what, who, rate=Rate(1), now=NOON)
        with pytest.raises(TooMany):
            await room.rate_limits.take(what, who, rate=Rate(1), now=NOON)


async def test_a_minute_that_a_clock_ahead_used_up_keeps_nobody_waiting(world: World) -> None:
    limits = world.room().rate_limits
    for _ in range(6):
        await limits.take("sign-in", "ann", rate=SIX, now=NOON + timedelta(days=1))
    for _ in range(6):
        await limits.take("sign-in", "ann", rate=SIX, now=NOON)
    with pytest.raises(TooMany) as refused:
        await limits.take("sign-in", "ann", rate=SIX, now=NOON)
    assert refused.value.wait == timedelta(seconds=10)


async def test_many_at_once_are_counted_one_by_one(world: World) -> None:
    outcomes = await asyncio.gather(
        *(world.room().rate_limits.take("sign-in", "ann", rate=SIX, now=NOON) for _ in range(30)),
        return_exceptions=True,
    )
    assert [outcome is None for outcome in outcomes].count(True) == 6


async def test_who_has_used_up_nothing_is_forgotten(world: World) -> None:
    await world.room().rate_limits.take("sign-in", "ann", rate=SIX, now=NOON)
    assert await world.room().rate_limits.forget_before(NOON + SIX.every) == 0
    assert await world.room().rate_limits.forget_before(NOON + timedelta(minutes=1)) == 1
