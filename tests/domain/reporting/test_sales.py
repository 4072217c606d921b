"""What was sold, in sum and on average."""

import pytest

from domain.kernel.money import Money
from domain.reporting.sales import Sold


@pytest.mark.parametrize(
    ("revenue", "orders", "average"), [(100, 3, 33), (200, 3, 67), (5, 2, 2), (7, 2, 4), (10**30 + 1, 1, 10**30 + 1)]
)
def test_an_average_is_rounded_to_the_nearest_unit_and_a_half_to_the_even_one(
    revenue: int, orders: int, average: int
) -> None:
    assert Sold(quantity=9, revenue=Money(revenue), orders=orders).average_order == Money(average)


def test_without_orders_there_is_no_average() -> None:
    assert Sold().average_order is None


def test_sums_add_up() -> None:
    one, other = Sold(quantity=1, revenue=Money(2), orders=3), Sold(quantity=10, revenue=Money(20), orders=30)
    assert one + other == Sold(quantity=11, revenue=Money(22), orders=33)
