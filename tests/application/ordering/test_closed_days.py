"""What a day that is closed before it is over means for those who go on serving."""

from datetime import date

import pytest

from application.kernel.business_days import ClosedDays
from application.ordering.add_lines import AddLines
from application.ordering.give_discount import GiveDiscount
from application.ordering.pay_order import PayOrder
from application.ordering.reopen_order import ReopenOrder
from domain.billing.day import DayClosed
from domain.billing.percent import Percent
from domain.kernel.caller import Caller
from domain.kernel.ids import OrderId
from domain.kernel.money import Money
from domain.kernel.names import Name, Note
from domain.ordering.order import Order
from domain.ordering.refusals import DayIsOver
from tests.application.conftest import House, wanted

TODAY, TOMORROW = date(2024, 5, 1), date(2024, 5, 2)


@pytest.fixture
async def ana(house: House) -> Caller:
    return (await house.register(email="ana@example.com", name=Name("Ana"), sent=None)).caller


async def place(house: House, ana: Caller) -> Order:
    return await house.place(caller=ana, customer=Name("Bob"), wanted=[wanted("Tea")])


async def pay(house: House, ana: Caller, order: OrderId) -> Order:
    return await house.get(PayOrder)(caller=ana, order=order, method=Name("cash"), amount=Money(250))


async def test_who_orders_after_the_day_was_closed_orders_on_the_next(house: House, ana: Caller) -> None:
    first = await place(house, ana)
    assert await house.get(ClosedDays).close_through(TODAY, after=None)
    second = await place(house, ana)
    assert [(each.business_date, each.number) for each in (first, second)] == [(TODAY, 1), (TOMORROW, 1)]
    assert second.placed_at == first.placed_at


async def test_what_is_paid_after_the_day_was_closed_counts_for_the_next(house: House, ana: Caller) -> None:
    first = await place(house, ana)
    assert await house.get(ClosedDays).close_through(TODAY, after=None)
    paid = await pay(house, ana, first.id)
    assert paid.account.payments[0].till.business_date == TOMORROW
    with pytest.raises(DayIsOver):
        _ = await house.get(ReopenOrder)(caller=ana, order=first.id, reason=Note("Dessert"))


async def test_what_would_change_a_closed_day_is_refused_however_often_it_is_tried(house: House, ana: Caller) -> None:
    first = await place(house, ana)
    assert await house.get(ClosedDays).close_through(TODAY, after=None)
    for _ in range(2):
        with pytest.raises(DayClosed):
            _ = await house.get(GiveDiscount)(caller=ana, order=first.id, reason=Note("Late"), off=Percent.of(5))
        with pytest.raises(DayClosed):
            _ = await house.get(AddLines)(caller=ana, order=first.id, wanted=[wanted("Cake")])
    assert await house.show_order(caller=ana, order=first.id) == first
