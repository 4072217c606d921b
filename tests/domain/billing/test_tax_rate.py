"""Tax rates: each in force from its day on, until another of its category is."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from domain.billing.charges import Tax
from domain.billing.percent import Percent
from domain.billing.tax_rate import TaxRate, charged
from domain.kernel.ids import TaxId
from domain.kernel.names import Name

FOOD = TaxRate(
    id=TaxId(UUID(int=1)),
    category=Name("Food"),
    name=Name("VAT"),
    percent=Percent.of(7),
    included=True,
    starts_on=date(2026, 1, 1),
)
LATER = replace(FOOD, id=TaxId(UUID(int=2)), percent=Percent.of(5), included=False, starts_on=date(2026, 7, 1))
DRINKS = replace(FOOD, id=TaxId(UUID(int=3)), category=Name("Drinks"), percent=Percent.of(19))


@pytest.mark.parametrize(
    ("day", "tax"),
    [
        (date(2025, 12, 31), None),
        (date(2026, 1, 1), Tax("Food", "VAT", Percent.of(7), included=True)),
        (date(2026, 6, 30), Tax("Food", "VAT", Percent.of(7), included=True)),
        (date(2026, 7, 1), Tax("Food", "VAT", Percent.of(5), included=False)),
        (date(2030, 1, 1), Tax("Food", "VAT", Percent.of(5), included=False)),
    ],
)
def test_the_latest_rate_that_has_started_is_charged(day: date, tax: Tax | None) -> None:
    for rates in ([FOOD, LATER, DRINKS], [DRINKS, LATER, FOOD]):
        assert charged(rates, "Food", day) == tax


def test_a_category_without_a_rate_is_not_taxed() -> None:
    assert charged([FOOD, LATER, DRINKS], "Books", date(2026, 7, 1)) is None
    assert charged([], "Food", date(2026, 7, 1)) is None


def test_a_change_makes_the_version_that_follows() -> None:
    after = FOOD.changed(name=Name("Tax"), percent=Percent.of(0), included=False, starts_on=date(2026, 2, 1))
    assert (after.name, after.percent, after.included) == ("Tax", Percent.of(0), False)
    assert (after.starts_on, after.version, after.id, after.category) == (date(2026, 2, 1), 2, FOOD.id, "Food")


def test_what_stays_as_it_is_makes_none() -> None:
    assert FOOD.changed() is FOOD
    assert FOOD.changed(name=FOOD.name, percent=Percent.of(7), included=True, starts_on=FOOD.starts_on) is FOOD
