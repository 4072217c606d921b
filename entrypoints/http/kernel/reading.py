"""Reading bodies: what was sent, held against what a body declares."""

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any, NamedTuple, cast, get_args, get_origin

import msgspec

from domain.kernel.errors import Invalid
from domain.kernel.money import Currency
from entrypoints.http.kernel.body import Body, Field, Given, Later, Several, UnknownKey, fields_of
from entrypoints.http.kernel.parameters import shown, unknown_name
from entrypoints.http.kernel.values import InvalidBody, Reader, read_list, reader_of


def read_body(kind: type[Body], body: object) -> Body:
    """Return the body that a JSON value is, or raise the refusal that its first missing or wrong field deserves."""
    if not body and kind.ignores_others:  # as the old service had it
        body = {}
    if not isinstance(body, dict):
        raise InvalidBody("The body must be a JSON object")
    values, names = cast("dict[str, object]", body), kind.__struct_encode_fields__
    unknown = None if kind.ignores_others else next((key for key in values if key not in names), None)
    if unknown is not None:
        raise UnknownKey(unknown_name(unknown, names), field=(shown(unknown),))
    return _read(kind, _steps(kind, None), values)


class _Step(NamedTuple):
    """How one field is read: what is worked out once for its kind of body, not again for each body."""

    name: str
    reader: Reader
    default: object
    is_required: bool
    empty_is_absent: bool
    may_be_null: bool
    instead_of: str | None


class _Steps(NamedTuple):
    """How a kind of body is read. What may not be missing is looked for before anything is read."""

    refusals: Sequence[tuple[str, str | None, type[Invalid]]]
    fields: Sequence[_Step]


@cache
def _steps(kind: type[Body], currency: Currency | None) -> _Steps:
    fields = fields_of(kind)
    return _Steps(
        [
            (each.name, each.missing.unless, each.missing.refusal)
            for each in fields
            if each.missing and each.missing.refusal
        ],
        [_step(each, currency) for each in fields],
    )


def _step(field: Field, currency: Currency | None) -> _Step:
    return _Step(
        field.name,
        _reader(field, currency),
        None if field.default is msgspec.NODEFAULT else field.default,
        field.is_required,
        field.missing is not None,
        field.may_be_null,
        field.missing and field.missing.instead_of,
    )


def _reader(field: Field, currency: Currency | None) -> Reader:
    if field.may_be_null:
        read = reader_of(get_args(field.kind)[0], currency)
        nothing = field.missing is not None
        return lambda value: Given[Any](None if value is None or (nothing and not value) else read(value))
    if get_origin(field.kind) is list:
        return _several_reader(get_args(field.kind)[0], currency)
    if get_origin(field.kind) is not Later:
        return reader_of(field.kind, currency)
    (kind,) = get_args(field.kind)
    if field.several is None:
        return lambda value: Later[Any](field.name, value, partial(reader_of, kind))
    each, several = get_args(kind)[0], field.several
    return lambda value: Later[Any](field.name, _some(several, value), partial(_list_reader, several, each))


def _read(kind: type[Body], steps: _Steps, body: dict[Any, object]) -> Body:  # None is a key of no JSON object
    for name, unless, refusal in steps.refusals:
        if not body.get(name) and not body.get(unless):
            raise refusal(field=(name,))
    read: list[object] = []
    for name, reader, default, is_required, empty_is_absent, may_be_null, instead_of in steps.fields:
        value = body.get(name)
        if value is None:
            is_read = is_required or (may_be_null and name in body)
        else:
            is_read = may_be_null or is_required or not empty_is_absent or (value and not body.get(instead_of))
        try:
            read.append(reader(value) if is_read else default)
        except Invalid as refusal:
            raise refusal.at(name) from None
    return kind(*read)


def _some(several: Several, value: object) -> object:
    if not value or not isinstance(value, list):
        raise several.refusal
    return cast("list[object]", value)


def _several_reader(kind: Any, currency: Currency | None) -> Reader:  # noqa: ANN401 - a kind of value, or a body
    reader: Callable[[Any, Currency | None], Reader] = (
        _body_reader if isinstance(kind, type) and issubclass(kind, Body) else reader_of
    )
    return partial(read_list, reader(cast("Any", kind), currency))


def _body_reader(kind: type[Body], currency: Currency | None) -> Reader:
    steps = _steps(kind, currency)
    return lambda value: _read(kind, steps, _object(kind, value))


def _list_reader(several: Several, kind: type[Body], currency: Currency) -> Reader:
    return lambda value: _read_list(several, kind, currency, cast("list[object]", value))


def _read_list(several: Several, kind: type[Body], currency: Currency, value: list[object]) -> list[Body]:
    if len(value) > several.most:
        raise several.too_many
    read, steps = list[Body](), _steps(kind, currency)
    for position, each in enumerate(value):
        try:
            read.append(_read(kind, steps, _object(kind, each)))
        except Invalid as refusal:
            raise refusal.at(position) from None
    return read


def _object(kind: type[Body], value: object) -> dict[str, object]:
    """Return an object in a list; what is none has none of its fields."""
    if isinstance(value, dict):
        return cast("dict[str, object]", value)
    missing = fields_of(kind)[0].missing
    raise missing.refusal if missing and missing.refusal else InvalidBody
