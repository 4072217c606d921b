"""What holds of every bill."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.billing.bill import Bill
from domain.billing.charges import Charge, Discount, Payment, Refund, ServiceCharge, Tax
from domain.billing.percent import Percent
from domain.billing.shares import by_seat, evenly
from domain.kernel.money import NOTHING, Money
from tests.domain.billing.things import a_discount, line_id, payment_id

# Minor units: whether a currency has 0, 2, 3 or 4 decimals, its amounts are whole numbers of these.
PRICES = st.integers(0, 10**6) | st.integers(0, 10**12)
PERCENTS = st.integers(0, 10**6).map(Percent) | st.sampled_from([0, 5, 10, 50, 100]).map(Percent.of)
TAXES = st.none() | st.builds(Tax, st.sampled_from(["food", "drinks"]), st.just("tax"), PERCENTS, st.booleans())
MOST_LINES = 8


@st.composite
def charges(draw: st.DrawFn) -> list[Charge]:
    taxes = draw(st.lists(TAXES, min_size=1, max_size=3))
    lines = list[Charge]()
    for place in range(draw(st.integers(1, MOST_LINES))):
        quantity = draw(st.integers(1, 10_000))
        voided = draw(st.just(0) | st.integers(0, quantity))
        lines.append(Charge(line_id(place), Money(draw(PRICES)), quantity, voided, draw(st.sampled_from(taxes))))
    return lines


NAMED = st.none() | st.sets(st.integers(0, MOST_LINES), min_size=1).map(lambda places: frozenset(map(line_id, places)))
OFF = PERCENTS | PRICES.map(Money)
DISCOUNTS = st.lists(st.tuples(OFF, NAMED), max_size=4).map(
    lambda several: [a_discount(place, *each) for place, each in enumerate(several)]
)
SERVICE = st.builds(ServiceCharge, PERCENTS, taxed=st.booleans())


@st.composite
def bills(draw: st.DrawFn) -> Bill:
    return Bill.of(draw(charges()), discounts=draw(DISCOUNTS), service=draw(SERVICE))


def minor(amounts: Sequence[Money]) -> int:
    return sum(each.minor for each in amounts)


@settings(max_examples=400)
@given(bills())
def test_every_total_is_the_sum_of_its_parts(bill: Bill) -> None:
    assert bill.gross.minor == minor([each.gross for each in bill.lines])
    assert bill.discount.minor == minor([each.discount for each in bill.lines]) == minor([*bill.discounts.values()])
    assert bill.service_charge.minor == minor([each.service_charge for each in bill.lines])
    assert minor([each.amount for each in bill.taxes]) == minor([each.tax for each in bill.lines])
    added = minor([each.amount for each in bill.taxes if not each.tax.included])
    assert added == minor([each.added_tax for each in bill.lines])
    assert bill.total.minor == bill.net.minor + bill.service_charge.minor + added
    assert bill.total.minor == minor([each.total for each in bill.lines])


@settings(max_examples=400)
@given(bills())
def test_nothing_is_negative_and_nothing_is_taken_twice(bill: Bill) -> None:
    for each in bill.lines:
        assert NOTHING <= each.discount <= each.gross
        assert min(each.service_charge, each.tax, each.added_tax, each.net, each.total) >= NOTHING
    assert min(bill.total, bill.due) >= NOTHING
    assert all(NOTHING <= each.amount <= max(each.base, NOTHING) for each in bill.taxes)


@settings(max_examples=250)
@given(bills(), st.integers(1, 50), st.data())
def test_paying_the_shares_leaves_nothing_due(bill: Bill, ways: int, data: st.DataObject) -> None:
    even = evenly(bill, ways)
    assert minor([each.amount for each in even]) == bill.due.minor
    assert max(each.amount.minor for each in even) - min(each.amount.minor for each in even) <= 1
    seats = data.draw(st.dictionaries(st.sampled_from([each.line for each in bill.lines]), st.integers(1, 4)))
    seated = by_seat(bill, seats)
    assert minor([each.amount for each in seated]) == bill.due.minor
    assert [each.seat for each in seated] == (sorted({*seats.values()}) or [None])


@settings(max_examples=200)
@given(charges(), DISCOUNTS, SERVICE, st.lists(st.integers(1, 10**9), min_size=1, max_size=4), st.data())
def test_what_is_due_is_what_was_not_paid_or_given_back(
    lines: list[Charge], discounts: list[Discount], service: ServiceCharge, amounts: list[int], data: st.DataObject
) -> None:
    total = Bill.of(lines, discounts=discounts, service=service).total
    payments = [Payment(payment_id(place), Money(each), tip=Money(7)) for place, each in enumerate(amounts)]
    back = data.draw(st.integers(0, amounts[0]))
    refunds = [Refund(payment_id(0), Money(back))]
    bill = Bill.of(lines, discounts=discounts, service=service, payments=payments, refunds=refunds)
    assert bill.total == total
    assert bill.due.minor == total.minor - sum(amounts) + back
    assert (bill.tips.minor, bill.refunded.minor) == (7 * len(amounts), back)


@settings(max_examples=250)
@given(bills(), st.sampled_from([1, 2, 5, 10, 25, 50, 100]))
def test_cash_is_a_number_of_coins_that_is_next_to_what_is_due(bill: Bill, coin: int) -> None:
    rounding = bill.rounding_in_cash(coin)
    assert (bill.due + rounding).minor % coin == 0
    assert -coin < 2 * rounding.minor <= coin


@given(charges(), DISCOUNTS, SERVICE, st.integers(1, 10**6))
def test_what_is_paid_in_cash_leaves_nothing_due(
    lines: list[Charge], discounts: list[Discount], service: ServiceCharge, before: int
) -> None:
    first = Payment(payment_id(0), Money(before))
    half = Bill.of(lines, discounts=discounts, service=service, payments=[first])
    rounding = half.rounding_in_cash(5)
    last = Payment(payment_id(1), half.due + rounding, rounding=rounding)
    paid = Bill.of(lines, discounts=discounts, service=service, payments=[first, last])
    assert paid.due == NOTHING
    assert paid.rounding == rounding
    assert paid.total == half.total + rounding
    assert half.settled([first, last], []) == paid
    assert paid.settled([first], []) == half


@settings(max_examples=200)
@given(charges().filter(lambda lines: len(lines) <= 4), st.lists(OFF, max_size=2), SERVICE)
def test_the_order_of_equal_lines_does_not_matter(
    lines: list[Charge], off: list[Percent | Money], service: ServiceCharge
) -> None:
    alike = [Charge(each.line, Money(700), 3, tax=lines[0].tax) for each in lines]
    discounts = [a_discount(place, each) for place, each in enumerate(off)]
    found = set[object]()
    for some in permutations(alike):
        bill = Bill.of(some, discounts=discounts, service=service)
        parts = Counter((each.net, each.service_charge, each.tax, each.total) for each in bill.lines)
        found.add((bill.total, frozenset(parts.items())))
    assert len(found) == 1


@settings(max_examples=400)
@given(PRICES.map(Money), PERCENTS)
def test_tax_that_is_included_is_that_which_would_be_added_but_for_one_unit(gross: Money, percent: Percent) -> None:
    included = Tax("food", "tax", percent, included=True).of(gross)
    added = Tax("food", "tax", percent, included=False).of(gross - included)
    assert abs(included.minor - added.minor) <= 1


@settings(max_examples=400)
@given(PRICES.map(Money), PERCENTS)
def test_a_percentage_is_the_nearest_whole_amount(amount: Money, percent: Percent) -> None:
    exact = Fraction(amount.minor * percent.millionths, 10**6)
    assert percent.part_of(amount).minor == round(exact)  # Python rounds fractions half to even
    added = percent.added_to(amount).minor
    assert added - Fraction(1, 2) <= exact < added + Fraction(1, 2)


def test_discounts_of_lines_come_first_whenever_they_were_given() -> None:
    lines = [Charge(line_id(0), Money(1_000), 1), Charge(line_id(1), Money(1_000), 1)]
    tenth, comp = (
        a_discount(0, Percent.of(10)),
        a_discount(1, Percent.of(100), frozenset({line_id(0)})),
    )
    for order in ([tenth, comp], [comp, tenth]):
        bill = Bill.of(lines, discounts=order)
        assert bill.discounts == {comp.id: Money(1_000), tenth.id: Money(100)}
        assert [*bill.discounts] == [each.id for each in order]


def test_a_line_that_is_voided_costs_nothing_and_takes_no_share() -> None:
    lines = [Charge(line_id(0), Money(999), 2, voided=2), Charge(line_id(1), Money(100), 3, voided=1)]
    bill = Bill.of(lines, discounts=[a_discount(0, Money(1))])
    assert [each.total for each in bill.lines] == [Money(0), Money(199)]


def test_what_was_voided_is_not_among_the_taxes() -> None:
    food, wine = (Tax(name, "tax", Percent.of(10), included=False) for name in ("food", "wine"))
    lines = [Charge(line_id(0), Money(900), 1, voided=1, tax=wine), Charge(line_id(1), Money(100), 1, tax=food)]
    assert [(each.tax, each.amount) for each in Bill.of(lines).taxes] == [(food, Money(10))]


def test_by_seat_all_share_what_is_for_none() -> None:
    lines = [Charge(line_id(place), Money(price), 1) for place, price in enumerate([1_000, 500, 101])]
    shares = by_seat(Bill.of(lines), {line_id(0): 2, line_id(1): 1})
    assert [(each.seat, each.amount.minor) for each in shares] == [(1, 551), (2, 1_050)]


def test_a_long_bill_takes_less_than_a_third_of_a_millisecond() -> None:
    taxes = [Tax("food", "tax", Percent.of(7), included=True), Tax("drinks", "tax", Percent.of(19), included=False)]
    lines = [
        Charge(line_id(place), Money(100 + 37 * place), 1 + place % 5, tax=taxes[place % 2]) for place in range(40)
    ]
    named = frozenset(map(line_id, range(0, 40, 3)))
    discounts = [a_discount(0, Percent.of(10), named), a_discount(1, Money(1_234))]
    service = ServiceCharge(Percent.of(Decimal("12.5")), taxed=True)
    times = list[float]()
    for _ in range(50):
        began = process_time()
        _ = Bill.of(lines, discounts=discounts, service=service)
        times.append(process_time() - began)
    assert min(times) < 0.0003
