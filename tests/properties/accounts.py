"""Accounts of orders, drawn: of every kind of thing that can be on one, and paid no more than there is to pay."""

from dataclasses import replace

from hypothesis import strategies as st

from domain.billing.account import Account, DiscountGiven, PaymentTaken, RefundMade, Till
from domain.billing.charges import NO_SERVICE_CHARGE, Discount, Payment, Refund, ServiceCharge
from domain.billing.percent import NONE, Percent
from domain.kernel.ids import WaiterId
from domain.kernel.money import Money
from domain.ordering.billed import bill_of
from domain.ordering.order import Order
from tests.properties.drawn import every, of_type


@st.composite
def with_account(draw: st.DrawFn, order: Order, people: st.SearchStrategy[WaiterId]) -> Order:
    lines = st.none() | st.sets(st.sampled_from([each.id for each in order.lines]), min_size=1).map(frozenset)
    by_part = every(Discount, amount=st.none(), percent=of_type(Percent), lines=lines)
    by_amount = every(Discount, percent=st.none(), amount=of_type(Money), lines=lines)
    discounts = st.lists(every(DiscountGiven, discount=by_part | by_amount, by=people), max_size=3).map(tuple)
    service = every(ServiceCharge).map(lambda each: each if each.percent != NONE else NO_SERVICE_CHARGE)
    account = draw(every(Account, discounts=discounts, service=service, payments=st.just(()), refunds=st.just(())))
    left = bill_of(replace(order, account=account)).due.minor
    till = every(Till, local_hour=st.integers(0, 23))
    payments = list[PaymentTaken]()
    for _ in range(draw(st.integers(0, 2))):
        amount = draw(st.integers(0, left))
        left -= amount
        payment = every(Payment, amount=st.just(Money(amount)), rounding=st.integers(0, 4).map(Money))
        taken = draw(every(PaymentTaken, payment=payment, by=people, till=till, tendered=st.none()))
        enough = Money(amount + taken.payment.tip.minor + draw(st.integers(0, 99)))
        payments.append(replace(taken, tendered=draw(st.none() | st.just(enough))))
    refunds = [
        draw(every(RefundMade, refund=st.just(Refund(each.id, each.payment.amount)), by=people, till=till))
        for each in payments
        if each.payment.amount.minor and draw(st.booleans())
    ]
    return replace(order, account=replace(account, payments=tuple(payments), refunds=tuple(refunds)))
