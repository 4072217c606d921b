"""How much a payment comes to: what is due, in coins there are."""

from domain.billing.bill import Bill
from domain.billing.charges import Payment
from domain.billing.method import PaymentKind
from domain.kernel.ids import PaymentId
from domain.kernel.money import NOTHING, Money


def payment_of(bill: Bill, payment: PaymentId, amount: Money, *, tip: Money, kind: PaymentKind, unit: int) -> Payment:
    """Return a payment of an amount; in cash, what is due is paid in coins of `unit` minor units.

    Whoever pays in cash what is due, or what it comes to in coins, pays all of it: the difference is `rounding`.
    """
    rounding = bill.rounding_in_cash(unit) if kind is PaymentKind.CASH else NOTHING
    if amount in {bill.due, bill.due + rounding}:
        return Payment(payment, bill.due + rounding, tip, rounding)
    return Payment(payment, amount, tip)
