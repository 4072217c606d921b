"""Why what was to be done to a bill is refused."""

from typing import Self

from domain.billing.percent import Percent
from domain.kernel.errors import Conflict, Invalid, NotFound, OfAnAmount
from domain.ordering.refusals import CommandNotAllowed


class AboveDiscountCap(CommandNotAllowed):
    """More off than a waiter may take alone."""

    @classmethod
    def of(cls, cap: Percent) -> Self:
        """Return the refusal, where waiters may take so much off alone."""
        return cls(f"Waiters take at most {cap.number.normalize():f} percent off; a manager may, or may approve it")


class DiscountUnknown(NotFound):
    """A discount that the order does not have."""

    says = "The order has no such discount"


class NothingToDiscount(Conflict):
    """A discount on what costs nothing."""

    says = "Nothing is left to be taken off"


class TooManyDiscounts(Conflict):
    """More discounts than one order takes."""

    says = "An order takes at most 100 discounts"


class TooManyPayments(Conflict):
    """More payments, or refunds, than one order takes."""

    says = "An order takes at most 1000 payments and as many refunds"


class PaymentUnknown(Invalid):
    """A payment that the order does not have."""

    says = "The order has no such payment"


class MoreThanDue(OfAnAmount):
    """A payment of more than there is to be paid."""

    says = "That is more than is due: {}"


class StillDue(OfAnAmount):
    """An order that is to be closed when only a part of it is paid."""

    says = "{} is due yet: an order of which something was paid is closed by the payment of the rest"


class MoreThanPaid(OfAnAmount):
    """More to be given back than was paid and is not given back yet."""

    says = "That is more than is left of the payment: {}"


class OverPaid(Conflict):
    """A change after which less would be to be paid than was paid."""

    says = "More was paid than would be left to be paid; refund the difference first"


class TenderedTooLittle(Invalid):
    """Less cash handed over than is to be paid with it."""

    says = "What is handed over is less than the amount and the tip"


class TenderedIsCash(Invalid):
    """Money handed over that is no cash."""

    says = "Only cash is handed over and given change for"


class DiscountsInTheWay(Conflict):
    """Lines that are to move to another order though a discount is on them."""

    says = "Take the discounts off first: they do not move with lines"


class PaymentsInTheWay(Conflict):
    """An order that is to be merged into another though something of it is paid."""

    says = "Something of the order to merge was paid: merge the other way round"
