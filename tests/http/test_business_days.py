"""Which day a sale counts for, where the day starts at four in the morning."""

from datetime import UTC, datetime, time, timedelta

import pytest
from dishka import Provider
from typing_extensions import override

from application.kernel.clock import Clock
from entrypoints.wiring.scopes import Scope
from tests.http.conftest import OpenApi


class StoppedClock(Clock):
    """Shows one moment."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    @override
    def now(self) -> datetime:
        return self.moment


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


def test_numbers_begin_with_1_each_business_day_and_one_alone_is_todays(open_api: OpenApi) -> None:
    clock, stopped = StoppedClock(datetime(2026, 11, 23, 8, 59, 59, tzinfo=UTC)), Provider(scope=Scope.APP)
    _ = stopped.provide(lambda: clock, provides=Clock)
    api = open_api(stopped, restaurant_time_zone="America/New_York", restaurant_day_starts_at=time(4))
    waiter = api.waiter()
    before = [waiter.order(), waiter.order()]
    assert waiter.orders("number=1")["orders"][0]["id"] == before[0]["id"]

    clock.moment += timedelta(seconds=1)
    after = waiter.order()
    cake = before[0]["products"][0]
    split = waiter.post(f"/api/orders/{before[0]['id']}/split", {"lines": [{"id": cake["id"], "quantity": 1}]}).json()

    def ids(query: str) -> list[str]:
        return [each["id"] for each in waiter.orders(query)["orders"]]

    assert [each["number"] for each in (*before, split["order"], split["new_order"], after)] == [1, 2, 1, 3, 1]
    assert ids("number=1") == ids("number=1&start_date=2026-11-23") == [after["id"]]
    assert ids("number=2") == []
    assert ids("number=2&start_date=2026-11-22") == [before[1]["id"]]
    assert ids("number=1&end_date=2026-11-23") == [after["id"], before[0]["id"]]
    followed = waiter.get("/api/orders?number=1&created_after=2026-11-01T00:00:00Z").json()["orders"]
    assert [each["id"] for each in followed] == [after["id"]]


def test_who_follows_orders_misses_none_when_the_time_zone_changes(open_api: OpenApi) -> None:
    clock, stopped = StoppedClock(datetime(2026, 11, 23, 20, tzinfo=UTC)), Provider(scope=Scope.APP)
    _ = stopped.provide(lambda: clock, provides=Clock)
    api = open_api(stopped, restaurant_time_zone="Asia/Tokyo")
    boss = api.manager()
    in_tokyo = boss.order()  # on the 24th
    first = boss.get("/api/orders?created_after=2026-11-23T00:00:00Z")

    clock.moment += timedelta(minutes=1)
    second = boss.get(first.links["next"]["url"])
    assert boss.patch("/api/restaurant", {"time_zone": "Pacific/Pago_Pago"}).status_code == 200
    in_samoa = boss.order()  # on the 23rd

    assert [each.json()["orders"] for each in (first, second)] == [[in_tokyo], [in_tokyo]]
    assert boss.get(second.links["next"]["url"]).json()["orders"] == [in_samoa]
    assert boss.orders("start_date=2026-11-24")["orders"] == [in_tokyo]
    assert boss.orders()["orders"] == [in_tokyo, in_samoa]  # by business day, then by when they were placed
