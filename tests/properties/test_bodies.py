"""Bodies: what the document accepts is read, and what it refuses is refused."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.system.email_syntax import ValidatedEmailSyntax
from domain.access.secret import Code, InvalidPin, Pin
from domain.events.webhook import InvalidWebhookUrl, WebhookUrl
from domain.kernel.errors import Invalid
from domain.kernel.money import Currency
from domain.restaurant.slug import InvalidSlug, Slug
from entrypoints.http.events.webhook_schemas import WantedType
from entrypoints.http.kernel.body import Body, Later, OldBody, fields_of
from entrypoints.http.kernel.json_request import read_json
from entrypoints.http.kernel.reading import read_body
from entrypoints.http.ordering.approvals import Action
from entrypoints.http.people.schemas import WrittenEmail
from tests.openapi.documents import MODES, made

DOLLAR: Final = Currency.of("USD")
SCHEMAS: Final[dict[str, Any]] = {
    name: schema for mode in MODES for name, schema in json.loads(made(mode))["components"]["schemas"].items()
}
WRONG: Final = {"string": [5, True, ["x"], {"x": 1}], "number": ["5", True, [5]], "integer": ["5", 1.5, True, [5]]}
WRONG_ELSEWHERE: Final = {"boolean": [1, "true", [True]], "array": [5, "x", {"x": 1}], "object": [5, "x", ["x"]]}


def _kinds(kind: type[Body]) -> Iterator[type[Body]]:
    for each in kind.__subclasses__():
        yield each
        yield from _kinds(each)


BODIES: Final = {each.__name__: each for each in _kinds(Body) if each is not OldBody}
SENT: Final = {name: each for name, each in BODIES.items() if each.example}


def read(name: str, body: object) -> None:
    """Read all of a body as it is sent, prices and e-mail addresses included, or raise its refusal."""
    found = read_body(BODIES[name], read_json(json.dumps(body).encode()))
    for field in found.__struct_fields__:
        match getattr(found, field):
            case Later() as later:
                _ = later(DOLLAR)
            case WrittenEmail() as written:
                _ = ValidatedEmailSyntax().check(written)
            case _:
                pass


def plain(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of what is there, not null."""
    schema = schema.get("oneOf", [schema])[0]
    return SCHEMAS[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def accepted(schema: dict[str, Any], example: object) -> Iterator[object]:
    """Yield values at the bounds of a schema."""
    match plain(schema):
        case {"enum": values}:
            yield from values
        case {"type": "string", "minLength": shortest, "maxLength": longest}:
            yield from ("é" * shortest, "é" * longest)
        case {"type": "integer", "minimum": lowest, "maximum": highest}:
            yield from (lowest, highest, float(highest))
        case {"type": "number", "minimum": lowest, "maximum": highest}:
            yield from (lowest, highest, (lowest + highest) / 8)
        case {"type": "array", "minItems": fewest, "maxItems": most}:
            yield from ([example[0]] * fewest, [example[0]] * most)  # pyright: ignore[reportIndexIssue]
        case {"type": "boolean"}:
            yield from (True, False)
        case _:
            yield example


def refused(schema: dict[str, Any], example: object) -> Iterator[object]:
    """Yield values just past the bounds of a schema, and of other types."""
    found = plain(schema)
    yield from (WRONG | WRONG_ELSEWHERE)[found["type"]]
    match found:
        case {"enum": [first, *_]}:
            yield from ("", f"{first} ", first.upper())
        case {"pattern": pattern}:
            tried = ("40812", "4081263", "40812x", "X", "-x", "x-", "x" * 64, "x\n", " - ")
            yield from (each for each in tried if not re.search(re.sub(r"\$$", r"\\Z", pattern), each))
        case {"type": "string", "maxLength": longest}:
            yield from ("x" * size for size in (longest + 1, found.get("minLength", 1) - 1))
        case {"type": "integer", "minimum": lowest, "maximum": highest}:
            yield from (lowest - 1, highest + 1)
        case {"type": "number", "minimum": lowest, "maximum": highest}:
            yield from (lowest - 1, highest + 1, 1e-5)
        case {"type": "array", "minItems": fewest, "maxItems": most}:
            yield from ([example[0]] * (fewest - 1), [example[0]] * (most + 1))  # pyright: ignore[reportIndexIssue]
        case _:
            pass


def _values(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    found = plain(schema)
    if "enum" in found:
        return st.sampled_from(found["enum"])
    return _OF_TYPE[found["type"]](found)


_MOMENTS: Final = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive
_OF_FORMAT: Final = {
    "uuid": st.uuids().map(str),
    "date": st.dates().map(str),
    "date-time": _MOMENTS.map(datetime.isoformat),
}


def _texts(schema: dict[str, Any]) -> st.SearchStrategy[str]:
    if schema.get("format") in _OF_FORMAT:
        return _OF_FORMAT[schema["format"]]
    if "pattern" in schema:
        return st.from_regex(schema["pattern"], fullmatch=True).filter(_FITS[schema["pattern"]])
    if "minLength" in schema:
        texts = st.text("aé寿 '-", min_size=schema["minLength"], max_size=schema["maxLength"])
        return texts.map(lambda text: text[:-1] + "x")
    if "maxLength" in schema:
        return st.sampled_from(["ana@example.com", " Ana@EXAMPLE.com ", "jose\u0301@b\u00fccher.example"])
    return st.text("abc@ é", min_size=1, max_size=400)


_OF_TYPE: Final[dict[str, Callable[[dict[str, Any]], st.SearchStrategy[Any]]]] = {
    "string": _texts,
    "integer": lambda schema: st.integers(schema["minimum"], schema["maximum"]),
    "number": lambda schema: st.integers(1, schema.get("maximum", 10**10) * 100).map(lambda cents: cents / 100),
    "boolean": lambda _: st.booleans(),
    "array": lambda schema: st.lists(_values(schema["items"]), min_size=schema["minItems"], max_size=5),
    "object": lambda schema: _objects(schema),  # noqa: PLW0108 - it is defined below
}


def _is_slug(text: str) -> bool:
    try:
        _ = Slug(text)
    except InvalidSlug:
        return False
    return True


def _is_webhook_url(text: str) -> bool:
    try:
        return bool(WebhookUrl(text))
    except InvalidWebhookUrl:
        return False


def _is_pin(text: str) -> bool:
    try:
        return bool(Pin(text))
    except InvalidPin:
        return False


_FITS: Final[dict[str, Callable[[str], bool]]] = {
    Action.pattern: bool,
    Pin.pattern: _is_pin,
    Slug.pattern: _is_slug,
    Code.pattern: bool,
    WebhookUrl.pattern: _is_webhook_url,
    WantedType.pattern: bool,
}


def _objects(schema: dict[str, Any], usual: frozenset[str] = frozenset()) -> st.SearchStrategy[Any]:
    needed = usual | set(schema["required"])
    if {"product_id", "price"} <= schema["properties"].keys():
        needed |= {"name", "price"}  # or the product's id alone, which is said in words
    values = {name: _values(each) for name, each in schema["properties"].items()}
    return st.fixed_dictionaries(
        {name: values[name] for name in needed},
        optional={name: each for name, each in values.items() if name not in needed},
    )


@given(st.data())
@pytest.mark.parametrize("name", SENT)
def test_what_the_document_accepts_is_read(name: str, data: st.DataObject) -> None:
    # What an example has is there always: that there must be one secret of two, the document does not say.
    read(name, data.draw(_objects(SCHEMAS[name], frozenset(SENT[name].example or ()))))


@pytest.mark.parametrize("name", SENT)
def test_a_body_is_read_up_to_the_bounds_of_the_document_and_no_further(name: str) -> None:
    example = dict(SENT[name].example or {})
    instead_of = {field.name: field.missing.instead_of for field in fields_of(SENT[name]) if field.missing}
    for key, schema in SCHEMAS[name]["properties"].items():
        for value in accepted(schema, example.get(key)):
            read(name, example | {key: value})
        # What is read instead of another field is judged where that one is not there.
        looked_at = {each: value for each, value in example.items() if each != instead_of.get(key)}
        for value in refused(schema, example.get(key)):
            with pytest.raises(Invalid) as refusal:
                read(name, looked_at | {key: value})
            assert refusal.value.field[:1] == (key,), (key, value)


@pytest.mark.parametrize("name", SENT)
def test_what_must_be_there_is_and_nothing_else(name: str) -> None:
    example = dict(SENT[name].example or {})
    for key in SCHEMAS[name]["required"]:
        with pytest.raises(Invalid):
            read(name, {each: value for each, value in example.items() if each != key})
    if "additionalProperties" in SCHEMAS[name]:
        with pytest.raises(Invalid, match="There is no 'others' here"):
            read(name, example | {"others": 1})
    else:
        read(name, example | {"others": 1})


@pytest.mark.parametrize("key", ["name", "price", "quantity"])
def test_a_line_is_read_up_to_the_bounds_of_the_document_and_no_further(key: str) -> None:
    schema, line = SCHEMAS["WantedBody"]["properties"][key], {"name": "Espresso", "price": 2.5, "quantity": 2}
    for value in accepted(schema, line[key]):
        read("OrderBody", {"customer_name": "Ana", "products": [line, line | {key: value}]})
    for value in refused(schema, line[key]):
        with pytest.raises(Invalid) as refusal:
            read("OrderBody", {"customer_name": "Ana", "products": [line, line | {key: value}]})
        assert refusal.value.field == ("products", 1, key)


def test_every_body_of_the_document_is_one_that_is_read() -> None:
    documented = {name for name in SCHEMAS if name.endswith("Body")}

    assert documented == set(BODIES)
    assert len(documented) >= 11
