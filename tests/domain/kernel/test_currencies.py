"""Currencies: every code once, with its own number of decimals."""

import re
from pathlib import Path

import pytest

from domain.kernel import currencies
from domain.kernel.currencies import DECIMALS
from domain.kernel.money import Currency


@pytest.mark.parametrize(
    ("code", "decimals"),
    [("JPY", 0), ("KRW", 0), ("ISK", 0), ("USD", 2), ("EUR", 2), ("BRL", 2), ("KWD", 3), ("TND", 3), ("CLF", 4)],
)
def test_a_currency_has_the_decimals_of_iso_4217(code: str, decimals: int) -> None:
    assert Currency.of(code) == Currency(code=code, decimals=decimals)


def test_every_code_is_three_capital_letters() -> None:
    assert [code for code in DECIMALS if not re.fullmatch("[A-Z]{3}", code)] == []


def test_every_code_is_listed_once() -> None:
    codes = re.findall(r"\b[A-Z]{3}\b", Path(currencies.__file__).read_text(encoding="utf-8").replace("ISO 4217", ""))

    assert len(codes) == len(set(codes)) == len(DECIMALS)


def test_decimals_are_none_two_three_or_four() -> None:
    assert set(DECIMALS.values()) == {0, 2, 3, 4}
