"""How far the sums of reports are behind."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from application.reporting.ports import Behind, RollupQueues, Waiting
from application.reporting.sums_behind import SumsBehind
from domain.kernel.ids import RestaurantId
from tests.application.conftest import NOON, FixedClock


class Queue(RollupQueues):
    """Queues in which so many orders have waited since then."""

    def __init__(self, orders: int, since: datetime | None) -> None:
        self.holds = Waiting(orders, since)

    async def restaurants(self) -> Sequence[RestaurantId]:
        return []

    async def waiting(self) -> Waiting:
        return self.holds


@pytest.mark.parametrize(
    ("orders", "since", "behind"),
    [
        (0, None, Behind(0)),
        (3, NOON - timedelta(seconds=90.5), Behind(3, 90.5)),
        (1, NOON, Behind(1, 0.0)),
        (1, NOON + timedelta(seconds=2), Behind(1, 0.0)),  # the database's clock is ahead
    ],
)
async def test_the_sums_are_behind_as_long_as_the_oldest_order_has_waited(
    orders: int, since: datetime | None, behind: Behind
) -> None:
    assert await SumsBehind(Queue(orders, since), FixedClock())() == behind


def test_behind_nothing_is_no_time() -> None:
    assert Behind() == Behind(orders=0, seconds=0.0)
