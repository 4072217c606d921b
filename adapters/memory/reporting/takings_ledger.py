"""What was taken, in memory."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

from adapters.memory.kernel.store import MemoryStore
from application.reporting.takings_ledger import TakingsLedger
from domain.billing.account import PaymentTaken
from domain.billing.charges import Tax
from domain.billing.day import CarriedOver, OpenOrder
from domain.billing.takings import Figures, Method, Server, Takings, Taxed
from domain.kernel.ids import OrderId, RestaurantId, WaiterId
from domain.kernel.money import NOTHING, Money
from domain.kernel.period import Period
from domain.ordering.billed import bill_of
from domain.ordering.chart import OrderStatus
from domain.ordering.order import Order


class MemoryTakingsLedger(TakingsLedger):
    """Adds up one restaurant's orders, one by one."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._shelf = store.shelves[restaurant]

    async def beside_sales(self, period: Period) -> Takings:
        days: defaultdict[date, Figures] = defaultdict(Figures)
        waiters: defaultdict[Server, Figures] = defaultdict(Figures)
        methods: defaultdict[Method, Figures] = defaultdict(Figures)
        taxes: defaultdict[Tax, Taxed] = defaultdict(Taxed)
        for order in self._shelf.orders.values():
            for day, waiter, figures in self._facts(order):
                if day in period:
                    days[day] += figures
                    waiters[Server(waiter, self._shelf.waiters[waiter].name)] += figures
            for day, method, figures in _money(order):
                if day in period:
                    methods[method] += figures
            for entry in self._shelf.bill_entries.get(order.id, ()):
                if entry.tax is not None and entry.sale.business_date in period:
                    taxes[entry.tax] += Taxed(Money(entry.more.taxable), Money(entry.more.tax))
        return Takings(days=days, waiters=waiters, methods=methods, taxes=taxes)

    async def carried_over(self, *, since: date, day: date, most: int) -> CarriedOver:
        orders = [
            order
            for order in self._shelf.orders.values()
            if since <= order.business_date <= day and _is_open(order, day)
        ]
        then = [_as_of(order, day) for order in orders]
        newest = sorted(then, key=lambda each: (each.business_date, each.id), reverse=True)[:most]
        return CarriedOver(len(then), sum((each.due for each in then), NOTHING), tuple(newest))

    async def unbalanced(self, period: Period) -> Collection[OrderId]:
        return [
            order.id
            for order in self._shelf.orders.values()
            if order.business_date in period and not self._is_balanced(order)
        ]

    def _is_balanced(self, order: Order) -> bool:
        more = [entry.more for entry in self._shelf.bill_entries.get(order.id, ())]
        added = sum(each.service_charge + each.added_tax - each.discount for each in more)
        bill = bill_of(order)
        return bill.total.minor == order.total.minor + added + bill.rounding.minor

    def _facts(self, order: Order) -> Iterator[tuple[date, WaiterId, Figures]]:
        for line in order.lines:
            sale = order.sale_of(line)
            if line.voided:
                yield sale.business_date, sale.waiter, Figures(voids=line.unit_price * line.voided)
        for entry in self._shelf.bill_entries.get(order.id, ()):
            more = entry.more
            amounts = map(Money, (more.service_charge, more.tax, more.added_tax))
            service, tax, added = amounts
            figures = Figures(service_charge=service, tax=tax, added_tax=added)
            yield entry.sale.business_date, entry.sale.waiter, figures
        for taken in order.account.payments:
            yield taken.till.business_date, taken.by, _paid(taken)
        for day, taken in _given_back(order):
            yield day, taken.by, Figures(rounding=NOTHING - taken.payment.rounding)


def _money(order: Order) -> Iterator[tuple[date, Method, Figures]]:
    for taken in order.account.payments:
        yield taken.till.business_date, Method(taken.method, taken.kind), _paid(taken)
    for day, taken in _given_back(order):
        yield day, Method(taken.method, taken.kind), Figures(rounding=NOTHING - taken.payment.rounding)
    for made in order.account.refunds:
        of = order.account.payment(made.refund.payment)
        if of is not None:
            yield made.till.business_date, Method(of.method, of.kind), Figures(refunds=made.refund.amount)


def _given_back(order: Order) -> Iterator[tuple[date, PaymentTaken]]:
    """Yield the payments of which all was given back, and the day of the last of that."""
    refunds = order.account.refunds
    for taken in order.account.payments:
        if taken.payment.is_given_back([each.refund for each in refunds]):
            yield max(each.till.business_date for each in refunds if each.refund.payment == taken.id), taken


def _paid(taken: PaymentTaken) -> Figures:
    return Figures(payments=taken.payment.amount, tips=taken.payment.tip, rounding=taken.payment.rounding)


def _is_open(order: Order, day: date) -> bool:
    return order.status is OrderStatus.OPEN or any(each.till.business_date > day for each in order.account.payments)


def _as_of(order: Order, day: date) -> OpenOrder:
    payments = [each.payment for each in order.account.payments if each.till.business_date <= day]
    refunds = [each.refund for each in order.account.refunds if each.till.business_date <= day]
    then = bill_of(order).settled(payments, refunds)
    return OpenOrder(
        id=order.id,
        number=order.number,
        customer=order.customer,
        business_date=order.business_date,
        total=then.total,
        paid=then.paid - then.refunded,
    )
