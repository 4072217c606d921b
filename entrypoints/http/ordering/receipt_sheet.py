"""What is on a receipt, entry by entry, for whoever draws it: as text, or as a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from application.ordering.receipt import Receipt
from domain.billing.account import DiscountGiven, PaymentTaken
from domain.billing.bill import Bill, BilledTax
from domain.billing.method import PaymentKind
from domain.kernel.ids import LineId
from domain.kernel.language import Language
from domain.kernel.money import NOTHING, Currency, Money
from domain.kernel.names import Name
from domain.ordering.billed import bill_of
from domain.ordering.chart import OrderStatus
from domain.ordering.choosing import Chosen
from domain.ordering.order import Order
from domain.restaurant.restaurant import Restaurant
from entrypoints.http.ordering.receipt_amounts import WRITING, Writing
from entrypoints.http.ordering.receipt_words import WORDS, Words


class Entry(NamedTuple):
    """Something with its amount, and what is said `under` it. A `Name` is somebody's, and of any script.

    Some belong to the entry above, as what is taken off an item does (`inner`).
    """

    text: str
    amount: str
    under: Sequence[str] = ()
    quantity: str = ""
    inner: bool = False


class Fact(NamedTuple):
    """What the receipt is of, by a word for it."""

    word: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A receipt in words. What the items and the sums after their subtotal come to is the total."""

    language: Language
    words: Words
    restaurant: Name
    title: str
    facts: Sequence[Fact]
    items: Sequence[Entry]
    sums: Sequence[Entry]
    total: Entry
    taxes: Sequence[Entry]
    payments: Sequence[Entry]
    due: Entry | None


def sheet_of(receipt: Receipt, restaurant: Restaurant) -> Sheet:
    """Return what is on a receipt, as the restaurant writes it."""
    language, order = restaurant.language, receipt.order
    words, bill = WORDS[language], bill_of(order)
    scribe = _Scribe(words, WRITING[language], restaurant.currency, restaurant.time_zone)
    return Sheet(
        language=language,
        words=words,
        restaurant=restaurant.name,
        title=_title(receipt, words),
        facts=[*scribe.facts(receipt)],
        items=[*scribe.items(order, bill)],
        sums=[*scribe.sums(order, bill)],
        total=scribe.whole(words.total, bill.total),
        taxes=[scribe.tax(each, words.included) for each in bill.taxes if each.tax.included],
        payments=[*scribe.payments(order)],
        due=scribe.whole(words.due, bill.due) if _asks(receipt, bill) else None,
    )


def _title(receipt: Receipt, words: Words) -> str:
    if receipt.order.status is OrderStatus.VOIDED:
        return words.voided
    return words.receipt if receipt.is_final else words.no_receipt


def _asks(receipt: Receipt, bill: Bill) -> bool:
    # What was given back of an order that is closed is due by the formula, and asked of nobody.
    given_back = bill.refunded if receipt.is_final else NOTHING
    return bill.due > given_back


@dataclass(frozen=True, slots=True)
class _Scribe:
    """Writes the parts of an order's receipt."""

    words: Words
    writing: Writing
    currency: Currency
    zone: ZoneInfo

    def facts(self, receipt: Receipt) -> Iterator[Fact]:
        words, order = self.words, receipt.order
        found = (
            (words.receipt, receipt.number),
            (words.order, order.number),
            (words.business_day, self.writing.date(order.business_date)),
            (words.table, receipt.table),
            (words.guests, order.guests),
            (words.waiter, receipt.waiter),
            (words.opened, self._moment(order.placed_at)),
            (words.closed, order.closed_at and self._moment(order.closed_at)),
        )
        for word, value in found:
            if value is not None:
                yield Fact(word, value if isinstance(value, str) else str(value))

    def items(self, order: Order, bill: Bill) -> Iterator[Entry]:
        for line in order.lines:
            if line.standing:
                chosen = map(self._chosen, line.modifiers)
                each = [self.words.each.format(self._amount(line.unit_price))] if line.standing > 1 else []
                yield Entry(line.product_name, self._amount(line.total), [*chosen, *each], str(line.standing))
                for given in order.account.discounts:
                    if given.discount.lines == frozenset({line.id}):
                        yield self._discount(given, bill)._replace(inner=True)

    def sums(self, order: Order, bill: Bill) -> Iterator[Entry]:
        added = [each for each in bill.taxes if not each.tax.included]
        standing = [line.id for line in order.lines if line.standing]
        discounts = [
            each
            for each in order.account.discounts
            if each.discount.is_on_any(standing) and not _is_under_a_line(each, standing)
        ]
        off = sum(bill.discounts[each.id].minor for each in discounts)
        if discounts or added or bill.service_charge != NOTHING or bill.rounding != NOTHING:
            yield Entry(self.words.subtotal, self._amount(bill.net + Money(off)))
        for given in discounts:
            yield self._discount(given, bill)
        if bill.service_charge != NOTHING:
            percent = self.writing.part(order.account.service.percent)
            under = self.words.taxed.format(percent, self._amount(bill.net))
            yield Entry(self.words.service, self._amount(bill.service_charge), [under])
        for each in added:
            yield self.tax(each, self.words.taxed)
        if bill.rounding != NOTHING:
            yield Entry(self.words.rounding, self._amount(bill.rounding))

    def tax(self, billed: BilledTax, said: str) -> Entry:
        under = said.format(self.writing.part(billed.tax.percent), self._amount(billed.base))
        return Entry(Name.kept(billed.tax.name), self._amount(billed.amount), [under])

    def payments(self, order: Order) -> Iterator[Entry]:
        words, account = self.words, order.account
        for taken in account.payments:
            yield Entry(self._method(taken), self._amount(taken.payment.amount), [self._moment(taken.at)])
            if taken.payment.tip != NOTHING:
                yield Entry(words.tip, self._amount(taken.payment.tip))
            if taken.tendered is not None:
                yield Entry(words.tendered, self._amount(taken.tendered))
                yield Entry(words.change, self._amount(taken.change))
        for made in account.refunds:
            payment = account.payment(made.refund.payment)
            methods = [self._method(payment)] if payment else []
            yield Entry(
                words.refund,
                self._amount(NOTHING - made.refund.amount),
                [*methods, made.reason, self._moment(made.at)],
            )

    def whole(self, word: str, amount: Money) -> Entry:
        return Entry(word, self.writing.in_currency(amount, self.currency))

    def _chosen(self, chosen: Chosen) -> Name:
        price = "" if chosen.price == NOTHING else f" ({self._amount(chosen.price)})"
        return Name.kept(f"+ {chosen.name}{price}")

    def _discount(self, given: DiscountGiven, bill: Bill) -> Entry:
        percent, amount = given.discount.percent, bill.discounts[given.id]
        word = self.words.discount if percent is None else f"{self.words.discount} {self.writing.part(percent)}"
        return Entry(word, self._amount(NOTHING - amount), [given.reason])

    def _method(self, taken: PaymentTaken) -> str:
        """Return what a payment was made by, in the restaurant's language where it was there from the beginning."""
        first = {PaymentKind.CASH.value: self.words.cash, PaymentKind.CARD.value: self.words.card}
        return first.get(taken.method, taken.method)

    def _amount(self, amount: Money) -> str:
        return self.writing.money(amount, self.currency)

    def _moment(self, at: datetime) -> str:
        return self.writing.moment(at.astimezone(self.zone))


def _is_under_a_line(given: DiscountGiven, standing: Sequence[LineId]) -> bool:
    return any(given.discount.lines == frozenset({line}) for line in standing)
