"""An order's account: what was taken off its bill, what was put on it, what was paid and what was given back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from domain.billing.charges import NO_SERVICE_CHARGE, Discount, Payment, Refund, ServiceCharge
from domain.billing.method import PaymentKind
from domain.kernel.ids import DiscountId, PaymentId, RefundId, WaiterId
from domain.kernel.money import NOTHING, Money
from domain.kernel.names import Name, Note


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountGiven:
    """A discount, by whom it was given and why."""

    discount: Discount
    reason: Note
    by: WaiterId
    at: datetime
    approved_by: WaiterId | None = None

    @property
    def id(self) -> DiscountId:
        """The discount's id."""
        return self.discount.id


@dataclass(frozen=True, slots=True)
class Till:
    """Where money was taken or given back: the business day and the hour that it counts for."""

    business_date: date
    local_hour: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentTaken:
    """A payment, and how it was made: by a method of this name then. `tendered` is the cash that was handed over."""

    payment: Payment
    method: Name
    kind: PaymentKind
    tendered: Money | None = None
    reference: Note | None = None
    by: WaiterId
    at: datetime
    till: Till

    @property
    def id(self) -> PaymentId:
        """The payment's id."""
        return self.payment.id

    @property
    def change(self) -> Money:
        """What was given back of the cash that was handed over."""
        return NOTHING if self.tendered is None else self.tendered - self.payment.amount - self.payment.tip


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundMade:
    """Money given back, by whom and why."""

    id: RefundId
    refund: Refund
    reason: Note
    by: WaiterId
    at: datetime
    till: Till
    approved_by: WaiterId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """All of it, oldest first. Payments and refunds only arrive.

    A service charge that nobody gave by hand follows the number of guests.
    """

    discounts: tuple[DiscountGiven, ...] = ()
    service: ServiceCharge = NO_SERVICE_CHARGE
    service_by_hand: bool = False
    payments: tuple[PaymentTaken, ...] = ()
    refunds: tuple[RefundMade, ...] = ()

    @property
    def of_what_is_split_off(self) -> "Account":
        """The account of an order that is split off this one: the guests are served as they were."""
        return Account(service=self.service, service_by_hand=self.service_by_hand)

    def payment(self, payment: PaymentId) -> PaymentTaken | None:
        """Return the payment with this id, if there is one."""
        return next((each for each in self.payments if each.id == payment), None)

    def left_of(self, taken: PaymentTaken) -> Money:
        """Return what was not given back of a payment."""
        back = sum(each.refund.amount.minor for each in self.refunds if each.refund.payment == taken.id)
        return taken.payment.amount - Money(back)


NO_ACCOUNT: Final = Account()
"""Of most orders when they are placed."""
