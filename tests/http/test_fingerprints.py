"""Fingerprints of requests: equal for equal values, and for no others."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrypoints.http.kernel.fingerprints import fingerprint
from entrypoints.http.kernel.json_request import read_json

ROUTE = "POST /api/orders"
NUMBERS = st.builds(
    lambda digits, zeros, exponent: f"{digits}.{'0' * zeros}e{exponent}",
    st.integers(-(10**20), 10**20),
    st.integers(1, 40),
    st.integers(-50, 50),
)


def of(text: str, route: str = ROUTE) -> bytes:
    return fingerprint(route, read_json(text.encode()))


@given(NUMBERS, NUMBERS)
def test_numbers_are_equal_when_their_values_are(one: str, other: str) -> None:
    assert (of(one) == of(other)) == (Decimal(one) == Decimal(other))


@given(st.integers(-(10**300), 10**300), st.integers(0, 40))
def test_a_whole_number_is_the_same_with_a_fraction_of_zeros_and_with_an_exponent(whole: int, zeros: int) -> None:
    assert of(str(whole)) == of(f"{whole}.{'0' * (zeros + 1)}") == of(f"{whole}{'0' * zeros}e-{zeros}")


@given(st.dictionaries(st.text(), st.integers() | st.text() | st.booleans() | st.none()))
def test_the_order_of_keys_and_white_space_mean_nothing(value: dict[str, object]) -> None:
    backwards = dict(reversed(value.items()))
    assert of(json.dumps(value)) == of(json.dumps(backwards, indent=2, ensure_ascii=False))


@pytest.mark.parametrize(
    ("one", "other"),
    [("2.5", '"2.5"'), ("1", "true"), ("0", "false"), ("null", "{}"), ("[1, 2]", "[2, 1]"), ("1e400", "1e401")]
    + [("0.1", "0.10000000000000000000000000000000000000000000001"), ('"a"', '"A"'), ('{"a": null}', "{}")],
)
def test_other_values_have_other_fingerprints(one: str, other: str) -> None:
    assert of(one) != of(other)


def test_another_route_has_another_fingerprint() -> None:
    assert of("1") != of("1", "POST /api/users")


def test_a_number_beyond_measure_is_not_written_out() -> None:
    assert of("[" + ",".join(["1e999999999999"] * 4000) + "]") == of("[" + ",".join(["10e999999999998"] * 4000) + "]")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (
            '{"customer_name": "Table 7", "products": [{"name": "Espresso", "price": 2.5, "quantity": 2}]}',
            "fe865d522d4b6313b2a3d20a966b65a70cd9ab8f3785300d48614412b994f76b",
        ),
        (
            r'[2.0, 2, 1e3, -0.0, 1e400, 1e20, 0.1, 1E-400, 12345678901234567890123, true, null, "\u00e9"]',
            "fb52e658ee01f5cffaea4ca4532d9178cf1c128569b0bf4f764fca8995f2069d",
        ),
        ("{}", "76cc7705b32eb51624a1b9f50b300cc99e75e6d3930f6110b65013345bce3edb"),
    ],
)
def test_fingerprints_are_what_they_were_when_they_were_kept(text: str, kept: str) -> None:
    assert of(text).hex() == kept
