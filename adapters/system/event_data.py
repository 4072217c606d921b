"""What an event shows, as JSON: made once, when it is told, and shown as it is to whoever reads it."""

from collections.abc import Mapping
from typing import Any, Final, cast

import msgspec

from domain.kernel.money import Currency, Money


class EventData:
    """Writes amounts as numbers in the restaurant's currency, as every answer shows them."""

    def __init__(self, currency: Currency) -> None:
        self._currency: Final = currency

    def written(self, data: Mapping[str, object]) -> str:
        """Return the data as a JSON object."""
        return _JSON.encode(self._shown(data)).decode()

    def _shown(self, value: Any) -> object:  # noqa: ANN401 - whatever is told
        if isinstance(value, Money):
            return self._currency.amount(value)
        if isinstance(value, Mapping):
            return {name: self._shown(each) for name, each in cast("Mapping[str, object]", value).items()}
        if isinstance(value, (list, tuple)):
            return [self._shown(each) for each in cast("list[object]", value)]
        return value


def _held(value: object) -> str | int:
    """Return what a value of the domain holds: the encoder knows text and whole numbers, and no kinds of them."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        return int(value)
    raise NotImplementedError(type(value))


_JSON: Final = msgspec.json.Encoder(enc_hook=_held, decimal_format="number")
