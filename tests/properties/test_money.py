"""Money, for any amounts: it adds up, and a price survives being written down and read again."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st

from domain.kernel.currencies import DECIMALS
from domain.kernel.money import HIGHEST_PRICE, LOWEST_PRICE, Currency, InvalidPrice, Money

AMOUNTS = st.builds(Money, st.integers())
PRICES = st.builds(Money, st.integers(LOWEST_PRICE, HIGHEST_PRICE))
CURRENCIES = st.sampled_from(sorted(DECIMALS)).map(Currency.of)


def price_or_none(currency: Currency, amount: Decimal) -> Money | None:
    try:
        return currency.price(amount)
    except InvalidPrice:
        return None


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_amounts_add_up_in_any_order(one: Money, two: Money, three: Money) -> None:
    assert one + two == two + one
    assert (one + two) + three == one + (two + three)
    assert one + Money(0) == one


@given(AMOUNTS, AMOUNTS, st.integers(), st.integers())
def test_so_many_times_is_as_often_added(one: Money, two: Money, times: int, more: int) -> None:
    assert one * (times + more) == one * times + one * more
    assert (one + two) * times == one * times + two * times
    assert one * 1 == one
    assert one * 0 == Money(0)


@given(AMOUNTS, st.integers(0, 30))
def test_times_is_repeated_addition(amount: Money, times: int) -> None:
    added = Money(0)
    for _ in range(times):
        added += amount

    assert amount * times == added


@given(AMOUNTS, AMOUNTS)
def test_amounts_are_in_the_order_of_their_minor_units(one: Money, two: Money) -> None:
    assert (one < two) == (one.minor < two.minor)


@given(CURRENCIES, PRICES)
def test_a_price_comes_back_as_it_was_written(currency: Currency, price: Money) -> None:
    assert currency.price(currency.amount(price)) == price
    assert currency.price(Decimal(str(currency.amount(price)))) == price


@given(CURRENCIES, AMOUNTS)
def test_an_amount_has_exactly_the_decimals_of_its_currency(currency: Currency, amount: Money) -> None:
    written = currency.amount(amount)

    assert written.as_tuple().exponent == -currency.decimals
    assert int(str(written).replace(".", "")) == amount.minor


@given(CURRENCIES, PRICES, st.integers(0, 40))
def test_zeros_after_the_last_digit_say_nothing(currency: Currency, price: Money, zeros: int) -> None:
    written = f"{currency.amount(price):f}"
    padded = f"{written}{'' if '.' in written else '.'}{'0' * zeros}"

    assert currency.price(Decimal(padded)) == price


@given(CURRENCIES, PRICES, st.integers(1, 60), st.integers(1, 9))
def test_a_digit_past_the_last_decimal_is_never_rounded_away(
    currency: Currency, price: Money, further: int, digit: int
) -> None:
    written = f"{currency.amount(price):f}"
    finer = f"{written}{'' if '.' in written else '.'}{'0' * (further - 1)}{digit}"

    assert price_or_none(currency, Decimal(finer)) is None


@given(CURRENCIES, st.decimals() | st.decimals(0, 10_000_000, places=3) | st.decimals(0, 10**9, places=0))
@example(Currency.of("USD"), Decimal("1E+999999"))
@example(Currency.of("USD"), Decimal("1E-999999"))
@example(Currency.of("CLF"), Decimal("sNaN"))
def test_any_number_is_a_price_exactly_or_refused(currency: Currency, amount: Decimal) -> None:
    lowest, highest = currency.amount(Money(LOWEST_PRICE)), currency.amount(Money(HIGHEST_PRICE))
    expected = None
    if amount.is_finite() and lowest <= amount <= highest:
        minor = Fraction(amount) * 10**currency.decimals
        expected = Money(int(minor)) if minor.denominator == 1 else None

    assert price_or_none(currency, amount) == expected
