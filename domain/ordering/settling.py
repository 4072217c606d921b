"""What is done to the bill of an order: discounts, the service charge, payments, refunds, and closing it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from domain.billing.account import DiscountGiven, PaymentTaken, RefundMade
from domain.billing.charges import Discount, ServiceCharge
from domain.billing.percent import Percent
from domain.billing.rules import BillingRules
from domain.kernel.caller import Role
from domain.kernel.ids import DiscountId, LineId
from domain.kernel.money import NOTHING, Currency, Money
from domain.ordering.billed import bill_of
from domain.ordering.chart import BILL_COMMANDS, Command, LineStatus, OrderStatus, Roles
from domain.ordering.moving import ensure_may_give, takes_payments
from domain.ordering.order import Order
from domain.ordering.refusals import LineUnknown, OrderNotOpen
from domain.ordering.unsettled import (
    AboveDiscountCap,
    DiscountUnknown,
    MoreThanDue,
    MoreThanPaid,
    NothingToDiscount,
    OverPaid,
    PaymentUnknown,
    StillDue,
    TooManyDiscounts,
    TooManyPayments,
)

MOST_DISCOUNTS: Final = 100
MOST_PAYMENTS: Final = 1_000


def discounted(
    order: Order, roles: Roles, given: DiscountGiven, *, named: Sequence[LineId] | None, cap: Percent
) -> Order:
    """Return the order with a discount on the lines `named`, or on all of it.

    A waiter may have so much taken off these lines in all, with what was taken before, as the `cap` is of what they
    come to, also where what they can void again is not on it any more. Raises `CommandNotAllowed`, `AboveDiscountCap`,
    `OrderNotOpen`, `LineUnknown`, `NothingToDiscount`, `TooManyDiscounts` and `OverPaid`.
    """
    _ensure(Command.DISCOUNT, order, roles)
    here = {line.id for line in order.here}
    for place, line in enumerate(named or ()):
        if line not in here:
            raise LineUnknown(field=("lines", place))
    if len(order.account.discounts) >= MOST_DISCOUNTS:
        raise TooManyDiscounts
    account = replace(order.account, discounts=(*order.account.discounts, given))
    after = replace(order, version=order.version + 1, account=account)
    bill = bill_of(after)
    if bill.discounts[given.id] == NOTHING:
        raise NothingToDiscount
    if Role.MANAGER not in roles and (_takes_more(given.discount, cap, after) or _may_take_more(given, cap, after)):
        raise AboveDiscountCap.of(cap)
    return within_cap(order, covered(after), roles, cap)


def _may_take_more(given: DiscountGiven, cap: Percent, order: Order) -> bool:
    """Tell whether an amount will be more than the cap of what it is on, once all is void that a waiter can void."""
    if given.discount.amount is None:
        return False
    sent = tuple(each for each in order.lines if each.status is not LineStatus.HELD)
    if not sent or not given.discount.is_on_any({each.id for each in sent}):
        return True
    return _takes_more(given.discount, cap, replace(order, lines=sent))


def _takes_more(discount: Discount, cap: Percent, order: Order) -> bool:
    of = [each for each in bill_of(order).lines if discount.is_on_any({each.line})]
    most = cap.part_of(Money(sum(each.gross.minor for each in of)))
    return sum(each.discount.minor for each in of) > most.minor


def within_cap(before: Order, after: Order, roles: Roles, cap: Percent) -> Order:
    """Return the order `after` a step, by which a waiter alone leaves no more than the `cap` taken off all of it.

    Where more was taken off before, somebody else took it. Raises `AboveDiscountCap`.
    """
    if Role.MANAGER not in roles and _is_above(cap, after) and not _is_above(cap, before):
        raise AboveDiscountCap.of(cap)
    return after


def _is_above(cap: Percent, order: Order) -> bool:
    if not order.account.discounts:
        return False
    bill, each_rounded = bill_of(order), len(order.account.discounts)
    return bill.discount.minor > cap.part_of(bill.gross).minor + each_rounded


def without_discount(order: Order, roles: Roles, discount: DiscountId) -> Order:
    """Return the order without this discount. Raises `CommandNotAllowed`, `OrderNotOpen` and `DiscountUnknown`."""
    _ensure(Command.REMOVE_DISCOUNT, order, roles)
    left = tuple(each for each in order.account.discounts if each.id != discount)
    if len(left) == len(order.account.discounts):
        raise DiscountUnknown
    return replace(order, version=order.version + 1, account=replace(order.account, discounts=left))


def service_charged(order: Order, roles: Roles, service: ServiceCharge) -> Order:
    """Return the order with this service charge, by hand: from now on guests make no difference to it.

    Raises `CommandNotAllowed`, `OrderNotOpen` and `OverPaid`.
    """
    _ensure(Command.SERVICE_CHARGE, order, roles)
    account = replace(order.account, service=service, service_by_hand=True)
    return order if account == order.account else covered(replace(order, version=order.version + 1, account=account))


def served(before: Order, after: Order, rules: BillingRules) -> Order:
    """Return the order `after` its guests may have changed, with the service charge for them, unless it is by hand.

    Raises `OverPaid`.
    """
    if after.guests == before.guests or after.account.service_by_hand:
        return after
    account = replace(after.account, service=rules.service_for(after.guests))
    return after if account == after.account else covered(replace(after, account=account))


def paid(order: Order, roles: Roles, taken: PaymentTaken, currency: Currency) -> Order:
    """Return the order with a payment; closed, where nothing is due any more.

    What was given back of a closed order can be paid again, and it stays closed. Raises `CommandNotAllowed`,
    `OrderNotOpen`, `MoreThanDue` and `TooManyPayments`.
    """
    _ensure(Command.PAY, order, roles)
    if not takes_payments(order.status, order.account):
        raise OrderNotOpen.now(order.status)
    if len(order.account.payments) >= MOST_PAYMENTS:
        raise TooManyPayments
    account = replace(order.account, payments=(*order.account.payments, taken))
    after = replace(order, version=order.version + 1, account=account)
    due = bill_of(after).due
    if due < NOTHING:
        raise MoreThanDue(currency.amount(bill_of(order).due))
    is_over = due == NOTHING and order.status is OrderStatus.OPEN
    return replace(after, status=OrderStatus.CLOSED, closed_at=taken.at) if is_over else after


def refunded(order: Order, roles: Roles, made: RefundMade, currency: Currency) -> Order:
    """Return the order with money given back out of a payment. It stays open, or closed.

    Raises `CommandNotAllowed`, `OrderNotOpen`, `PaymentUnknown`, `MoreThanPaid` and `TooManyPayments`.
    """
    _ensure(Command.REFUND, order, roles)
    taken = order.account.payment(made.refund.payment)
    if taken is None:
        raise PaymentUnknown(field=("payment",))
    if len(order.account.refunds) >= MOST_PAYMENTS:
        raise TooManyPayments
    left = order.account.left_of(taken)
    if made.refund.amount > left:
        raise MoreThanPaid(currency.amount(left))
    account = replace(order.account, refunds=(*order.account.refunds, made))
    return replace(order, version=order.version + 1, account=account)


def closed(order: Order, roles: Roles, at: datetime, currency: Currency) -> Order:
    """Return the order, closed. Where something of it was paid, all of it has to be: elsewhere a till knows.

    Raises `StillDue`, and what `Order.settled` raises.
    """
    after = order.settled(Command.CLOSE, roles, at)
    if after is not order and order.account.payments and (due := bill_of(order).due) != NOTHING:
        raise StillDue(currency.amount(due))
    return after


def covered(order: Order) -> Order:
    """Return the order, or raise `OverPaid` where more was paid than it comes to."""
    if order.account.payments and bill_of(order).due < NOTHING:
        raise OverPaid
    return order


def _ensure(command: Command, order: Order, roles: Roles) -> None:
    ensure_may_give(command, roles)
    if order.status not in BILL_COMMANDS[command].orders:
        raise OrderNotOpen.now(order.status)
