"""Fingerprints of requests: equal where route and JSON value are, however the value is written."""

import hashlib
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from typing import Final

import msgspec

_EXACT: Final = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
_MOST_DIGITS: Final = 308
"""The largest exponent of a double. Beyond, numbers are not written out: 1E400000 is short, its digits are not."""


def fingerprint(route: str, body: bytes) -> bytes:
    """Return 32 bytes that stand for a route and the JSON value of a body, which was read without complaint before.

    White space, the order of keys and the way a number is written make no difference.
    """
    return hashlib.sha256(route.encode() + b"\n" + _SORTED.encode(_JSON.decode(body))).digest()


def _number(text: str) -> Decimal | int:
    """Return the same value for 1000.0, 1e3, and 1000, which the decoder makes an `int`."""
    exact = Decimal(text).normalize(_EXACT)
    is_whole = 0 <= exact.adjusted() < _MOST_DIGITS and exact == exact.to_integral_value()
    return int(exact) if is_whole else exact


_JSON: Final = msgspec.json.Decoder[object](float_hook=_number)
_SORTED: Final = msgspec.json.Encoder(order="sorted", decimal_format="number")
