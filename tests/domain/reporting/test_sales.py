"""What was sold, in sum and on average."""

from datetime import date

import pytest

from domain.kernel.money import Money
from domain.reporting.sales import SalesGroup, Sold, month_of, week_of


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


@pytest.mark.parametrize(
    ("day", "week", "month"),
    [
        (date(2026, 5, 1), "2026-W18", "2026-05"),
        (date(2024, 12, 30), "2025-W01", "2024-12"),
        (date(2027, 1, 3), "2026-W53", "2027-01"),
        (date(987, 11, 9), "0987-W45", "0987-11"),
    ],
)
def test_a_day_is_of_a_week_by_iso_8601_and_of_a_month(day: date, week: str, month: str) -> None:
    assert (week_of(day), month_of(day)) == (week, month)


def test_nothing_sold_is_nothing() -> None:
    assert Sold() == Sold(quantity=0, revenue=Money(0), orders=0)


def test_a_group_has_a_name_where_it_is_given_one() -> None:
    assert SalesGroup(key="2026-05", sold=Sold()).name is None
