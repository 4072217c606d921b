"""Percentages are exact, and from none to all."""

from decimal import Decimal

import pytest

from domain.billing.percent import InvalidPercent, Percent
from domain.billing.rounding import half_even, half_up, spread


@pytest.mark.parametrize(
    ("percent", "millionths"),
    [(0, 0), (100, 1_000_000), (Decimal("8.875"), 88_750), (Decimal("0.0001"), 1), (Decimal("1E+2"), 1_000_000)],
)
def test_a_percentage_is_kept_to_four_decimals(percent: Decimal | int, millionths: int) -> None:
    assert Percent.of(percent).millionths == millionths
    assert Percent.of(percent).number == percent


@pytest.mark.parametrize(
    "percent",
    [-1, 101, *map(Decimal, ["-0.0001", "100.0001", "8.87501", "NaN", "sNaN", "Infinity", "1E+999999", "1E-999999"])],
)
def test_what_is_no_percentage_is_refused(percent: Decimal | int) -> None:
    with pytest.raises(InvalidPercent):
        _ = Percent.of(percent)


@pytest.mark.parametrize("millionths", [-1, 1_000_001, 0.5, True, None])
def test_millionths_are_whole_and_not_more_than_all(millionths: object) -> None:
    with pytest.raises(InvalidPercent):
        _ = Percent(millionths)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(("number", "even", "up"), [(15, 2, 2), (25, 2, 3), (24, 2, 2), (26, 3, 3), (-25, -2, -2)])
def test_halves(number: int, even: int, up: int) -> None:
    assert (half_even(number, 10), half_up(number, 10)) == (even, up)


@pytest.mark.parametrize(
    ("amount", "weights", "shares"),
    [
        (10, [1, 1, 1], [4, 3, 3]),
        (2, [1, 1, 1], [1, 1, 0]),
        (100, [1, 2, 0], [33, 67, 0]),
        (1, [0, 0, 5], [0, 0, 1]),
        (5, [0, 0], [3, 2]),
        (0, [], []),
        (0, [0, 0], [0, 0]),
        (-10, [1, 1, 1], [-3, -3, -4]),
    ],
)
def test_what_is_left_goes_to_the_largest_remainders_and_of_equal_ones_to_the_first(
    amount: int, weights: list[int], shares: list[int]
) -> None:
    assert spread(amount, weights) == shares
