"""Bills of orders: who may do what to them, up to how much, and what is written down of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.billing.account import DiscountGiven, PaymentTaken, RefundMade, Till
from domain.billing.charges import Payment, Refund, ServiceCharge, Tax
from domain.billing.method import PaymentKind
from domain.billing.paying import payment_of
from domain.billing.percent import Percent
from domain.billing.rules import BillingRules
from domain.kernel.caller import Role
from domain.kernel.errors import DomainError
from domain.kernel.ids import LineId, OrderId, PaymentId, RefundId
from domain.kernel.money import NOTHING, Currency, Money, Price
from domain.kernel.names import Name, Note
from domain.ordering.billed import Billed, bill_of, entries, is_plain
from domain.ordering.chart import CHARGING, Command, LineStatus, OrderStatus, Roles
from domain.ordering.dividing import merged, split
from domain.ordering.line import Line, Sale
from domain.ordering.numbers import Guests, Quantity
from domain.ordering.order import Order
from domain.ordering.refusals import CommandNotAllowed, LineUnknown, OrderNotOpen
from domain.ordering.rights import with_approval
from domain.ordering.settling import (
    MOST_DISCOUNTS,
    MOST_PAYMENTS,
    closed,
    covered,
    discounted,
    paid,
    refunded,
    served,
    service_charged,
    within_cap,
    without_discount,
)
from domain.ordering.unsettled import (
    AboveDiscountCap,
    DiscountsInTheWay,
    DiscountUnknown,
    MoreThanDue,
    MoreThanPaid,
    NothingToDiscount,
    OverPaid,
    PaymentsInTheWay,
    PaymentUnknown,
    StillDue,
    TooManyDiscounts,
    TooManyPayments,
)
from tests.domain.billing.things import a_discount, payment_id
from tests.domain.ordering.test_chart import ANN, LATER, a_line, an_order, void

WAITER, MANAGER = Role.WAITER.acts_as, Role.MANAGER.acts_as
USD = Currency.of("USD")
TEN, ALL = Percent.of(10), Percent.of(100)
TOMORROW = Till(LATER.date() + timedelta(days=1), 9)
VAT = Tax("food", "VAT", Percent.of(20), included=True)
SALES_TAX = Tax("food", "Sales tax", Percent.of(10), included=False)


def a_discount_given(number: int, off: Percent | Money, *lines: LineId) -> DiscountGiven:
    discount = a_discount(number, off, frozenset(lines) if lines else None)
    return DiscountGiven(discount=discount, reason=Note("Regulars"), by=ANN, at=LATER)


def with_discount(order: Order, off: Percent | Money, *lines: Line, roles: Roles = MANAGER) -> Order:
    named = [each.id for each in lines]
    what = a_discount_given(len(order.account.discounts), off, *named)
    return discounted(order, roles, what, named=named or None, cap=TEN)


def a_payment(amount: int, number: int = 0, *, tip: int = 0, till: Till = TOMORROW) -> PaymentTaken:
    payment = Payment(payment_id(number), Money(amount), Money(tip))
    return PaymentTaken(payment=payment, method=Name("card"), kind=PaymentKind.CARD, by=ANN, at=LATER, till=till)


def with_payment(order: Order, amount: int, *, roles: Roles = WAITER) -> Order:
    return paid(order, roles, a_payment(amount, len(order.account.payments)), USD)


def with_refund(order: Order, amount: int, *, of: int = 0, roles: Roles = MANAGER) -> Order:
    made = RefundMade(
        id=RefundId(UUID(int=5_000 + len(order.account.refunds))),
        refund=Refund(payment_id(of), Money(amount)),
        reason=Note("Cold"),
        by=ANN,
        at=LATER,
        till=TOMORROW,
    )
    return refunded(order, roles, made, USD)


TO_BILLS: dict[Command, Callable[[Order, Roles], Order]] = {
    Command.DISCOUNT: lambda order, roles: with_discount(order, Percent.of(5), roles=roles),
    Command.REMOVE_DISCOUNT: lambda order, roles: without_discount(order, roles, order.account.discounts[0].id),
    Command.SERVICE_CHARGE: lambda order, roles: service_charged(order, roles, ServiceCharge(TEN, taxed=False)),
    Command.PAY: lambda order, roles: with_payment(order, 10, roles=roles),
    Command.REFUND: lambda order, roles: with_refund(order, 10, roles=roles),
}


@pytest.mark.parametrize("approved", [True, False], ids=["approved", "alone"])
@pytest.mark.parametrize(("command", "of_order", "role"), [*product(TO_BILLS, OrderStatus, Role)])
def test_a_command_to_a_bill_does_what_the_chart_says_or_is_refused(
    command: Command, of_order: OrderStatus, role: Role, *, approved: bool
) -> None:
    order = with_payment(with_discount(an_order(a_line(1), a_line(2)), Percent.of(1)), 20)
    order = replace(order, status=of_order)
    may = {Role.MANAGER} if command is Command.REFUND else {Role.WAITER, Role.MANAGER}
    open_to = {OrderStatus.OPEN, OrderStatus.CLOSED} if command is Command.REFUND else {OrderStatus.OPEN}
    roles = with_approval(command, role.acts_as) if approved else role.acts_as
    if approved and command is Command.REFUND:
        may |= {Role.WAITER}

    assert (command in order.allowed(roles)) is (role in may and of_order in open_to)
    if role not in may:
        with pytest.raises(CommandNotAllowed):
            _ = TO_BILLS[command](order, roles)
    elif of_order in open_to:
        assert TO_BILLS[command](order, roles).version == order.version + 1
    else:
        with pytest.raises(OrderNotOpen, match=f"The order is {of_order}"):
            _ = TO_BILLS[command](order, roles)


def test_what_there_is_nothing_to_do_it_to_is_not_offered() -> None:
    offered = an_order(a_line(1)).allowed(MANAGER)
    assert Command.PAY in offered
    assert Command.DISCOUNT in offered
    assert not {Command.REMOVE_DISCOUNT, Command.REFUND} & offered.keys()
    paid_in_part = with_payment(an_order(a_line(1)), 1)
    assert Command.REFUND in paid_in_part.needing_approval(WAITER)
    assert Command.REFUND not in an_order(a_line(1)).needing_approval(WAITER)


def test_what_was_given_back_of_a_closed_order_can_be_paid_again_and_it_stays_closed_as_it_was() -> None:
    order = with_payment(an_order(a_line(1)), 200)
    assert Command.PAY not in order.allowed(WAITER)
    returned = with_refund(order, 200)
    assert Command.PAY in returned.allowed(WAITER, refused=CHARGING)
    with pytest.raises(MoreThanDue):
        _ = with_payment(returned, 201)
    again = with_payment(with_payment(returned, 150), 50)
    assert (again.status, again.closed_at, bill_of(again).due) == (OrderStatus.CLOSED, order.closed_at, NOTHING)
    with pytest.raises(MoreThanDue):
        _ = with_payment(again, 1)


def test_what_a_closed_day_refuses_is_not_offered() -> None:
    order = with_discount(an_order(a_line(1)), Percent.of(1))
    settled = order.allowed(MANAGER, refused=CHARGING)
    refused = {"add", "void", "split", "merge", "discount", "remove_discount", "service_charge"}
    assert order.allowed(MANAGER).keys() - settled.keys() == refused
    assert {Command.PAY, Command.CLOSE, Command.CHANGE, Command.SERVE} <= settled.keys()
    paid_in_part = replace(with_payment(order, 1), status=OrderStatus.CLOSED)
    assert paid_in_part.needing_approval(WAITER, refused=CHARGING).keys() == {Command.REFUND}
    assert paid_in_part.needing_approval(WAITER).keys() == {Command.REFUND, Command.REOPEN}


def test_a_waiter_takes_off_up_to_the_cap_in_all_and_a_manager_as_much_as_there_is() -> None:
    order = an_order(a_line(1), a_line(2))  # 2 x 100 each
    eight = with_discount(order, Percent.of(8), roles=WAITER)
    assert bill_of(eight).total == Money(368)
    with pytest.raises(AboveDiscountCap, match="at most 10 percent"):
        _ = with_discount(eight, Percent.of(8), roles=WAITER)
    assert bill_of(with_discount(eight, Money(8), roles=WAITER)).discount == Money(40)
    with pytest.raises(AboveDiscountCap):
        _ = with_discount(eight, Money(9), roles=WAITER)
    with pytest.raises(AboveDiscountCap):
        _ = with_discount(order, Percent.of(11), order.lines[0], roles=WAITER)
    free = with_discount(eight, ALL, order.lines[0])
    assert [each.net.minor for each in bill_of(free).lines] == [0, 184]
    assert bill_of(with_discount(order, Money(10**12))).total == NOTHING


def test_a_waiter_leaves_no_more_taken_off_by_voiding_what_was_not() -> None:
    order = an_order(a_line(1), a_line(2))  # 2 x 100 each
    off = with_discount(order, Money(40), roles=WAITER)
    less, _ = off.without([(off.lines[1].id, None)], MANAGER, void)
    with pytest.raises(AboveDiscountCap):
        _ = within_cap(off, less, WAITER, TEN)
    assert within_cap(off, less, MANAGER, TEN) is less
    free = with_discount(order, ALL)
    gone, _ = free.without([(free.lines[1].id, None)], MANAGER, void)
    assert within_cap(free, gone, WAITER, TEN) is gone
    tenth = with_discount(order, TEN, roles=WAITER)
    left, _ = tenth.without([(tenth.lines[1].id, None)], MANAGER, void)
    assert within_cap(tenth, left, WAITER, TEN) is left


HELD = a_line(2, LineStatus.HELD, quantity=20)


@pytest.mark.parametrize("corked", [[], [a_line(3)]], ids=["", "beside what a manager took off"])
@pytest.mark.parametrize("named", [True, False])
def test_what_a_waiter_can_void_again_raises_the_cap_of_no_amount(corked: list[Line], *, named: bool) -> None:
    order = an_order(a_line(1), HELD, *corked)
    order = with_discount(order, ALL, *corked) if corked else order
    lines = order.lines[:2] if named else ()
    with pytest.raises(AboveDiscountCap):
        _ = with_discount(order, Money(21), *lines, roles=WAITER)
    with pytest.raises(AboveDiscountCap):
        _ = with_discount(order, Money(1), HELD, roles=WAITER)
    off = with_discount(order, Money(20), *order.lines[:1], roles=WAITER)
    assert bill_of(off).discount == bill_of(order).discount + Money(20)


def test_a_part_may_be_taken_off_what_is_not_sent_yet_but_no_amount() -> None:
    order = an_order(HELD)
    assert bill_of(with_discount(order, TEN, roles=WAITER)).discount == Money(200)
    assert bill_of(with_discount(order, TEN, HELD, roles=WAITER)).discount == Money(200)
    for named in ([], [HELD]):
        with pytest.raises(AboveDiscountCap):
            _ = with_discount(order, Money(1), *named, roles=WAITER)
        assert bill_of(with_discount(order, Money(1), *named)).discount == Money(1)


def test_small_discounts_on_lines_take_no_more_than_the_cap_off_all_of_it() -> None:
    order = an_order(a_line(1), a_line(2))
    all_of_it = discounted(order, WAITER, a_discount_given(0, Money(160)), named=None, cap=Percent.of(50))
    first = [order.lines[0].id]
    off = discounted(all_of_it, WAITER, a_discount_given(1, Money(25), *first), named=first, cap=Percent.of(50))
    second = [order.lines[1].id]
    with pytest.raises(AboveDiscountCap):
        _ = discounted(off, WAITER, a_discount_given(2, Money(20), *second), named=second, cap=Percent.of(50))


def test_a_discount_is_on_lines_that_are_there_and_takes_something() -> None:
    order = an_order(a_line(1), a_line(2))
    with pytest.raises(LineUnknown) as refusal:
        _ = with_discount(order, TEN, order.lines[0], a_line(9))
    assert refusal.value.field == ("lines", 1)
    with pytest.raises(NothingToDiscount):
        _ = with_discount(with_discount(order, ALL), TEN)
    many = replace(order, account=replace(order.account, discounts=(a_discount_given(0, TEN),) * MOST_DISCOUNTS))
    with pytest.raises(TooManyDiscounts):
        _ = with_discount(many, TEN)


def test_a_discount_that_is_removed_is_charged_again() -> None:
    order = an_order(a_line(1))
    off = with_discount(order, TEN)
    back = without_discount(off, WAITER, off.account.discounts[0].id)
    assert (bill_of(back), back.version) == (bill_of(order), 3)
    with pytest.raises(DiscountUnknown):
        _ = without_discount(back, WAITER, off.account.discounts[0].id)


def test_the_payment_after_which_nothing_is_due_closes_the_order() -> None:
    order = an_order(a_line(1))
    part = with_payment(order, 150)
    assert (part.status, bill_of(part).due) == (OrderStatus.OPEN, Money(50))
    with pytest.raises(MoreThanDue, match=r"more than is due: 0\.50") as refusal:
        _ = with_payment(part, 51)
    assert refusal.value.amount == USD.amount(Money(50))
    with pytest.raises(StillDue, match=r"0\.50 is due yet"):
        _ = closed(part, WAITER, LATER, USD)
    whole = with_payment(part, 50)
    assert (whole.status, whole.closed_at, bill_of(whole).due) == (OrderStatus.CLOSED, LATER, NOTHING)
    assert closed(order, WAITER, LATER, USD).status is OrderStatus.CLOSED  # another till knows
    many = replace(order, account=replace(order.account, payments=(a_payment(0),) * MOST_PAYMENTS))
    with pytest.raises(TooManyPayments):
        _ = with_payment(many, 1)


def test_of_a_payment_never_more_is_given_back_than_it_was() -> None:
    order = with_payment(with_payment(an_order(a_line(1)), 150), 50)
    some = with_refund(order, 30)
    assert (some.status, bill_of(some).due) == (OrderStatus.CLOSED, Money(30))
    with pytest.raises(MoreThanPaid, match=r"1\.20"):
        _ = with_refund(some, 121)
    assert bill_of(with_refund(some, 120)).refunded == Money(150)
    with pytest.raises(PaymentUnknown):
        _ = with_refund(order, 1, of=7)
    refunds = with_refund(order, 1).account.refunds * MOST_PAYMENTS
    with pytest.raises(TooManyPayments):
        _ = with_refund(replace(order, account=replace(order.account, refunds=refunds)), 1)


def test_nothing_leaves_less_to_be_paid_than_was() -> None:
    order = with_payment(an_order(a_line(1), a_line(2)), 350)
    with pytest.raises(OverPaid):
        _ = with_discount(order, Money(51))
    with pytest.raises(OverPaid):
        _ = covered(order.without([(order.lines[0].id, Quantity(1))], MANAGER, void)[0])
    with pytest.raises(OverPaid):
        _ = split(order, [(order.lines[0].id, Quantity(1))], WAITER, lambda: LineId(UUID(int=77)))
    with_service = service_charged(an_order(a_line(1)), WAITER, ServiceCharge(TEN, taxed=False))
    with pytest.raises(OverPaid):
        _ = service_charged(with_payment(with_service, 201), WAITER, ServiceCharge(Percent.of(0), taxed=False))


def test_what_is_discounted_or_paid_moves_to_no_other_order() -> None:
    order, other = an_order(a_line(1), a_line(2)), replace(an_order(a_line(3)), id=OrderId(UUID(int=7)))
    first, second = order.lines
    one = with_discount(order, TEN, first)
    with pytest.raises(DiscountsInTheWay):
        _ = split(one, [(first.id, Quantity(1))], WAITER, lambda: LineId(UUID(int=77)))
    left, _ = split(one, [(second.id, Quantity(1))], WAITER, lambda: LineId(UUID(int=77)))
    assert bill_of(left).discount == Money(20)
    with pytest.raises(DiscountsInTheWay):
        _ = split(with_discount(order, TEN), [(first.id, Quantity(1))], WAITER, lambda: LineId(UUID(int=77)))
    with pytest.raises(DiscountsInTheWay):
        _ = merged(order, with_discount(other, TEN), WAITER, lambda: LineId(UUID(int=77)))
    with pytest.raises(PaymentsInTheWay):
        _ = merged(order, with_payment(other, 1), WAITER, lambda: LineId(UUID(int=77)))
    both, _ = merged(with_payment(order, 1), other, WAITER, lambda: LineId(UUID(int=77)))
    assert bill_of(both).due == Money(599)


def test_service_is_charged_from_so_many_guests_on_unless_somebody_says_otherwise() -> None:
    rules = BillingRules(service_percent=TEN, service_from=6)
    order = an_order(a_line(1))
    assert rules.account_for(None) == rules.account_for(5) == order.account
    six = replace(order, guests=Guests(6))
    many = served(order, six, rules)
    assert bill_of(many).service_charge == Money(20)
    assert served(many, replace(many, guests=None), rules).account == order.account
    none = service_charged(many, WAITER, rules.service(Percent.of(0)))
    assert bill_of(none).service_charge == NOTHING
    assert served(none, replace(none, guests=Guests(9)), rules).account == none.account
    assert service_charged(none, WAITER, rules.service(Percent.of(0))) is none


def test_what_is_said_by_hand_of_service_outlives_merging() -> None:
    rules = BillingRules(service_percent=TEN, service_from=6)
    order, other = replace(an_order(a_line(1)), guests=Guests(4)), replace(an_order(a_line(3)), guests=Guests(4))
    other = replace(other, id=OrderId(UUID(int=99)))
    by_hand = service_charged(other, WAITER, rules.service(Percent.of(15)))

    def both(one: Order, another: Order) -> Order:
        after, _ = merged(one, another, WAITER, lambda: LineId(UUID(int=1_000)))
        return served(one, after, rules)

    assert both(order, other).account.service == rules.service(TEN)
    assert both(order, by_hand).account.service == rules.service(Percent.of(15))
    none = service_charged(service_charged(order, WAITER, rules.service(TEN)), WAITER, rules.service(Percent.of(0)))
    assert bill_of(both(none, by_hand)).service_charge == NOTHING


@pytest.mark.parametrize(
    ("price", "amount", "taken", "rounding"),
    [(1003, 1003, 1005, 2), (1003, 1005, 1005, 2), (1002, 1002, 1000, -2), (1002, 1000, 1000, -2), (1003, 500, 500, 0),
     (2, 2, 0, -2)],
)  # fmt: skip
def test_cash_is_paid_in_the_coins_there_are(price: int, amount: int, taken: int, rounding: int) -> None:
    line = replace(a_line(1, quantity=1), unit_price=Price(price))
    bill = bill_of(an_order(line))
    made = payment_of(bill, PaymentId(UUID(int=1)), Money(amount), tip=NOTHING, kind=PaymentKind.CASH, unit=5)
    assert (made.amount.minor, made.rounding.minor) == (taken, rounding)
    card = payment_of(bill, PaymentId(UUID(int=1)), Money(amount), tip=NOTHING, kind=PaymentKind.CARD, unit=5)
    assert (card.amount.minor, card.rounding) == (amount, NOTHING)


def test_what_becomes_of_a_bill_is_written_down_line_by_line() -> None:
    order = an_order(replace(a_line(1), tax=VAT), replace(a_line(2), tax=SALES_TAX))
    assert not is_plain(order)
    new = [*entries(None, order)]
    assert [each.more for each in new] == [
        Billed(taxable=200, tax=33),
        Billed(taxable=200, tax=20, added_tax=20),
    ]
    assert [each.sale for each in new] == [order.sale, order.sale]
    off = with_discount(order, Percent.of(50), order.lines[1])
    (entry,) = entries(order, off)
    assert (entry.position, entry.more) == (1, Billed(discount=100, taxable=-100, tax=-10, added_tax=-10))
    settled = with_payment(off, bill_of(off).due.minor)
    assert [*entries(off, settled)] == []
    back = [*entries(settled, with_refund(settled, 31))]
    assert [(each.position, each.more.refund) for each in back] == [(0, 20), (1, 11)]
    assert {each.sale for each in back} == {Sale(ANN, TOMORROW.business_date, TOMORROW.local_hour)}
    assert [*entries(an_order(a_line(1)), an_order(a_line(1), a_line(2)))] == []


STEPS = st.lists(
    st.tuples(st.sampled_from(["discount", "line discount", "undo", "service", "pay", "refund", "void"]),
              st.integers(0, 100), st.integers(0, 4)),
    max_size=14,
)  # fmt: skip


@given(
    st.lists(st.tuples(st.integers(1, 9_999), st.sampled_from([None, VAT, SALES_TAX])), min_size=1, max_size=5), STEPS
)
def test_the_entries_of_a_bill_add_up_to_it_whatever_is_done(
    prices: list[tuple[int, Tax | None]], steps: list[tuple[str, int, int]]
) -> None:
    lines = [replace(a_line(number), unit_price=Price(price), tax=tax) for number, (price, tax) in enumerate(prices)]
    order, written = an_order(*lines), [*entries(None, an_order(*lines))]
    for what, number, place in steps:
        line = order.lines[place % len(order.lines)]
        try:
            match what:
                case "discount":
                    after = with_discount(order, Percent.of(number))
                case "line discount":
                    after = with_discount(order, Money(number + 1), line)
                case "undo":
                    after = without_discount(order, MANAGER, order.account.discounts[-1].id)
                case "service":
                    after = service_charged(order, MANAGER, ServiceCharge(Percent.of(number), taxed=number % 2 == 0))
                case "pay":
                    after = with_payment(order, 1 + bill_of(order).due.minor * number // 100)
                case "refund":
                    after = with_refund(order, number + 1, of=place)
                case _:
                    after = covered(order.without([(line.id, Quantity(1))], MANAGER, void)[0])
        except (DomainError, IndexError):
            continue
        written += entries(order, after)
        order = after
        assert bill_of(order) == bill_of(replace(order, lines=(*order.lines,)))  # as if it were asked for first
    bill = bill_of(order)
    totals = Billed(*(sum(each) for each in zip(Billed(), *(entry.more for entry in written), strict=True)))
    assert totals.discount == bill.discount.minor
    assert totals.service_charge == bill.service_charge.minor
    assert totals.tax == sum(each.amount.minor for each in bill.taxes)
    assert totals.taxable == sum(each.base.minor for each in bill.taxes)
    assert totals.refund == bill.refunded.minor
    added = sum(each.amount.minor for each in bill.taxes if not each.tax.included)
    assert totals.added_tax == added
    assert bill.due >= NOTHING
    assert bill.total.minor == order.total.minor - totals.discount + totals.service_charge + added + bill.rounding.minor
