"""Reading bodies: what was sent, held against what a body declares."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any, cast, get_args, get_origin

import msgspec

from domain.kernel.errors import Invalid
from domain.kernel.money import Currency
from entrypoints.http.kernel.body import Body, Field, Given, Later, Several, UnknownKey, fields_of
from entrypoints.http.kernel.parameters import shown, unknown_name
from entrypoints.http.kernel.values import InvalidBody, Reader, reader_of


def read_body(kind: type[Body], body: object) -> Body:
    """Return the body that a JSON value is, or raise the refusal that its first missing or wrong field deserves."""
    if not body and kind.ignores_others:  # as the old service had it
        body = {}
    if not isinstance(body, dict):
        raise InvalidBody("The body must be a JSON object")
    values, names = cast("dict[str, object]", body), kind.__struct_fields__
    unknown = None if kind.ignores_others else next((key for key in values if key not in names), None)
    if unknown is not None:
        raise UnknownKey(unknown_name(unknown, names), field=(shown(unknown),))
    return _read(kind, _readers(kind, None), values)


_Readers = list[tuple[Field, Reader]]


@cache
def _readers(kind: type[Body], currency: Currency | None) -> _Readers:
    return [(field, _reader(field, currency)) for field in fields_of(kind)]


def _reader(field: Field, currency: Currency | None) -> Reader:
    if field.may_be_null:
        read = reader_of(get_args(field.kind)[0], currency)
        return lambda value: Given[Any](None if value is None else read(value))
    if get_origin(field.kind) is list:
        return _several_reader(get_args(field.kind)[0], currency)
    if get_origin(field.kind) is not Later:
        return reader_of(field.kind, currency)
    (kind,) = get_args(field.kind)
    if field.several is None:
        return lambda value: Later[Any](field.name, value, partial(reader_of, kind))
    each, several = get_args(kind)[0], field.several
    return lambda value: Later[Any](field.name, _some(several, value), partial(_list_reader, several, each))


def _read(kind: type[Body], readers: _Readers, body: dict[str, object]) -> Body:
    read: list[object] = []
    for field, _ in readers:
        missing = field.missing
        if missing and missing.refusal and not (body.get(field.name) or _has(body, missing.unless)):
            raise missing.refusal(field=(field.name,))
    for field, reader in readers:
        value = body.get(field.name)
        is_absent = value is None
        if field.missing:
            is_absent = not value or _has(body, field.missing.instead_of)
        if field.may_be_null and field.name in body:
            is_absent = False
        try:
            if not is_absent or field.is_required:
                read.append(reader(value))
            else:
                read.append(None if field.default is msgspec.NODEFAULT else field.default)
        except Invalid as refusal:
            raise refusal.at(field.name) from None
    return kind(*read)


def _has(body: dict[str, object], name: str | None) -> bool:
    return name is not None and bool(body.get(name))


def _some(several: Several, value: object) -> object:
    if not value or not isinstance(value, list):
        raise several.refusal
    return cast("list[object]", value)


def _several_reader(kind: Any, currency: Currency | None) -> Reader:  # noqa: ANN401 - a kind of value, or a body
    reader: Callable[[Any, Currency | None], Reader] = (
        _body_reader if isinstance(kind, type) and issubclass(kind, Body) else reader_of
    )
    read_one = reader(cast("Any", kind), currency)

    def read(value: object) -> list[object]:
        if not isinstance(value, list) or not value:
            raise InvalidBody("This must be a list, with something in it")
        found = list[object]()
        for position, each in enumerate(cast("list[object]", value)):
            try:
                found.append(read_one(each))
            except Invalid as refusal:
                raise refusal.at(position) from None
        return found

    return read


def _body_reader(kind: type[Body], currency: Currency | None) -> Reader:
    readers = _readers(kind, currency)
    return lambda value: _read(kind, readers, _object(kind, value))


def _list_reader(several: Several, kind: type[Body], currency: Currency) -> Reader:
    return lambda value: _read_list(several, kind, currency, cast("list[object]", value))


def _read_list(several: Several, kind: type[Body], currency: Currency, value: list[object]) -> list[Body]:
    if len(value) > several.most:
        raise several.too_many
    read, readers = list[Body](), _readers(kind, currency)
    for position, each in enumerate(value):
        try:
            read.append(_read(kind, readers, _object(kind, each)))
        except Invalid as refusal:
            raise refusal.at(position) from None
    return read


def _object(kind: type[Body], value: object) -> dict[str, object]:
    """Return an object in a list; what is none has none of its fields."""
    if isinstance(value, dict):
        return cast("dict[str, object]", value)
    missing = fields_of(kind)[0].missing
    raise missing.refusal if missing and missing.refusal else InvalidBody
