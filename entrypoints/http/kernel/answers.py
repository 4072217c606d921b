"""JSON answers, with exact numbers."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

import msgspec
from litestar import Response

T = TypeVar("T")


def _held(value: object) -> str | int:
    """Return what a value of the domain holds: the encoder knows text and whole numbers, and no kinds of them."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        return int(value)
    raise NotImplementedError(type(value))


_JSON: Final = msgspec.json.Encoder(enc_hook=_held, decimal_format="number")


def as_json(content: object) -> bytes:
    """Return the value as JSON."""
    return _JSON.encode(content)


class JSONAnswer(Response[T]):
    """A response whose amounts are JSON numbers with every digit they have."""

    def render(self, content: Any, media_type: str, enc_hook: Callable[[Any], Any] | None = None) -> bytes:  # noqa: ANN401
        """Return the body. Text and bytes go out as they are."""
        if isinstance(content, (bytes, str)) or content is None:
            return super().render(content, media_type, enc_hook) if enc_hook else super().render(content, media_type)
        return _JSON.encode(content)
