"""Money: exact in every currency, from the smallest price to the largest."""

from decimal import Decimal
from time import perf_counter

import pytest

from domain.kernel.money import (
    HIGHEST_PRICE,
    LOWEST_PRICE,
    Currency,
    InvalidPrice,
    InvalidSurcharge,
    Money,
    Price,
    Surcharge,
    UnknownCurrency,
)

DOLLAR, YEN, DINAR, UNIT = (Currency.of(code) for code in ("USD", "JPY", "KWD", "CLF"))


def test_amounts_add_up() -> None:
    assert Money(1) + Money(2) == Money(3)


def test_an_amount_is_taken_so_many_times() -> None:
    assert Money(999_999_999) * 10_000 == Money(9_999_999_990_000)


def test_as_much_is_kept_under_the_same_hash_and_more_under_another() -> None:
    assert (hash(Money(5)), hash(Money(5)) == hash(Money(6))) == (hash(5), False)


def test_amounts_are_compared_by_size() -> None:
    assert sorted([Money(3), Money(1), Money(2)]) == [Money(1), Money(2), Money(3)]


@pytest.mark.parametrize(
    ("currency", "amount", "minor"),
    [
        (YEN, "1", 1),
        (YEN, "1000000000000", HIGHEST_PRICE),
        (DOLLAR, "0.01", 1),
        (DOLLAR, "12.5", 1250),
        (DOLLAR, "12.50000", 1250),
        (DOLLAR, "1.25E1", 1250),
        (DOLLAR, "125E-1", 1250),
        (DOLLAR, "10000000000", HIGHEST_PRICE),
        (DINAR, "0.001", 1),
        (DINAR, "1000000000", HIGHEST_PRICE),
        (UNIT, "0.0001", 1),
        (UNIT, "100000000", HIGHEST_PRICE),
    ],
)
def test_a_price_is_kept_in_minor_units(currency: Currency, amount: str, minor: int) -> None:
    assert currency.price(Decimal(amount)) == Money(minor)


@pytest.mark.parametrize(("currency", "minor"), [(YEN, 12), (DOLLAR, 1200), (DINAR, 12_000), (UNIT, 120_000)])
def test_a_whole_number_is_a_price_too(currency: Currency, minor: int) -> None:
    assert currency.price(12) == Money(minor)


@pytest.mark.parametrize("currency", [YEN, DOLLAR, DINAR, UNIT])
def test_the_bounds_of_a_price_are_prices(currency: Currency) -> None:
    for minor in (LOWEST_PRICE, HIGHEST_PRICE):
        assert currency.price(currency.amount(Money(minor))) == Money(minor)


@pytest.mark.parametrize("currency", [YEN, DOLLAR, DINAR, UNIT])
def test_one_minor_unit_past_the_bounds_is_no_price(currency: Currency) -> None:
    for minor in (LOWEST_PRICE - 1, HIGHEST_PRICE + 1, -LOWEST_PRICE):
        with pytest.raises(InvalidPrice):
            _ = currency.price(currency.amount(Money(minor)))


@pytest.mark.parametrize(
    ("currency", "amount"), [(YEN, "1.5"), (DOLLAR, "1.005"), (DINAR, "1.0005"), (UNIT, "1.00005")]
)
def test_a_price_finer_than_the_currency_is_refused_not_rounded(currency: Currency, amount: str) -> None:
    with pytest.raises(InvalidPrice):
        _ = currency.price(Decimal(amount))


def test_a_price_is_not_rounded_however_far_down_its_last_digit_is() -> None:
    with pytest.raises(InvalidPrice):
        _ = DOLLAR.price(Decimal(f"1.{'0' * 40}1"))
    assert DOLLAR.price(Decimal(f"1.{'0' * 40}")) == Money(100)


@pytest.mark.parametrize("amount", ["NaN", "sNaN", "Infinity", "-Infinity", "0", "-0", "-0.01"])
def test_what_is_no_positive_number_is_no_price(amount: str) -> None:
    with pytest.raises(InvalidPrice):
        _ = DOLLAR.price(Decimal(amount))


@pytest.mark.parametrize(
    "amount", ["1E+999999", "-1E+999999", "1E-999999", "0E+999999", "1E+999999999999", "1E-999999999999", "9" * 99_999]
)
def test_an_absurd_exponent_is_refused_at_once(amount: str) -> None:
    absurd = Decimal(amount)
    started = perf_counter()
    with pytest.raises(InvalidPrice):
        _ = DOLLAR.price(absurd)

    assert perf_counter() - started < 0.1


@pytest.mark.parametrize(
    ("currency", "bounds"),
    [
        (YEN, "from 1 to 1000000000000 with at most 0 decimals"),
        (DOLLAR, "from 0.01 to 10000000000.00 with at most 2 decimals"),
        (DINAR, "from 0.001 to 1000000000.000 with at most 3 decimals"),
    ],
)
def test_a_refused_price_says_what_a_price_is(currency: Currency, bounds: str) -> None:
    with pytest.raises(InvalidPrice, match=bounds):
        _ = currency.price(0)


@pytest.mark.parametrize(("currency", "text"), [(YEN, "1250"), (DOLLAR, "12.50"), (DINAR, "1.250"), (UNIT, "0.1250")])
def test_an_amount_shows_every_decimal_of_its_currency(currency: Currency, text: str) -> None:
    assert str(currency.amount(Money(1250))) == text


def test_an_amount_of_more_digits_than_anybody_owns_stays_exact() -> None:
    assert str(DOLLAR.amount(Money(10**40 + 1))) == f"1{'0' * 38}.01"


@pytest.mark.parametrize("code", ["", "usd", "USDT", "XXX", " USD", "US"])
def test_a_code_that_is_not_listed_is_no_currency(code: str) -> None:
    with pytest.raises(UnknownCurrency, match="is no ISO 4217 currency code"):
        _ = Currency.of(code)


@pytest.mark.parametrize("minor", [LOWEST_PRICE - 1, HIGHEST_PRICE + 1, -1])
def test_there_is_no_price_out_of_bounds(minor: int) -> None:
    with pytest.raises(InvalidPrice, match="from 1 to 1000000000000"):
        _ = Price(minor)


def test_a_price_is_the_money_it_comes_to() -> None:
    assert Price(250) == Money(250)
    assert Money(250) == Price(250) != Money(251)
    assert {Price(250), Money(250)} == {Money(250)}
    assert Price(250) < Money(251) <= Price(251)
    assert Price(250) != 250


def test_so_many_at_a_price_come_to_money() -> None:
    assert type(Price(HIGHEST_PRICE) * 2) is Money
    assert type(Price(1) + Price(2)) is Money


@pytest.mark.parametrize("minor", [1.5, 2.0, True])
def test_a_price_is_a_whole_number_by_its_kind(minor: int) -> None:
    with pytest.raises(InvalidPrice):
        _ = Price(minor)


@pytest.mark.parametrize(
    ("currency", "amount", "minor"),
    [
        (YEN, "-1000000000000", -HIGHEST_PRICE),
        (DOLLAR, "-10000000000", -HIGHEST_PRICE),
        (DOLLAR, "10000000000", HIGHEST_PRICE),
        (DOLLAR, "-0.05", -5),
        (DOLLAR, "-0", 0),
        (DOLLAR, "0.00000", 0),
        (DINAR, "1.5E-2", 15),
    ],
)
def test_a_surcharge_may_be_nothing_and_below_it(currency: Currency, amount: str, minor: int) -> None:
    assert currency.surcharge(Decimal(amount)) == Surcharge(minor)
    assert currency.surcharge(7) == Surcharge(7 * 10**currency.decimals)


@pytest.mark.parametrize(
    "amount", ["0.005", "-10000000000.01", "10000000000.01", "1E+999999", "-1E+999999", "NaN", "-Infinity"]
)
def test_a_surcharge_finer_or_larger_than_can_be_is_refused(amount: str) -> None:
    with pytest.raises(InvalidSurcharge) as refused:
        _ = DOLLAR.surcharge(Decimal(amount))
    assert str(refused.value) == (
        "A surcharge is a number from -10000000000.00 to 10000000000.00 with at most 2 decimals"
    )


@pytest.mark.parametrize("minor", [HIGHEST_PRICE + 1, -HIGHEST_PRICE - 1, True, 1.0])
def test_what_no_choice_adds_is_no_surcharge(minor: int) -> None:
    with pytest.raises(InvalidSurcharge, match=r"from -1000000000000 to 1000000000000$"):
        _ = Surcharge(minor)
