"""Business days: reported while they are open, closed once, and reconciled."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from application.kernel.access import OnlyManagersManage
from application.kernel.business_days import ClosedDays
from application.ordering.close_order import CloseOrder
from application.ordering.give_discount import GiveDiscount
from application.ordering.pay_order import PayOrder
from application.ordering.refund_payment import RefundPayment
from application.reporting.close_day import CloseDay
from application.reporting.day_reports import DayForm, DayReports
from application.reporting.reconcile import Reconcile
from application.reporting.show_day import ShowDay
from application.reporting.takings_report import TakingsReport
from application.reporting.verify_days import VerifyDays
from domain.billing.day import DayNotBegun, DayPassedOver, DayReport, EarlierDayOpen, KeptReport
from domain.billing.percent import Percent
from domain.kernel.caller import Caller
from domain.kernel.money import Money
from domain.kernel.names import Name, Note
from domain.kernel.period import ALWAYS, Period
from domain.ordering.order import Order
from tests.application.conftest import BOSS, House, wanted

TODAY = date(2024, 5, 1)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
async def ana(house: House) -> Caller:
    return (await house.register(email="ana@example.com", name=Name("Ana"), sent=None)).caller


async def place(house: House, ana: Caller, price: int = 250) -> Order:
    return await house.place(caller=ana, customer=Name("Bob"), wanted=[wanted("Tea", price)])


async def pay(house: House, ana: Caller, order: Order, amount: int, tip: int = 0) -> Order:
    paying = house.get(PayOrder)
    return await paying(caller=ana, order=order.id, method=Name("cash"), amount=Money(amount), tip=Money(tip))


async def close(house: House, day: date) -> DayReport:
    return house.get(DayForm).read((await house.get(CloseDay)(caller=BOSS, day=day)).content)


async def test_a_closed_day_is_reported_as_it_was_for_ever(house: House, ana: Caller) -> None:
    first, second = await place(house, ana), await place(house, ana, 300)
    _ = await house.get(GiveDiscount)(caller=ana, order=first.id, reason=Note("Late"), off=Percent.of(10))
    _ = await pay(house, ana, first, 225, tip=20)
    show = house.get(ShowDay)
    open_, kept = await show(caller=BOSS, day=TODAY)
    assert kept is None
    report = await close(house, TODAY)
    assert replace(report, closing=None) == house.get(DayForm).read(open_)
    total = report.takings.total
    assert (total.orders, total.gross, total.discounts, total.net) == (2, Money(550), Money(25), Money(525))
    assert (total.payments, total.tips, total.total) == (Money(225), Money(20), Money(525))
    over = report.carried_over
    assert (over.orders, over.due, [each.id for each in over.newest]) == (1, Money(300), [second.id])

    content, kept = await show(caller=BOSS, day=TODAY)
    _ = await pay(house, ana, second, 300)
    _ = await place(house, ana)
    assert kept is not None
    assert await show(caller=BOSS, day=TODAY) == (content, kept)
    assert await house.get(CloseDay)(caller=BOSS, day=TODAY) == kept
    after = house.get(DayForm).read((await show(caller=BOSS, day=TOMORROW))[0]).takings.total
    assert (after.orders, after.gross, after.payments) == (1, Money(250), Money(300))


async def test_days_are_numbered_and_chained(house: House, ana: Caller) -> None:
    _ = await place(house, ana)
    kept = [await house.get(CloseDay)(caller=BOSS, day=TODAY)]
    house.clock.moment += timedelta(days=3)
    _ = await place(house, ana)
    kept.append(await house.get(CloseDay)(caller=BOSS, day=TODAY + timedelta(days=3)))
    closings = [house.get(DayForm).read(each.content).closing for each in kept]
    assert [closing and (closing.number, closing.after) for closing in closings] == [(1, b""), (2, kept[0].seal)]
    assert await house.get(VerifyDays)() == (2, kept[1].seal, None)
    cooked = KeptReport(number=1, day=TODAY, content=kept[0].content.replace(b"2.5", b"1.5"), seal=kept[0].seal)
    house.shelf.day_reports[0] = cooked
    assert await house.get(VerifyDays)() == (0, b"", 1)


async def test_days_are_closed_in_their_order_and_none_before_it_begins(house: House, ana: Caller) -> None:
    with pytest.raises(DayNotBegun):
        _ = await close(house, TOMORROW)
    _ = await close(house, TODAY)
    with pytest.raises(DayNotBegun):
        _ = await close(house, TOMORROW)
    _ = await place(house, ana)  # it counts for tomorrow
    house.clock.moment += timedelta(days=3)
    last = TODAY + timedelta(days=3)
    with pytest.raises(EarlierDayOpen, match=str(TOMORROW)):
        _ = await close(house, last)
    _ = await close(house, TOMORROW)
    _ = await close(house, last)
    with pytest.raises(DayPassedOver):
        _ = await close(house, TODAY + timedelta(days=2))
    with pytest.raises(DayPassedOver):
        _ = await close(house, TODAY - timedelta(days=1))


async def test_a_report_that_was_not_made_when_the_plug_was_pulled_is_made_later(house: House, ana: Caller) -> None:
    order = await place(house, ana)
    assert await house.get(ClosedDays).close_through(TODAY, after=None)
    _ = await pay(house, ana, order, 250)
    house.clock.moment += timedelta(days=1)
    report = await close(house, TOMORROW)
    assert report.closing is not None
    assert report.closing.number == 2
    first, _ = await house.get(ShowDay)(caller=BOSS, day=TODAY)
    today = house.get(DayForm).read(first)
    assert (today.takings.total.gross, today.takings.total.payments) == (Money(250), Money(0))
    assert (today.carried_over.orders, today.carried_over.due) == (1, Money(250))
    assert report.takings.total.payments == Money(250)


async def test_takings_have_a_closed_day_before_its_report_is_made(house: House, ana: Caller) -> None:
    _ = await place(house, ana)
    _ = await close(house, TODAY)
    _ = await place(house, ana)
    house.clock.moment += timedelta(days=1)
    before = await house.get(TakingsReport)(caller=BOSS, period=ALWAYS)
    assert before.total.gross == Money(500)
    assert await house.get(ClosedDays).close_through(TOMORROW, after=TODAY)
    assert await house.get(TakingsReport)(caller=BOSS, period=ALWAYS) == before
    assert await house.get(Reconcile)(caller=BOSS, period=ALWAYS) == []


async def test_a_day_has_a_report_also_where_something_was_sold_on_it_at_the_last_moment(
    house: House, ana: Caller
) -> None:
    _ = await close(house, TODAY - timedelta(days=1))
    _ = await place(house, ana)  # between looking at the days before and closing tomorrow
    house.clock.moment += timedelta(days=1)
    assert await house.get(ClosedDays).close_through(TOMORROW, after=TODAY - timedelta(days=1))
    report = await close(house, TOMORROW)
    assert report.closing is not None
    assert report.closing.number == 3
    assert [each.day for each in await house.get(DayReports).of(ALWAYS)][1:] == [TODAY, TOMORROW]


async def test_whoever_closes_another_day_first_leaves_none_out(house: House, ana: Caller) -> None:
    for _ in range(3):
        _ = await place(house, ana)
        house.clock.moment += timedelta(days=1)
    days = [TODAY, TODAY + timedelta(days=2)]
    closing = (house.get(CloseDay)(caller=BOSS, day=day) for day in days)
    one, other = await asyncio.gather(*closing, return_exceptions=True)
    kept = await house.get(DayReports).of(ALWAYS)
    takings = await house.get(TakingsReport)(caller=BOSS, period=ALWAYS)
    assert takings.total.gross == Money(750)
    assert kept == [each for each in (one, other) if not isinstance(each, BaseException)]


async def test_days_of_long_ago_are_closed_but_for_the_first_there_is(house: House, ana: Caller) -> None:
    with pytest.raises(DayPassedOver):
        _ = await close(house, date.min)
    _ = await close(house, date.min + timedelta(days=1))
    _ = await place(house, ana)
    assert (await house.get(TakingsReport)(caller=BOSS, period=ALWAYS)).total.orders == 1


async def test_two_who_close_a_day_at_once_get_the_same_report(house: House, ana: Caller) -> None:
    _ = await place(house, ana)
    one, other = await asyncio.gather(*(house.get(CloseDay)(caller=BOSS, day=TODAY) for _ in range(2)))
    assert one == other
    assert await house.get(DayReports).of(ALWAYS) == [one]


async def test_takings_of_closed_days_and_of_open_ones_are_one_report(house: House, ana: Caller) -> None:
    first = await place(house, ana)
    _ = await pay(house, ana, first, 250)
    open_ = await house.get(TakingsReport)(caller=BOSS, period=ALWAYS)
    _ = await close(house, TODAY)
    assert await house.get(TakingsReport)(caller=BOSS, period=ALWAYS) == open_
    paid = (await house.show_order(caller=ana, order=first.id)).account.payments[0]
    refund = house.get(RefundPayment)
    _ = await refund(caller=ana, order=first.id, payment=paid.id, amount=Money(50), reason=Note("Cold"))
    _ = await place(house, ana, 300)
    both = await house.get(TakingsReport)(caller=BOSS, period=ALWAYS)
    assert sorted(both.days) == [TODAY, TOMORROW]
    assert (both.total.net, both.total.refunds) == (Money(500), Money(50))
    assert (await house.get(TakingsReport)(caller=BOSS, period=Period(start=TOMORROW))).total == both.days[TOMORROW]
    assert (await house.get(TakingsReport)(caller=BOSS, period=Period(end=TODAY))) == open_
    assert await house.get(Reconcile)(caller=BOSS, period=ALWAYS) == []


async def test_a_cooked_report_is_told_by_reconciling(house: House, ana: Caller) -> None:
    _ = await place(house, ana)
    kept = await house.get(CloseDay)(caller=BOSS, day=TODAY)
    house.shelf.day_reports[0] = KeptReport(
        number=1, day=TODAY, content=kept.content.replace(b'"gross":2.5', b'"gross":1.5'), seal=kept.seal
    )
    found = await house.get(Reconcile)(caller=BOSS, period=ALWAYS)
    assert [(each.what, each.said, each.found) for each in found] == [(f"gross of {TODAY}", "150", "250")]


async def test_what_is_closed_unpaid_is_not_carried_over(house: House, ana: Caller) -> None:
    order = await place(house, ana)
    _ = await house.get(CloseOrder)(caller=ana, order=order.id)
    assert (await close(house, TODAY)).carried_over.orders == 0


async def test_days_are_for_managers(house: House) -> None:
    ana = (await house.register(email="ana@example.com", name=Name("Ana"), sent=None)).caller
    for call in (
        house.get(CloseDay)(caller=ana, day=TODAY),
        house.get(ShowDay)(caller=ana, day=TODAY),
        house.get(TakingsReport)(caller=ana, period=ALWAYS),
        house.get(Reconcile)(caller=ana, period=ALWAYS),
    ):
        with pytest.raises(OnlyManagersManage):
            _ = await call
