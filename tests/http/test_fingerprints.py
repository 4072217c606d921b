"""Fingerprints of requests: equal for equal values, and for no others."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrypoints.http.kernel.fingerprints import fingerprint

ROUTE = "POST /api/orders"
NUMBERS = st.builds(
    lambda digits, zeros, exponent: f"{digits}.{'0' * zeros}e{exponent}",
    st.integers(-(10**20), 10**20),
    st.integers(1, 40),
    st.integers(-50, 50),
)


def of(text: str, route: str = ROUTE) -> bytes:
    return fingerprint(route, text.encode())


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
