"""Quotes as texts, signed."""

import hashlib
import hmac
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from application.ordering.quotes import Quotes
from domain.billing.charges import Charge, ServiceCharge, Tax
from domain.billing.percent import Percent
from domain.kernel.ids import LineId, RestaurantId, WaiterId
from domain.kernel.money import Price
from domain.ordering.quote import Quote, QuoteInvalid

_SEAL_BYTES: Final = 32


class _Written(msgspec.Struct, array_like=True):
    """What a quote says. A line is its price, its quantity, and which of the taxes is on it, from 1; 0: none."""

    waiter: UUID
    content: bytes
    expires_at: datetime
    service: tuple[int, bool]
    taxes: list[tuple[str, str, int, bool]]
    lines: list[tuple[int, int, int]]


_DECODER: Final = msgspec.json.Decoder(_Written)


class SignedQuotes(Quotes):
    """HMAC-signed quotes: the first secret signs, and all of them are believed. What they say is not secret."""

    def __init__(self, secrets: Sequence[str], restaurant: RestaurantId) -> None:
        self._keys = [hmac.digest(each.encode(), b"quotes" + restaurant.bytes, hashlib.sha256) for each in secrets]

    def written(self, quote: Quote) -> str:
        content = zlib.compress(msgspec.json.encode(_plain(quote)))
        return _text(_seal(self._keys[0], content) + content)

    def read(self, text: str) -> Quote:
        try:
            sealed = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
            seal, content = sealed[:_SEAL_BYTES], sealed[_SEAL_BYTES:]
            # Several base64 texts decode to the same bytes: only the one that was given is accepted.
            given = _text(sealed) == text
            if given and any(hmac.compare_digest(seal, _seal(key, content)) for key in self._keys):
                return _quote(_DECODER.decode(zlib.decompress(content)))
        except ValueError:
            pass
        raise QuoteInvalid(field=("quote",))


def _seal(key: bytes, content: bytes) -> bytes:
    return hmac.digest(key, content, hashlib.sha256)


def _text(sealed: bytes) -> str:
    return urlsafe_b64encode(sealed).rstrip(b"=").decode()


def _plain(quote: Quote) -> _Written:
    taxes = [*dict.fromkeys(each.tax for each in quote.charges if each.tax is not None)]
    return _Written(
        quote.waiter,
        quote.content,
        quote.expires_at,
        (quote.service.percent.millionths, quote.service.taxed),
        [(str(each.category), str(each.name), each.percent.millionths, each.included) for each in taxes],
        [
            (each.price.minor, int(each.quantity), 0 if each.tax is None else taxes.index(each.tax) + 1)
            for each in quote.charges
        ],
    )


def _quote(read: _Written) -> Quote:
    taxes = [
        None,
        *(Tax(category, name, Percent(percent), included) for category, name, percent, included in read.taxes),
    ]
    percent, taxed = read.service
    return Quote(
        WaiterId(read.waiter),
        read.content,
        tuple(
            Charge(LineId(UUID(int=number)), Price(price), quantity, tax=taxes[tax])
            for number, (price, quantity, tax) in enumerate(read.lines, 1)
        ),
        ServiceCharge(Percent(percent), taxed),
        read.expires_at,
    )
