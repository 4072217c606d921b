"""The contract of orders with something on their account: it comes back as it was, and reports say what it came to."""

import asyncio
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from application.kernel.pages import PageRequest
from application.ordering.ports import OrderFilter
from application.reporting.ports import GroupedQuestion, SalesQuestion
from domain.billing.account import DiscountGiven, PaymentTaken, RefundMade, Till
from domain.billing.charges import Discount, Payment, Refund, ServiceCharge, Tax
from domain.billing.method import PaymentKind
from domain.billing.percent import Percent
from domain.kernel.caller import Role
from domain.kernel.errors import DomainError
from domain.kernel.ids import DiscountId, LineId, PaymentId, RefundId, VoidId, WaiterId
from domain.kernel.money import NOTHING, Currency, Money
from domain.kernel.names import Name, Note
from domain.ordering.billed import bill_of
from domain.ordering.line import Void
from domain.ordering.numbers import Quantity
from domain.ordering.order import Order
from domain.ordering.refusals import OrderChanged
from domain.ordering.settling import (
    covered,
    discounted,
    paid,
    refunded,
    service_charged,
    without_discount,
)
from domain.reporting.sales import GroupBy
from tests.contracts.things import NOON, a_line, a_product, a_waiter, an_order, kept, may, new_id
from tests.contracts.worlds import NEXT_DOOR, Room, World

MANAGER = Role.MANAGER.acts_as
EUR = Currency.of("EUR")
INCLUDED = Tax("Speisen", "MwSt", Percent.of(7), included=True)
ADDED = Tax("drinks", "Sales tax", Percent(88_750), included=False)


@dataclass
class Dinner:
    """An order whose bill is changed, one commit after another."""

    room: Room
    order: Order
    by: WaiterId
    at_minute: int = 0

    async def to(self, after: Order, *voids: Void) -> None:
        await self.room.work.commit(None, self.room.orders.change(self.order, after, *voids))
        self.order = after
        self.at_minute += 1

    async def discount(self, off: Percent | Money, *lines: LineId) -> None:
        discount = Discount(
            id=DiscountId(new_id()),
            percent=off if isinstance(off, Percent) else None,
            amount=None if isinstance(off, Percent) else off,
            lines=frozenset(lines) if lines else None,
        )
        given = DiscountGiven(discount=discount, reason=Note("Late"), by=self.by, at=self._now, approved_by=self.by)
        await self.to(discounted(self.order, MANAGER, given, named=lines or None, cap=Percent.of(0)))

    async def pay(self, amount: int, *, tip: int = 0, tendered: int | None = None) -> None:
        taken = PaymentTaken(
            payment=Payment(PaymentId(new_id()), Money(amount), Money(tip), NOTHING),
            method=Name("Bar"),
            kind=PaymentKind.CASH,
            tendered=None if tendered is None else Money(tendered),
            reference=Note("till 2"),
            by=self.by,
            at=self._now,
            till=Till(date(2026, 5, 2), 13),
        )
        await self.to(paid(self.order, MANAGER, taken, EUR))

    async def refund(self, amount: int, of: int = 0) -> None:
        made = RefundMade(
            id=RefundId(new_id()),
            refund=Refund(self.order.account.payments[of].id, Money(amount)),
            reason=Note("Cold"),
            by=self.by,
            at=self._now,
            till=Till(date(2026, 5, 9), 7),
            approved_by=self.by,
        )
        await self.to(refunded(self.order, MANAGER, made, EUR))

    async def void(self, place: int) -> None:
        def void(line: LineId, quantity: Quantity) -> Void:
            return Void(
                id=VoidId(new_id()), line=line, quantity=quantity, reason=Note("Gone"), by=self.by, at=self._now
            )

        after, voids = self.order.without([(self.order.lines[place].id, Quantity(1))], MANAGER, void)
        await self.to(covered(after), *voids)

    @property
    def _now(self) -> datetime:
        return NOON + timedelta(minutes=self.at_minute)


async def a_dinner(world: World) -> Dinner:
    ann, soup, tea = a_waiter(), a_product("Soup", price=1_005), a_product("Tea", price=333)
    order = an_order(ann, replace(a_line(soup, 3), tax=INCLUDED), replace(a_line(tea, 2), tax=ADDED), a_line(tea))
    return Dinner(await kept(world, ann, soup, tea, order), order, ann.id)


async def net_by(room: Room, group_by: GroupBy) -> dict[object, int]:
    (report,) = await room.sales.grouped(GroupedQuestion(group_by=group_by))
    assert sum(each.sold.net.minor for each in report.groups) == report.total.net.minor
    return {each.key: each.sold.net.minor for each in report.groups}


async def test_all_that_is_on_an_account_comes_back(world: World) -> None:
    dinner = await a_dinner(world)
    soup, *_ = dinner.order.lines
    await dinner.discount(Percent(123_456), soup.id)
    await dinner.discount(Money(77))
    await dinner.to(service_charged(dinner.order, MANAGER, ServiceCharge(Percent.of(10), taxed=True)))
    await dinner.pay(500, tip=50, tendered=1_000)
    await dinner.pay(bill_of(dinner.order).due.minor)
    await dinner.refund(499)
    assert await dinner.room.orders.get(dinner.order.id) == dinner.order
    listed = await dinner.room.orders.page(where=OrderFilter(), page=PageRequest(number=1, size=9))
    assert [*listed] == [dinner.order]
    assert len(dinner.order.account.payments) == 2


async def test_a_discount_that_was_removed_is_gone(world: World) -> None:
    dinner = await a_dinner(world)
    await dinner.discount(Percent.of(50))
    await dinner.discount(Money(1))
    first, second = dinner.order.account.discounts
    await dinner.to(without_discount(dinner.order, MANAGER, first.id))
    assert (await dinner.room.orders.get(dinner.order.id)).account.discounts == (second,)
    await dinner.to(without_discount(dinner.order, MANAGER, second.id))
    assert await dinner.room.orders.get(dinner.order.id) == dinner.order


async def test_of_two_payments_at_once_for_what_one_may_be_taken_the_other_is_refused(world: World) -> None:
    dinner = await a_dinner(world)
    due, before = bill_of(dinner.order).due.minor, dinner.order
    tries = [Dinner(world.room(), before, dinner.by).pay(due) for _ in "abc"]
    refused = [each for each in await asyncio.gather(*tries, return_exceptions=True) if each is not None]
    assert [type(each) for each in refused] == [OrderChanged, OrderChanged]
    assert bill_of(await dinner.room.orders.get(before.id)).due == NOTHING


async def test_what_is_given_back_counts_for_the_day_on_which_it_is(world: World) -> None:
    dinner = await a_dinner(world)
    await dinner.discount(Percent.of(10))
    await dinner.pay(bill_of(dinner.order).due.minor)
    await dinner.refund(1_000)
    gross, discount = 3 * 1_005 + 3 * 333, bill_of(dinner.order).discount.minor
    for _ in range(2):
        assert await net_by(dinner.room, GroupBy.DAY) == {may(1): gross - discount, may(9): -1_000}
        assert await net_by(dinner.room, GroupBy.HOUR) == {7: -1_000, 12: gross - discount}
        assert await net_by(dinner.room, GroupBy.WAITER) == {dinner.by: gross - discount - 1_000}
        assert sum((await net_by(dinner.room, GroupBy.PRODUCT)).values()) == gross - discount - 1_000
        assert await net_by(dinner.room, GroupBy.CATEGORY) == {None: gross - discount - 1_000}
        sold = await dinner.room.sales.by_product(SalesQuestion())
        assert sum(each.net.minor for each in sold) == gross - discount - 1_000
        _ = await dinner.room.rollups.roll_up(most=100)
        assert await dinner.room.rollups.differences() == 0
    await dinner.room.rollups.rebuild()
    assert await net_by(dinner.room, GroupBy.DAY) == {may(1): gross - discount, may(9): -1_000}
    assert await net_by(world.room(NEXT_DOOR), GroupBy.DAY) == {}


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["discount", "line", "undo", "service", "pay", "refund", "void", "count"]), st.integers(0, 99)
    ),
    max_size=8,
)


@given(steps=STEPS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_whatever_is_done_to_a_bill_reports_say_what_it_says(world: World, steps: list[tuple[str, int]]) -> None:
    ann, soup, tea = a_waiter(f"{new_id()}@example.com"), a_product(f"S {new_id()}"), a_product(f"T {new_id()}")
    order = an_order(ann, replace(a_line(soup, 3), tax=INCLUDED), replace(a_line(tea, 2), tax=ADDED))
    dinner = Dinner(await kept(world, ann, soup, tea, order), order, ann.id)
    for what, number in steps:
        due = bill_of(dinner.order).due.minor
        try:
            match what:
                case "discount":
                    await dinner.discount(Percent.of(number))
                case "line":
                    await dinner.discount(Money(number + 1), dinner.order.lines[number % 2].id)
                case "undo":
                    await dinner.to(without_discount(dinner.order, MANAGER, DiscountId(_last(dinner.order))))
                case "service":
                    service = ServiceCharge(Percent.of(number), taxed=number > 50)
                    await dinner.to(service_charged(dinner.order, MANAGER, service))
                case "pay":
                    await dinner.pay(1 + due * number // 99)
                case "refund":
                    await dinner.refund(number + 1)
                case "void":
                    await dinner.void(number % 2)
                case _:
                    _ = await dinner.room.rollups.roll_up(most=number + 1)
        except (DomainError, IndexError):
            continue
    assert await dinner.room.orders.get(order.id) == dinner.order
    bill = bill_of(dinner.order)
    (by_waiter,) = await dinner.room.sales.grouped(GroupedQuestion(group_by=GroupBy.WAITER, waiter=ann.id))
    assert by_waiter.total.discounts == bill.discount
    assert by_waiter.total.refunds == bill.refunded
    assert by_waiter.total.revenue == bill.gross
    assert await dinner.room.rollups.differences() == 0


def _last(order: Order) -> UUID:
    return order.account.discounts[-1].id
