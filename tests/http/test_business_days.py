"""Which day a sale counts for, where the day starts at four in the morning."""

from datetime import UTC, datetime, time

import pytest
from dishka import Provider
from typing_extensions import override

from application.kernel.clock import Clock
from entrypoints.wiring.scopes import Scope
from tests.http.conftest import OpenApi


class StoppedClock(Clock):
    """Shows one moment."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    @override
    def now(self) -> datetime:
        return self._moment


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 23, 8, 59, 59, tzinfo=UTC), "2026-11-22"),  # 03:59:59 in New York
        (datetime(2026, 11, 23, 9, 0, 0, tzinfo=UTC), "2026-11-23"),  # 04:00
        (datetime(2026, 11, 24, 4, 30, 0, tzinfo=UTC), "2026-11-23"),  # 23:30
        (datetime(2026, 3, 8, 7, 59, 59, tzinfo=UTC), "2026-03-07"),  # 03:59:59, the night clocks go forward
        (datetime(2026, 3, 8, 8, 0, 0, tzinfo=UTC), "2026-03-08"),
    ],
)
def test_a_sale_counts_for_the_day_that_had_begun_where_the_restaurant_is(
    open_api: OpenApi, moment: datetime, day: str
) -> None:
    stopped = Provider(scope=Scope.APP)
    _ = stopped.provide(lambda: StoppedClock(moment), provides=Clock)
    api = open_api(stopped, restaurant_time_zone="America/New_York", restaurant_day_starts_at=time(4))
    waiter = api.waiter()
    order = waiter.order()

    assert datetime.fromisoformat(order["created_at"]) == moment
    assert waiter.sold(f"start_date={day}&end_date={day}") == [("Espresso", 2, 5)]
    assert waiter.orders(f"start_date={day}&end_date={day}")["total"] == 1
    assert waiter.sold(f"end_date={day}&start_date=2022-01-01") != []
    others = {"2026-11-22", "2026-11-23", "2026-11-24", "2026-03-07", "2026-03-08"} - {day}
    assert all(waiter.sold(f"start_date={other}&end_date={other}") == [] for other in others)
