"""The contract of `TakingsLedger`."""

from dataclasses import replace
from datetime import date, timedelta

from application.reporting.add_up_takings import AddUpTakings
from domain.billing.account import PaymentTaken, Till
from domain.billing.charges import Payment, ServiceCharge
from domain.billing.method import PaymentKind
from domain.billing.percent import Percent
from domain.billing.takings import Figures, Method, Server, Taxed
from domain.kernel.ids import LineId, OrderId, PaymentId
from domain.kernel.money import NOTHING, Money
from domain.kernel.names import Name
from domain.kernel.period import ALWAYS, Period
from domain.ordering.billed import bill_of
from domain.ordering.chart import Command
from domain.ordering.line import Line
from domain.ordering.settling import paid, service_charged
from tests.contracts.ordering.test_accounts import ADDED, EUR, INCLUDED, MANAGER, Dinner, a_dinner
from tests.contracts.things import NOON, a_line, a_product, keep, new_id
from tests.contracts.worlds import NEXT_DOOR, World

FIRST, SECOND, NINTH = (date(2026, 5, day) for day in (1, 2, 9))
"""Orders are placed on the first, paid on the second, and refunds are given on the ninth."""


def a_free_line(dinner: Dinner) -> Line:
    """Return a line like the dinner's last, on which there is no tax."""
    return replace(dinner.order.lines[-1], id=LineId(new_id()))


def on(day: date) -> Period:
    return Period(start=day, end=day)


async def test_bills_count_for_the_day_of_the_sale_and_money_for_when_it_was_taken(world: World) -> None:
    dinner = await a_dinner(world)
    await dinner.discount(Percent.of(10))
    await dinner.to(service_charged(dinner.order, MANAGER, ServiceCharge(Percent.of(10), taxed=True)))
    await dinner.void(0)
    await dinner.pay(500, tip=50)
    await dinner.pay(bill_of(dinner.order).due.minor)
    await dinner.refund(123)
    bill, room = bill_of(dinner.order), dinner.room
    add_up = AddUpTakings(room.sales, room.takings_ledger)
    whole = await add_up(period=ALWAYS)
    assert [*whole.days] == [FIRST, SECOND, NINTH]
    sold, taken, back = whole.days.values()
    added = sum(each.added_tax.minor for each in bill.lines)
    assert sold == Figures(
        orders=1,
        gross=bill.gross,
        voids=dinner.order.lines[0].unit_price * 1,
        discounts=bill.discount,
        service_charge=bill.service_charge,
        tax=Money(sum(each.amount.minor for each in bill.taxes)),
        added_tax=Money(added),
    )
    assert taken == Figures(payments=bill.paid, tips=Money(50))
    assert back == Figures(refunds=Money(123))
    assert whole.total.total == bill.total
    assert whole.total.net == bill.net - Money(123)
    assert whole.methods == {
        Method("Bar", PaymentKind.CASH): Figures(payments=bill.paid, tips=Money(50), refunds=Money(123))
    }
    assert whole.waiters == {Server(dinner.by, "Ann"): whole.total}
    assert {tax: taxed for tax, taxed in whole.taxes.items() if taxed != Taxed()} == {
        each.tax: Taxed(each.base, each.amount) for each in bill.taxes
    }
    assert {each.tax for each in bill.taxes} == {INCLUDED, ADDED}
    assert (await add_up(period=on(SECOND))).total == taken
    assert (await room.takings_ledger.beside_sales(on(NINTH))).methods == {
        Method("Bar", PaymentKind.CASH): Figures(refunds=Money(123))
    }
    assert (
        await AddUpTakings(world.room(NEXT_DOOR).sales, world.room(NEXT_DOOR).takings_ledger)(period=ALWAYS)
    ).days == {}


async def test_what_was_added_and_voided_counts_for_the_day_on_which_it_was_ordered(world: World) -> None:
    dinner = await a_dinner(world)
    more = a_product("More", price=700)
    await keep(dinner.room, more)
    later = replace(dinner.order.sale, business_date=SECOND)
    await dinner.to(dinner.order.with_more([replace(a_line(more, 2), sale=later)], MANAGER))
    await dinner.void(3)
    found = await dinner.room.takings_ledger.beside_sales(ALWAYS)
    assert {day: each.voids.minor for day, each in found.days.items() if each.voids != NOTHING} == {SECOND: 700}


async def test_what_is_open_is_carried_over_with_what_was_due_by_then(world: World) -> None:
    dinner = await a_dinner(world)
    plain = replace(dinner.order, id=OrderId(new_id()), business_date=date(2026, 5, 3), lines=(a_free_line(dinner),))
    await keep(dinner.room, plain)
    ledger, total = dinner.room.takings_ledger, bill_of(dinner.order).total

    over = await ledger.carried_over(since=FIRST, day=FIRST, most=10)
    assert (over.orders, over.due) == (1, total)
    assert (over.newest[0].total, over.newest[0].paid, over.newest[0].due) == (total, NOTHING, total)
    await dinner.pay(500)
    await dinner.pay(bill_of(dinner.order).due.minor)  # on the second: that closes it
    over = await ledger.carried_over(since=FIRST, day=FIRST, most=10)
    assert (over.orders, over.due, over.newest[0].id) == (1, total, dinner.order.id)
    over = await ledger.carried_over(since=FIRST, day=SECOND, most=10)
    assert (over.orders, over.due, over.newest) == (0, NOTHING, ())
    over = await ledger.carried_over(since=FIRST, day=FIRST + timedelta(days=30), most=1)
    assert (over.orders, over.due, [each.id for each in over.newest]) == (1, plain.total, [plain.id])


async def test_the_newest_of_many_are_told_and_all_are_counted(world: World) -> None:
    dinner = await a_dinner(world)
    orders = [
        replace(dinner.order, id=OrderId(new_id()), business_date=date(2026, 5, day), lines=(a_free_line(dinner),))
        for day in range(2, 7)
    ]
    await keep(dinner.room, *orders)
    over = await dinner.room.takings_ledger.carried_over(since=FIRST, day=date(2026, 5, 5), most=2)
    assert over.orders == 5
    assert [each.id for each in over.newest] == [orders[3].id, orders[2].id]
    over = await dinner.room.takings_ledger.carried_over(since=date(2026, 5, 4), day=date(2026, 5, 5), most=2)
    assert over.orders == 2


async def all_paid_rounded(dinner: Dinner) -> Money:
    """Pay the dinner, on the second, in coins that are 2 more than it comes to, and return what it comes to."""
    total = bill_of(dinner.order).total
    payment = Payment(PaymentId(new_id()), Money(total.minor + 2), rounding=Money(2))
    taken = PaymentTaken(
        payment=payment, method=Name("Bar"), kind=PaymentKind.CASH, by=dinner.by, at=NOON, till=Till(SECOND, 13)
    )
    await dinner.to(paid(dinner.order, MANAGER, taken, EUR))
    return total


async def test_what_was_rounded_and_given_back_later_is_carried_over_as_it_was_by_then(world: World) -> None:
    dinner = await a_dinner(world)
    total = await all_paid_rounded(dinner)
    await dinner.to(dinner.order.settled(Command.REOPEN, MANAGER, NOON))
    await dinner.refund(total.minor + 2)

    ledger, rounded = dinner.room.takings_ledger, total + Money(2)
    then = [(await ledger.carried_over(since=FIRST, day=day, most=10)).newest[0] for day in (FIRST, SECOND, NINTH)]
    assert [each.total for each in then] == [total, rounded, total]
    assert [each.due for each in then] == [total, NOTHING, total]


async def test_what_was_rounded_is_not_any_more_once_all_of_it_is_given_back(world: World) -> None:
    dinner = await a_dinner(world)
    total = await all_paid_rounded(dinner)
    await dinner.refund(1)
    add_up = AddUpTakings(dinner.room.sales, dinner.room.takings_ledger)
    assert (await add_up(period=ALWAYS)).total.rounding == Money(2)
    await dinner.refund(total.minor + 1)
    assert bill_of(dinner.order).total == bill_of(dinner.order).due == total
    takings = await add_up(period=ALWAYS)
    assert {day: each.rounding.minor for day, each in takings.days.items()} == {FIRST: 0, SECOND: 2, NINTH: -2}
    assert takings.total.total == total
    assert sum(each.rounding.minor for each in takings.methods.values()) == 0
    assert await dinner.room.takings_ledger.unbalanced(ALWAYS) == []


async def test_books_that_are_right_are_balanced(world: World) -> None:
    dinner = await a_dinner(world)
    await dinner.discount(Money(100))
    await dinner.pay(500, tip=50)
    await dinner.refund(20)
    assert await dinner.room.takings_ledger.unbalanced(ALWAYS) == []
