"""Totals, for any order: the sum of its lines, whatever their order, to the last minor unit."""

from datetime import UTC, date, datetime
from fractions import Fraction
from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from domain.kernel.ids import LineId, OrderId, ProductId, WaiterId
from domain.kernel.money import HIGHEST_PRICE, LOWEST_PRICE, Currency, Money
from domain.kernel.names import Name
from domain.ordering.line import Line
from domain.ordering.numbers import HIGHEST_QUANTITY
from domain.ordering.order import MOST_LINES, Order

LINES = st.builds(
    Line,
    id=st.uuids().map(LineId),
    product=st.uuids().map(ProductId),
    product_name=st.just("Coffee"),
    quantity=st.integers(1, HIGHEST_QUANTITY),
    unit_price=st.builds(Money, st.integers(LOWEST_PRICE, HIGHEST_PRICE)),
)
MANY_LINES = st.lists(LINES, min_size=1, max_size=20)


def order(lines: list[Line]) -> Order:
    return Order(
        id=OrderId(UUID(int=1)),
        waiter=WaiterId(UUID(int=2)),
        customer=Name("Ana"),
        placed_at=datetime(2024, 5, 1, 12, tzinfo=UTC),
        business_date=date(2024, 5, 1),
        local_hour=12,
        lines=tuple(lines),
    )


def test_the_largest_order_that_there_can_be_is_less_than_64_bits_hold() -> None:
    assert HIGHEST_PRICE >= 10**12
    assert HIGHEST_PRICE * HIGHEST_QUANTITY * MOST_LINES < 2**63


@given(MANY_LINES)
def test_an_order_comes_to_the_sum_of_its_lines(lines: list[Line]) -> None:
    added = Money(0)
    for line in lines:
        added += line.total

    assert order(lines).total == added


@given(MANY_LINES, st.randoms(use_true_random=False))
def test_the_order_of_the_lines_does_not_matter(lines: list[Line], chance: Random) -> None:
    shuffled = lines.copy()
    chance.shuffle(shuffled)

    assert order(shuffled).total == order(lines).total


@given(MANY_LINES, MANY_LINES)
def test_two_orders_come_to_what_one_of_all_their_lines_does(some: list[Line], others: list[Line]) -> None:
    assert order(some + others).total == order(some).total + order(others).total


@given(MANY_LINES, st.sampled_from(["JPY", "USD", "KWD", "CLF"]).map(Currency.of))
def test_what_is_shown_adds_up_as_exactly_as_what_is_kept(lines: list[Line], currency: Currency) -> None:
    shown = sum(Fraction(currency.amount(line.unit_price)) * line.quantity for line in lines)

    assert Fraction(currency.amount(order(lines).total)) == shown


@given(LINES)
def test_the_total_of_the_longest_order_fits_a_64_bit_integer(line: Line) -> None:
    assert line.unit_price.minor <= order([line] * MOST_LINES).total.minor < 2**63
