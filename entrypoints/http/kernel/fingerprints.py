"""Fingerprints of requests: equal where route and JSON value are, however the value is written."""

import hashlib
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from typing import Final

import msgspec

_EXACT: Final = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
_MOST_DIGITS: Final = 308
"""The largest exponent of a double. Beyond, numbers are not written out: 1E400000 is short, its digits are not."""
_SORTED: Final = msgspec.json.Encoder(order="sorted", decimal_format="number")


def exact_number(text: str) -> Decimal:
    """Return what a JSON number with a fraction or an exponent is: one and the same for 2.50 and 25e-1."""
    exact = Decimal(text).normalize(_EXACT)
    is_whole = 0 <= exact.adjusted() < _MOST_DIGITS and exact == exact.to_integral_value()
    return Decimal(int(exact)) if is_whole else exact  # 1e3 is written out as 1000 is, which is an `int` at once


def fingerprint(route: str, value: object) -> bytes:
    """Return 32 bytes that stand for a route and a JSON value, its numbers read by `exact_number`."""
    return hashlib.sha256(route.encode() + b"\n" + _SORTED.encode(value)).digest()
