"""What runs beside the requests: sales are rolled up by themselves, and no outage ends it."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Final

from dishka import Provider, make_async_container

from application.kernel.clock import Clock
from application.reporting.ports import Behind, RolledUp, RollupQueues, Rollups, Waiting
from application.reporting.roll_up_sales import RollUpSales
from application.reporting.sums_behind import SumsBehind
from domain.kernel.errors import Unavailable
from domain.kernel.ids import RestaurantId
from entrypoints.background import repeating
from entrypoints.wiring.scopes import Scope
from tests.application.conftest import FixedClock
from tests.contracts.things import NOON

SOON: Final = 0.01


class Trouble(Rollups):
    """Rollups of a database that is away at first, then refuses for a reason of its own, then works."""

    def __init__(self) -> None:
        self.asked = 0
        self.over = asyncio.Event()

    async def roll_up(self, *, most: int) -> RolledUp:
        _ = most
        self.asked += 1
        if self.asked == 6:
            self.over.set()
        match self.asked:
            case 1 | 2:
                raise Unavailable
            case 3:
                raise ZeroDivisionError
            case _:
                return RolledUp(1, more=self.asked == 4)

    async def differences(self) -> int:
        return 0

    async def rebuild(self) -> None:
        """Do nothing."""


async def test_it_goes_on_through_outages_and_errors_and_ends_when_told() -> None:
    trouble = Trouble()
    given = Provider(scope=Scope.APP)
    _ = given.provide(lambda: trouble, provides=Rollups)
    _ = given.provide(RollUpSales)
    rolling_up = repeating(make_async_container(given, scopes=Scope), RollUpSales, SOON)
    await rolling_up.stop()  # before it began: nothing to end

    await rolling_up.start()
    _ = await trouble.over.wait()
    await rolling_up.stop()

    asked = trouble.asked
    await asyncio.sleep(5 * SOON)
    assert trouble.asked == asked


async def test_how_far_the_sums_are_behind_is_told_again_and_again_whatever_an_outage_hid() -> None:
    told: list[Behind] = []
    enough = asyncio.Event()

    class Growing(RollupQueues):
        asked = 0

        async def restaurants(self) -> Sequence[RestaurantId]:
            return []

        async def waiting(self) -> Waiting:
            self.asked += 1
            if self.asked == 2:
                raise Unavailable
            return Waiting(self.asked, NOON - timedelta(seconds=self.asked))

    def tell(behind: Behind) -> None:
        told.append(behind)
        if len(told) == 3:
            enough.set()

    growing = Growing()
    given = Provider(scope=Scope.APP)
    _ = given.provide(lambda: growing, provides=RollupQueues)
    _ = given.provide(lambda: FixedClock(NOON), provides=Clock)
    _ = given.provide(SumsBehind)
    measuring = repeating(make_async_container(given, scopes=Scope), SumsBehind, SOON, tell)
    await measuring.start()
    _ = await enough.wait()
    await measuring.stop()
    assert told[:3] == [Behind(1, 1.0), Behind(3, 3.0), Behind(4, 4.0)]


async def test_it_ends_also_where_the_work_does_not_hear_that_it_is_cancelled() -> None:
    class Deaf(Trouble):
        async def roll_up(self, *, most: int) -> RolledUp:
            _ = most
            self.over.set()
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(60)
            return RolledUp(0, more=False)

    deaf = Deaf()
    given = Provider(scope=Scope.APP)
    _ = given.provide(lambda: deaf, provides=Rollups)
    _ = given.provide(RollUpSales)
    rolling_up = repeating(make_async_container(given, scopes=Scope), RollUpSales, SOON)
    await rolling_up.start()
    _ = await deaf.over.wait()
    async with asyncio.timeout(5):
        await rolling_up.stop()
