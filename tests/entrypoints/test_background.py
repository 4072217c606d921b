"""What runs beside the requests: sales are rolled up by themselves, and no outage ends it."""

import asyncio
from typing import Final

from dishka import Provider, Scope, make_async_container

from application.reporting.ports import Rollups
from application.reporting.roll_up_sales import RollUpSales
from domain.kernel.errors import Unavailable
from entrypoints.background import Repeating

SOON: Final = 0.01


class Trouble(Rollups):
    """Rollups of a database that is away at first, then refuses for a reason of its own, then works."""

    def __init__(self) -> None:
        self.asked = 0
        self.over = asyncio.Event()

    async def roll_up(self, *, most: int) -> int:
        self.asked += 1
        if self.asked == 6:
            self.over.set()
        match self.asked:
            case 1 | 2:
                raise Unavailable
            case 3:
                raise ZeroDivisionError
            case _:
                return 0 if self.asked > 4 else most

    async def differences(self) -> int:
        return 0

    async def rebuild(self) -> None:
        """Do nothing."""


async def test_it_goes_on_through_outages_and_errors_and_ends_when_told() -> None:
    trouble = Trouble()
    given = Provider(scope=Scope.REQUEST)
    _ = given.provide(lambda: trouble, provides=Rollups)
    _ = given.provide(RollUpSales)
    rolling_up = Repeating(make_async_container(given), RollUpSales, SOON)
    await rolling_up.stop()  # before it began: nothing to end

    await rolling_up.start()
    _ = await trouble.over.wait()
    await rolling_up.stop()

    asked = trouble.asked
    await asyncio.sleep(5 * SOON)
    assert trouble.asked == asked
