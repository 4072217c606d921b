"""What an event shows, as JSON: made once, when it is told, and shown as it is to whoever reads it."""

from collections.abc import Mapping
from typing import Final

import msgspec


def written(data: Mapping[str, object]) -> str:
    """Return the data as a JSON object. Amounts are numbers with every digit that they have."""
    return _JSON.encode(data).decode()


def _held(value: object) -> str | int:
    """Return what a value of the domain holds: the encoder knows text and whole numbers, and no kinds of them."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        return int(value)
    raise NotImplementedError(type(value))


_JSON: Final = msgspec.json.Encoder(enc_hook=_held, decimal_format="number")
