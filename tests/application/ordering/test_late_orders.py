"""Orders that come in after they were taken, as their client was offline: what they count for, and what is refused."""

from datetime import UTC, date, datetime, timedelta

import pytest

from application.kernel.business_days import ClosedDays
from application.kernel.events import EventType
from application.ordering.quote_order import QuoteOrder
from domain.billing.day import DayClosed
from domain.catalogue.product import Stock
from domain.kernel.caller import Caller
from domain.kernel.money import Price
from domain.kernel.names import Name
from domain.ordering.arrival import PlacedTooLongAgo
from domain.ordering.order import Order
from domain.ordering.quote import Quote, QuoteExpired
from tests.application.conftest import NOON, House, wanted

YESTERDAY, TODAY, TOMORROW = (date(2024, 4, 30) + timedelta(days=days) for days in range(3))
NIGHT = datetime(2024, 5, 1, 3, 59, 59, tzinfo=UTC)  # the day starts at four


@pytest.fixture
async def ana(house: House) -> Caller:
    return (await house.register(email="ana@example.com", name=Name("Ana"), sent=None)).caller


async def place(house: House, ana: Caller, taken_at: datetime | None = None, quote: Quote | None = None) -> Order:
    return await house.place(caller=ana, customer=Name("Bob"), wanted=[wanted("Tea")], taken_at=taken_at, quote=quote)


async def test_what_was_taken_last_night_is_of_last_nights_hour_day_and_numbers(house: House, ana: Caller) -> None:
    before, late, another = await place(house, ana), await place(house, ana, NIGHT), await place(house, ana, NIGHT)

    assert [(each.business_date, each.number, each.local_hour) for each in (before, late, another)] == [
        (TODAY, 1, 12),
        (YESTERDAY, 1, 3),
        (YESTERDAY, 2, 3),
    ]
    assert (late.placed_at, late.received_at, late.came_at) == (NIGHT, NOON, NOON)
    assert (before.placed_at, before.received_at, before.came_at) == (NOON, None, NOON)
    assert [line.progress.sent_at for line in late.lines] == [NIGHT]
    assert [each.at for each in house.shelf.events if each.type == EventType.ORDER_PLACED] == [NOON, NIGHT, NIGHT]


async def test_an_order_of_now_says_nothing_of_when_it_came_in(house: House, ana: Caller) -> None:
    for taken_at in (NOON, NOON + timedelta(seconds=60)):
        order = await place(house, ana, taken_at)
        assert (order.placed_at, order.received_at) == (NOON, None)


async def test_what_it_takes_from_the_catalogue_it_takes_when_it_comes_in(house: House, ana: Caller) -> None:
    _ = await house.add_product(name=Name("Tea"), price=Price(250), stock=Stock(1))
    _ = await place(house, ana, NIGHT)
    assert [each.at for each in house.shelf.events if each.type == EventType.PRODUCT_UNAVAILABLE] == [NOON]


async def test_an_order_of_a_day_that_is_closed_by_now_is_refused(house: House, ana: Caller) -> None:
    assert await house.get(ClosedDays).close_through(YESTERDAY, after=None)
    for _ in range(2):  # also once it is known that the day is closed
        with pytest.raises(DayClosed, match="without placed_at it counts for today"):
            _ = await place(house, ana, NIGHT)
    assert (await place(house, ana, NIGHT + timedelta(seconds=1))).business_date == TODAY
    assert (await place(house, ana)).business_date == TODAY


@pytest.mark.parametrize("seconds", [1, 60])
async def test_what_was_taken_a_moment_ago_is_an_order_like_any_other_where_today_was_closed_early(
    house: House, ana: Caller, seconds: int
) -> None:
    assert await house.get(ClosedDays).close_through(TODAY, after=None)
    order = await place(house, ana, NOON - timedelta(seconds=seconds))
    assert (order.business_date, order.placed_at, order.received_at) == (TOMORROW, NOON, None)
    with pytest.raises(DayClosed):
        _ = await place(house, ana, NOON - timedelta(seconds=61))


async def test_nothing_is_kept_of_what_comes_in_more_than_a_day_late(house: House, ana: Caller) -> None:
    with pytest.raises(PlacedTooLongAgo):
        _ = await place(house, ana, NOON - timedelta(days=1, microseconds=1))
    assert house.shelf.orders == {}
    assert (await place(house, ana, NOON - timedelta(days=1))).business_date == YESTERDAY


async def test_a_quote_is_good_for_what_was_taken_while_it_was(house: House, ana: Caller) -> None:
    quote, _ = await house.get(QuoteOrder)(caller=ana, customer=Name("Bob"), wanted=[wanted("Tea")])
    house.clock.moment = NOON + timedelta(hours=1)
    with pytest.raises(QuoteExpired):
        _ = await place(house, ana, quote=quote)
    with pytest.raises(QuoteExpired):
        _ = await place(house, ana, NOON + timedelta(minutes=10), quote)
    assert (await place(house, ana, NOON + timedelta(minutes=9), quote)).placed_at == NOON + timedelta(minutes=9)


async def test_what_was_taken_before_can_be_quoted_and_that_is_good_for_ten_minutes(house: House, ana: Caller) -> None:
    quote, _ = await house.get(QuoteOrder)(caller=ana, customer=Name("Bob"), wanted=[wanted("Tea")], taken_at=NIGHT)
    assert quote.expires_at == NOON + timedelta(minutes=10)
    assert (await place(house, ana, NIGHT, quote)).placed_at == NIGHT
    with pytest.raises(PlacedTooLongAgo):
        _ = await house.get(QuoteOrder)(
            caller=ana, customer=Name("Bob"), wanted=[wanted("Tea")], taken_at=NOON - timedelta(days=2)
        )
