"""The bill: what is to be paid, why, and what of it is due. One function, which everybody who says an amount asks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from domain.billing.charges import NO_SERVICE_CHARGE, Charge, Discount, Payment, Refund, ServiceCharge, Tax
from domain.billing.rounding import half_up, spread
from domain.kernel.ids import DiscountId, LineId
from domain.kernel.money import NOTHING, Money


@dataclass(frozen=True, slots=True)
class BilledLine:
    """A line's share of everything on the bill. `net` is what it costs without what is added: gross less discounts."""

    line: LineId
    gross: Money
    discount: Money
    service_charge: Money
    tax: Money
    added_tax: Money
    """The part of the tax that its price does not include."""

    @property
    def net(self) -> Money:
        """What is left of it after the discounts."""
        return self.gross - self.discount

    @property
    def total(self) -> Money:
        """What is to be paid for it."""
        return self.net + self.service_charge + self.added_tax


@dataclass(frozen=True, slots=True)
class BilledTax:
    """One tax of the bill: what it is computed on, and what it comes to."""

    tax: Tax
    base: Money
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """What an order comes to. Every amount is the sum of its parts; `discounts` are what each came to, as given."""

    lines: Sequence[BilledLine]
    discounts: Mapping[DiscountId, Money]
    taxes: Sequence[BilledTax]
    gross: Money
    discount: Money
    service_charge: Money
    rounding: Money
    total: Money
    paid: Money
    tips: Money
    refunded: Money

    @classmethod
    def of(
        cls,
        charges: Sequence[Charge],
        *,
        discounts: Sequence[Discount] = (),
        service: ServiceCharge = NO_SERVICE_CHARGE,
        payments: Sequence[Payment] = (),
        refunds: Sequence[Refund] = (),
    ) -> Self:
        """Return the bill of these lines, in their order, with the discounts in the order in which they were given."""
        gross = [each.gross.minor for each in charges]
        left, taken = _discounted(charges, gross, discounts)
        charged = service.percent.part_of(Money(sum(left)))
        shares = spread(charged.minor, left)
        taxable = [net + share for net, share in zip(left, shares, strict=True)] if service.taxed else left
        taxes, tax = _taxed(charges, taxable)
        lines = [
            BilledLine(
                each.line,
                Money(whole),
                Money(whole - net),
                Money(share),
                Money(of_line),
                NOTHING if each.tax is None or each.tax.included else Money(of_line),
            )
            for each, whole, net, share, of_line in zip(charges, gross, left, shares, tax, strict=True)
        ]
        added = _sum(each.amount for each in taxes if not each.tax.included)
        return cls(
            lines=lines,
            discounts=taken,
            taxes=taxes,
            gross=Money(sum(gross)),
            discount=Money(sum(gross) - sum(left)),
            service_charge=charged,
            **_settled(Money(sum(left)) + charged + added, payments, refunds),
        )

    def settled(self, payments: Sequence[Payment], refunds: Sequence[Refund]) -> Self:
        """Return the bill of the same lines where these payments and refunds were made, and no others."""
        return replace(self, **_settled(self.total - self.rounding, payments, refunds))

    @property
    def net(self) -> Money:
        """Gross less discounts."""
        return self.gross - self.discount

    @property
    def due(self) -> Money:
        """What is to be paid yet."""
        return self.total - self.paid + self.refunded

    def rounding_in_cash(self, unit: int) -> Money:
        """Return what is added to what is due to pay it in coins of `unit` minor units: half of one goes up."""
        return Money(half_up(self.due.minor, unit) * unit) - self.due


def _discounted(
    charges: Sequence[Charge], gross: Sequence[int], discounts: Sequence[Discount]
) -> tuple[list[int], Mapping[DiscountId, Money]]:
    """Return what is left of each line, and what each discount came to: those of lines first."""
    left, taken = [*gross], {each.id: NOTHING for each in discounts}
    for discount in sorted(discounts, key=lambda each: each.lines is None):
        of = [place for place, each in enumerate(charges) if discount.lines is None or each.line in discount.lines]
        amount = discount.taken_from(Money(sum(left[place] for place in of)))
        for place, share in zip(of, spread(amount.minor, [left[place] for place in of]), strict=True):
            left[place] -= share
        taken[discount.id] = amount
    return left, taken


def _taxed(charges: Sequence[Charge], taxable: Sequence[int]) -> tuple[Sequence[BilledTax], Sequence[int]]:
    """Return each tax, computed once on all of its lines, in the order in which they come; and each line's part.

    What costs nothing, as what was voided, is not taxed.
    """
    places: defaultdict[Tax, list[int]] = defaultdict(list)
    for place, each in enumerate(charges):
        if each.tax is not None and each.gross != NOTHING:
            places[each.tax].append(place)
    taxes, parts = list[BilledTax](), [0] * len(charges)
    for tax, of in places.items():
        bases = [taxable[place] for place in of]
        base = Money(sum(bases))
        amount = tax.of(base)
        for place, part in zip(of, spread(amount.minor, bases), strict=True):
            parts[place] = part
        taxes.append(BilledTax(tax, base, amount))
    return taxes, parts


def _settled(charged: Money, payments: Sequence[Payment], refunds: Sequence[Refund]) -> Mapping[str, Money]:
    """Return the fields of a bill that payments have a part in; `charged` is its total without rounding."""
    rounding = _sum(each.rounding for each in payments if not each.is_given_back(refunds))
    return {
        "rounding": rounding,
        "total": charged + rounding,
        "paid": _sum(each.amount for each in payments),
        "tips": _sum(each.tip for each in payments),
        "refunded": _sum(each.amount for each in refunds),
    }


def _sum(amounts: Iterable[Money]) -> Money:
    return Money(sum(each.minor for each in amounts))
