"""The contract of orders of closed days: money and the kitchen go on, what they come to stays."""

from dataclasses import replace
from datetime import date

import pytest

from domain.billing.charges import ServiceCharge
from domain.billing.day import DayClosed
from domain.billing.percent import Percent
from domain.kernel.ids import OrderId
from domain.kernel.money import Currency
from domain.ordering.chart import Command
from domain.ordering.line import Sale
from domain.ordering.settling import closed, service_charged
from tests.contracts.ordering.test_accounts import MANAGER, Dinner, a_dinner
from tests.contracts.things import NOON, a_line, a_product, keep, new_id
from tests.contracts.worlds import World

FIRST, SECOND = date(2026, 5, 1), date(2026, 5, 2)


async def a_carried_over_dinner(world: World) -> Dinner:
    dinner = await a_dinner(world)
    await dinner.discount(Percent.of(10))
    assert await dinner.room.closed_days.close_through(FIRST, after=None)
    return dinner


async def test_what_an_order_comes_to_stays_once_its_day_is_closed(world: World) -> None:
    dinner = await a_carried_over_dinner(world)
    before = dinner.order
    more = a_product("More")
    await keep(dinner.room, more)
    charge = ServiceCharge(Percent.of(10), taxed=False)
    steps = [
        lambda: dinner.discount(Percent.of(5)),
        lambda: dinner.to(service_charged(before, MANAGER, charge)),
        lambda: dinner.void(0),
        lambda: dinner.to(before.with_more([a_line(more)], MANAGER)),
    ]
    for step in steps:
        with pytest.raises(DayClosed):
            await step()
    assert await dinner.room.orders.get(before.id) == before


async def test_it_is_served_paid_refunded_and_closed_all_the_same(world: World) -> None:
    dinner = await a_carried_over_dinner(world)  # money is taken on the second of May, and given back on the ninth
    await dinner.to(dinner.order.moved(Command.SERVE, None, MANAGER, NOON))
    await dinner.to(
        replace(dinner.order, customer=dinner.order.lines[0].product_name, version=dinner.order.version + 1)
    )
    await dinner.pay(500)
    await dinner.refund(200)
    assert await dinner.room.orders.get(dinner.order.id) == dinner.order
    assert await dinner.room.closed_days.close_through(SECOND, after=FIRST)
    with pytest.raises(DayClosed):
        await dinner.pay(100)
    await dinner.refund(100)


async def test_an_order_without_payments_is_closed_after_its_day_and_not_opened_again(world: World) -> None:
    dinner = await a_carried_over_dinner(world)
    await dinner.to(closed(dinner.order, MANAGER, NOON, Currency.of("EUR")))
    with pytest.raises(DayClosed):
        await dinner.to(dinner.order.settled(Command.REOPEN, MANAGER, NOON))


async def test_what_was_merged_from_a_closed_day_keeps_no_plain_order_from_going_on(world: World) -> None:
    dinner = await a_dinner(world)
    more = a_product("More")
    await keep(dinner.room, more)
    plain = replace(
        dinner.order,
        id=OrderId(new_id()),
        business_date=SECOND,
        lines=(replace(a_line(more), sale=Sale(dinner.by, FIRST, 12)), a_line(more)),
    )
    await keep(dinner.room, plain)
    assert await dinner.room.closed_days.close_through(FIRST, after=None)
    today = Dinner(dinner.room, plain, dinner.by)
    await today.to(plain.with_more([a_line(more)], MANAGER))
    await today.void(1)
    with pytest.raises(DayClosed):
        await today.void(0)
    with pytest.raises(DayClosed):
        await today.discount(Percent.of(10))
