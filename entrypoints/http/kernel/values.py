"""Values of a body: how each kind is read out of JSON, and how it is documented."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import Any, Final, NewType, cast, get_args, get_origin
from uuid import UUID

from litestar.openapi.spec import OpenAPIType, Schema

from domain.billing.percent import Percent
from domain.kernel.errors import Invalid
from domain.kernel.money import Currency, Price, Surcharge
from entrypoints.http.kernel.query import InvalidDate, date_in, id_in, offset_moment

Reader = Callable[[object], object]
"""Makes a value of the domain out of a JSON value, or raises the refusal that it deserves."""

_MOST_DIGITS: Final = 18
"""The most digits of a whole number written with a fraction or an exponent, as 1E3 is."""


class InvalidBody(Invalid):
    """A value of the wrong kind."""


def read_text(value: object) -> str:
    """Return a JSON string, or raise `InvalidBody`."""
    if not isinstance(value, str):
        raise InvalidBody("This must be text")
    if "\x00" in value:
        raise InvalidBody("Text has no NUL characters")
    return value


def read_number(value: object) -> Decimal | int:
    """Return a JSON number, or raise `InvalidBody`."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise InvalidBody("This must be a number")
    return value


def read_whole(value: object) -> int:
    """Return a JSON number that is whole, however it is written (2.0 is 2), or raise `InvalidBody`."""
    found = read_number(value)
    # The exponent is checked first: 1E+999999 as an int takes a megabyte.
    if isinstance(found, Decimal) and (found.adjusted() > _MOST_DIGITS or found != found.to_integral_value()):
        raise InvalidBody("This must be a whole number")
    return int(found)


def read_flag(value: object) -> bool:
    """Return a JSON boolean, or raise `InvalidBody`."""
    if not isinstance(value, bool):
        raise InvalidBody("This must be true or false")
    return value


def read_price(value: object, currency: Currency) -> Price:
    """Return a unit price, or raise `InvalidBody` or `InvalidPrice`."""
    return currency.price(read_number(value))


def read_surcharge(value: object, currency: Currency) -> Surcharge:
    """Return what a choice adds, or raise `InvalidBody` or `InvalidSurcharge`."""
    return currency.surcharge(read_number(value))


def read_id(value: object) -> UUID:
    """Return an id, or raise `InvalidBody`."""
    found = id_in(read_text(value))
    if found is None:
        raise InvalidBody("This must be an id")
    return found


def read_percent(value: object) -> Percent:
    """Return a percentage, or raise `InvalidBody` or `InvalidPercent`."""
    return Percent.of(read_number(value))


def read_date(value: object) -> date:
    """Return a date, or raise `InvalidBody` or `InvalidDate`."""
    found = date_in(read_text(value))
    if found is None:
        raise InvalidDate
    return found


def read_moment(value: object) -> datetime:
    """Return a moment in UTC, or raise `InvalidBody`."""
    found = offset_moment(read_text(value))
    if found is None:
        raise InvalidBody("This must be a moment with its offset, like 2026-11-20T18:30:00Z")
    return found


def read_list(read: Reader, value: object) -> list[object]:
    """Return a JSON list with something in it, each read, or raise `InvalidBody` or what a value is refused with."""
    if not isinstance(value, list) or not value:
        raise InvalidBody("This must be a list, with something in it")
    found = list[object]()
    for position, each in enumerate(cast("list[object]", value)):
        try:
            found.append(read(each))
        except Invalid as refusal:
            raise refusal.at(position) from None
    return found


_READERS: Final[Mapping[Any, Reader]] = {
    bool: read_flag,
    date: read_date,
    datetime: read_moment,
    Percent: read_percent,
    str: read_text,
}
_AMOUNTS: Final[Mapping[object, Callable[[object, Currency], object]]] = {Price: read_price, Surcharge: read_surcharge}


def reader_of(kind: Any, currency: Currency | None) -> Reader:  # noqa: ANN401 - one a kind of value
    """Return what reads values of this kind: its constructor refuses what cannot be one. Prices need the currency."""
    if get_origin(kind) is list:
        return partial(read_list, reader_of(get_args(kind)[0], currency))
    if kind in _READERS:
        return _READERS[kind]
    if isinstance(kind, NewType):
        return read_id  # of ids there are several
    if kind in _AMOUNTS and currency is not None:
        return lambda value: _AMOUNTS[kind](value, currency)
    if issubclass(kind, str):
        return lambda value: kind(read_text(value))
    if issubclass(kind, int):
        return lambda value: kind(read_whole(value))
    raise TypeError(kind)


def schema_of(kind: object) -> Schema | None:
    """Return how values of a kind of ours are documented, with the bounds that its class names; None for others."""
    if not isinstance(kind, type) or kind.__module__ == "builtins" or issubclass(kind, Enum):
        return None
    if issubclass(kind, (Decimal, Price, Surcharge)):
        return Schema(type=OpenAPIType.NUMBER)
    if issubclass(kind, Percent):
        return Schema(type=OpenAPIType.NUMBER, minimum=0, maximum=100)
    if issubclass(kind, str):
        lengths = {"min_length": getattr(kind, "shortest", None), "max_length": getattr(kind, "longest", None)}
        return Schema(type=OpenAPIType.STRING, pattern=getattr(kind, "pattern", None), **lengths)
    if issubclass(kind, int):
        return Schema(
            type=OpenAPIType.INTEGER, minimum=getattr(kind, "lowest", None), maximum=getattr(kind, "highest", None)
        )
    return None
