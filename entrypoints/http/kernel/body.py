"""Request bodies: JSON read with exact numbers, then a form read out of it, value by value."""

import asyncio
from abc import ABC, abstractmethod
from decimal import Decimal
from typing import Any, ClassVar, Final, Self, TypeGuard, cast

import msgspec
from litestar import Request
from litestar.exceptions import InternalServerException

from domain.kernel.errors import Invalid
from domain.kernel.money import Currency, InvalidPrice, Price
from domain.kernel.names import InvalidName, Name
from entrypoints.http.kernel.compression import inflated, is_compressed
from entrypoints.http.kernel.errors import BodyIncomplete, BodyTooSlow, UnsupportedBody
from entrypoints.http.kernel.parameters import shown, unknown_name

BODY: Final = "body"
"""The key of a request's body, once read, in the state of its scope."""
LARGEST_BODY: Final = 64 * 1024
LARGEST_ORDER: Final = 320 * 1024
"""Fits 200 lines whose names have 120 characters, each written as two escapes of six bytes."""

_ARRIVES_WITHIN_SECONDS: Final = 10
_MOST_DIGITS: Final = 18
"""The most digits of a whole number written with a fraction or an exponent, as 1E3 is."""
_JSON: Final = msgspec.json.Decoder[object](float_hook=Decimal)


class InvalidJSON(Invalid):
    """Bytes that are no JSON text."""

    says = "The body is not valid JSON"


class InvalidBody(Invalid):
    """A value of the wrong kind."""


class UnknownKey(Invalid):
    """A key that the call does not know."""


class JSONRequest(Request[Any, Any, Any]):
    """A request whose body is read as JSON only when it says so, and without rounding any number."""

    async def body(self) -> bytes:
        """Return the body. None at all reads as an empty object, so that a form can say what it misses."""
        return await self._arrived() or b"{}"

    async def json(self) -> object:
        """Return the JSON value, with `Decimal` where it has a fraction or an exponent.

        Raises `UnsupportedBody` and `InvalidJSON`.
        """
        body = await self._arrived()
        if body and self.content_type[0] != "application/json":
            raise UnsupportedBody
        return read_json(body or b"{}")

    async def _arrived(self) -> bytes:
        """Return the body as it was sent, inflated, or raise `BodyTooSlow` or `BodyIncomplete`.

        A byte now and then holds no place here; and who goes away, or cuts chunks that are none, is no fault of ours.
        Raises `UnsupportedEncoding`, `InvalidCompression` and what Litestar raises for a body that is too long, too.
        """
        kept: bytes | None = self.scope["state"].get(BODY)
        if kept is None:
            compressed = is_compressed(self.headers)
            try:
                async with asyncio.timeout(_ARRIVES_WITHIN_SECONDS):
                    sent = await super().body()
            except TimeoutError:
                raise BodyTooSlow from None
            except InternalServerException:  # Litestar raises it when the client has gone
                raise BodyIncomplete from None
            most = self.route_handler.resolve_request_max_body_size() or LARGEST_BODY
            kept = inflated(sent, most=most) if compressed else sent
            self.scope["state"][BODY] = kept
        return kept


def read_json(body: bytes) -> object:
    """Return the JSON value, with `Decimal` where it has a fraction or an exponent, or raise `InvalidJSON`."""
    try:
        return _JSON.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ArithmeticError) as refusal:
        raise InvalidJSON from refusal


class Form(ABC):
    """A body that reads itself. `shape` documents it, with an example."""

    shape: ClassVar[type[msgspec.Struct]]
    example: ClassVar[dict[str, object]]
    ignores_others: ClassVar[bool] = False
    """Whether keys that nobody knows are passed over."""

    @classmethod
    @abstractmethod
    def read(cls, body: dict[str, object]) -> Self:
        """Return the form, or raise the refusal that its first missing or wrong value deserves."""


class OldForm(Form):
    """A body of the old service's calls, where keys that nobody knows are passed over."""

    ignores_others = True


def read_form(kind: type[Form], body: object) -> Form:
    """Read a form of this kind out of a JSON value, as a Litestar type decoder."""
    if not body:
        body = {}
    if not isinstance(body, dict):
        detail = "The body must be a JSON object"
        raise InvalidBody(detail)
    values = cast("dict[str, object]", body)
    unknown = (
        None if kind.ignores_others else next((key for key in values if key not in kind.shape.__struct_fields__), None)
    )
    if unknown is not None:
        raise UnknownKey(unknown_name(unknown, kind.shape.__struct_fields__), field=(shown(unknown),))
    return kind.read(values)


def is_form(kind: object) -> TypeGuard[type[Form]]:
    """Tell whether `read_form` reads this kind."""
    return isinstance(kind, type) and issubclass(kind, Form)


def text(value: object, *field: str | int) -> str:
    """Return a JSON string, or raise `InvalidBody`."""
    if not isinstance(value, str):
        detail = "This must be text"
        raise InvalidBody(detail, field=field)
    if "\x00" in value:
        detail = "Text has no NUL characters"
        raise InvalidBody(detail, field=field)
    return value


def number(value: object, *field: str | int) -> Decimal | int:
    """Return a JSON number, or raise `InvalidBody`."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        detail = "This must be a number"
        raise InvalidBody(detail, field=field)
    return value


def whole(value: object, *field: str | int) -> int:
    """Return a JSON number that is whole, however it is written (2.0 is 2), or raise `InvalidBody`."""
    found = number(value, *field)
    # The exponent is checked first: 1E+999999 as an int takes a megabyte.
    if isinstance(found, Decimal) and (found.adjusted() > _MOST_DIGITS or found != found.to_integral_value()):
        detail = "This must be a whole number"
        raise InvalidBody(detail, field=field)
    return int(found)


def name(value: object, *field: str | int) -> Name:
    """Return a name without surrounding white space, or raise `InvalidBody` or `InvalidName`."""
    try:
        return Name(text(value, *field))
    except InvalidName as refusal:
        raise refusal.at(*field) from None


def price(value: object, currency: Currency, *field: str | int) -> Price:
    """Return a unit price, or raise `InvalidBody` or `InvalidPrice`."""
    try:
        return currency.price(number(value, *field))
    except InvalidPrice as refusal:
        raise refusal.at(*field) from None


def yes_or_no(value: object, *field: str | int) -> bool:
    """Return a JSON boolean, or raise `InvalidBody`."""
    if not isinstance(value, bool):
        detail = "This must be true or false"
        raise InvalidBody(detail, field=field)
    return value
