"""What is on an order's account, as rows, and accounts of rows."""

from collections.abc import Sequence
from typing import Final

from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.rows import Values
from domain.billing.account import NO_ACCOUNT, Account, DiscountGiven, PaymentTaken, RefundMade, Till
from domain.billing.charges import NO_SERVICE_CHARGE, Discount, Payment, Refund, ServiceCharge
from domain.billing.method import PaymentKind
from domain.billing.percent import Percent
from domain.kernel.ids import DiscountId, LineId, PaymentId, RefundId, RestaurantId, WaiterId
from domain.kernel.money import Money
from domain.kernel.names import Name, Note
from domain.ordering.billed import bill_of
from domain.ordering.order import Order


def head_of(order: Order) -> Values:
    """Return what an order's own row says of its account: nothing where nothing is on it."""
    account = order.account
    if account == NO_ACCOUNT:
        return _NOTHING
    bill = bill_of(order)
    return {
        "service_percent": account.service.percent.millionths,
        "service_taxed": account.service.taxed,
        "service_by_hand": account.service_by_hand,
        "billed": bill.total.minor,
        "paid": (bill.paid - bill.refunded).minor,
    }


_NOTHING: Final[Values] = dict.fromkeys(("service_percent", "service_taxed", "service_by_hand", "billed", "paid"))


def account(row: Row, discounts: Sequence[Row], payments: Sequence[Row], refunds: Sequence[Row]) -> Account:
    """Return the account of an order's row and those of what is on it. What came, or went, after that is not on it."""
    return Account(
        discounts=tuple(
            _discount(each)
            for each in sorted(_until(row.version, discounts), key=_place)
            if each.removed_in is None or each.removed_in > row.version
        ),
        service=_service(row),
        service_by_hand=row.service_by_hand,
        payments=tuple(_payment(each) for each in sorted(_until(row.version, payments), key=_place)),
        refunds=tuple(_refund(each) for each in sorted(_until(row.version, refunds), key=_place)),
    )


def _until(version: int, rows: Sequence[Row]) -> list[Row]:
    return [each for each in rows if each.order_version <= version]


def _place(row: Row) -> tuple[int, object]:
    return row.order_version, row.id


def _service(row: Row) -> ServiceCharge:
    percent = Percent(row.service_percent)
    return ServiceCharge(percent, row.service_taxed) if percent.millionths else NO_SERVICE_CHARGE


def discount_row(restaurant: RestaurantId, order: Order, given: DiscountGiven) -> Values:
    """Return the row of a discount that this version of the order brings."""
    discount = given.discount
    return {
        "restaurant_id": restaurant,
        "order_id": order.id,
        "id": given.id,
        "order_version": order.version,
        "removed_in": None,
        "percent": discount.percent and discount.percent.millionths,
        "amount": discount.amount and discount.amount.minor,
        "line_ids": None if discount.lines is None else sorted(discount.lines),
        "reason": given.reason,
        "given_by": given.by,
        "created_at": given.at,
        "approved_by": given.approved_by,
    }


def _discount(row: Row) -> DiscountGiven:
    return DiscountGiven(
        discount=Discount(
            id=DiscountId(row.id),
            percent=None if row.percent is None else Percent(row.percent),
            amount=None if row.amount is None else Money(row.amount),
            lines=None if row.line_ids is None else frozenset(map(LineId, row.line_ids)),
        ),
        reason=Note.kept(row.reason),
        by=WaiterId(row.given_by),
        at=row.created_at,
        approved_by=row.approved_by,
    )


def payment_row(restaurant: RestaurantId, order: Order, taken: PaymentTaken) -> Values:
    """Return the row of a payment that this version of the order brings."""
    return {
        "restaurant_id": restaurant,
        "order_id": order.id,
        "id": taken.id,
        "order_version": order.version,
        "method": taken.method,
        "kind": taken.kind,
        "amount": taken.payment.amount.minor,
        "tip": taken.payment.tip.minor,
        "rounding": taken.payment.rounding.minor,
        "tendered": taken.tendered and taken.tendered.minor,
        "reference": taken.reference,
        "taken_by": taken.by,
        "created_at": taken.at,
        **_till_columns(taken.till),
    }


def _payment(row: Row) -> PaymentTaken:
    return PaymentTaken(
        payment=Payment(PaymentId(row.id), Money(row.amount), Money(row.tip), Money(row.rounding)),
        method=Name.kept(row.method),
        kind=PaymentKind(row.kind),
        tendered=None if row.tendered is None else Money(row.tendered),
        reference=None if row.reference is None else Note.kept(row.reference),
        by=WaiterId(row.taken_by),
        at=row.created_at,
        till=Till(row.business_date, row.local_hour),
    )


def refund_row(restaurant: RestaurantId, order: Order, made: RefundMade) -> Values:
    """Return the row of a refund that this version of the order brings."""
    return {
        "restaurant_id": restaurant,
        "order_id": order.id,
        "id": made.id,
        "order_version": order.version,
        "payment_id": made.refund.payment,
        "amount": made.refund.amount.minor,
        "reason": made.reason,
        "given_by": made.by,
        "created_at": made.at,
        **_till_columns(made.till),
        "approved_by": made.approved_by,
    }


def _refund(row: Row) -> RefundMade:
    return RefundMade(
        id=RefundId(row.id),
        refund=Refund(PaymentId(row.payment_id), Money(row.amount)),
        reason=Note.kept(row.reason),
        by=WaiterId(row.given_by),
        at=row.created_at,
        till=Till(row.business_date, row.local_hour),
        approved_by=row.approved_by,
    )


def _till_columns(till: Till) -> Values:
    return {"business_date": till.business_date, "local_hour": till.local_hour}
