"""Strategies that draw every field of a thing by its type, so that one that is added is drawn too."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from functools import partial
from types import UnionType
from typing import Any, Final, NewType, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from domain.billing.percent import Percent
from domain.catalogue.product import HIGHEST_STOCK, Stock
from domain.events.webhook import WebhookSecret, WebhookUrl
from domain.floor.table import MOST_SEATS, Seats
from domain.kernel.currencies import DECIMALS
from domain.kernel.money import HIGHEST_PRICE, LOWEST_PRICE, Currency, Money, Price, Surcharge
from domain.kernel.names import LONGEST_NAME, InvalidName, Name, Note
from domain.ordering.numbers import Course, Guests, Quantity, Seat
from domain.people.email import Email
from domain.restaurant.slug import Slug
from tests.contracts.things import new_id

T = TypeVar("T")

UNIONS: Final = {Union, UnionType}
TEXTS: Final = st.text(st.characters(codec="utf-8"), max_size=20)
MOMENTS: Final = st.datetimes(datetime(1970, 1, 1), datetime(9000, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive
_SEEN: Final = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"])
_TYPES: Final[Mapping[object, Callable[[], st.SearchStrategy[Any]]]] = {
    bool: st.booleans,
    int: lambda: st.integers(1, 2**31 - 2),
    bytes: lambda: st.builds(lambda rest: new_id().bytes + rest, st.binary(min_size=16, max_size=16)),
    str: lambda: st.text(_SEEN, min_size=1, max_size=LONGEST_NAME),
    UUID: lambda: st.builds(new_id),
    Slug: lambda: st.builds(lambda: Slug(f"r-{new_id()}")),
    Name: lambda: of_type(str).filter(is_a_name).map(Name),
    Email: lambda: st.builds(lambda: Email(f"{new_id()}@Example.com")),
    Money: lambda: st.builds(Money, st.integers(1, 1_000)),
    Price: lambda: st.builds(Price, st.integers(LOWEST_PRICE, HIGHEST_PRICE)),
    Percent: lambda: st.builds(Percent, st.integers(0, 1_000_000)),
    Surcharge: lambda: st.builds(Surcharge, st.integers(-HIGHEST_PRICE, HIGHEST_PRICE)),
    Stock: lambda: st.builds(Stock, st.integers(0, HIGHEST_STOCK)),
    Seats: lambda: st.builds(Seats, st.integers(1, MOST_SEATS)),
    Note: lambda: of_type(str).filter(is_a_name).map(Note),
    **{kind: partial(st.builds, kind, st.integers(1, kind.highest)) for kind in (Quantity, Course, Seat, Guests)},
    WebhookUrl: lambda: st.builds(lambda: WebhookUrl(f"https://{new_id()}.example/")),
    WebhookSecret: lambda: of_type(bytes).map(WebhookSecret.of),
    Currency: lambda: st.sampled_from([*DECIMALS]).map(Currency.of),
    ZoneInfo: lambda: st.sampled_from(["UTC", "Europe/Rome", "Asia/Kathmandu"]).map(ZoneInfo),
    datetime: lambda: MOMENTS,
    date: lambda: st.dates(date(1970, 1, 1), date(9000, 1, 1)),
    time: st.times,
    type(None): st.none,
}


def is_a_name(text: str) -> bool:
    """Tell whether there is a name that is written so."""
    try:
        return bool(Name(text))
    except InvalidName:
        return False


def every(kind: type[T], **given: st.SearchStrategy[Any]) -> st.SearchStrategy[T]:
    """Return what draws things of this kind: each field by its type, or as it is given."""
    types = get_type_hints(kind)
    names = [each.name for each in fields(cast("Any", kind))]
    return st.builds(kind, **{name: given[name] if name in given else of_type(types[name]) for name in names})


def of_type(kind: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - any annotation
    """Return what draws values that this annotation allows."""
    if kind in _TYPES:
        return _TYPES[kind]()
    if isinstance(kind, NewType):
        return of_type(kind.__supertype__)
    if get_origin(kind) in UNIONS:
        return st.one_of(*map(of_type, get_args(kind)))
    if get_origin(kind) is Mapping:
        return st.dictionaries(TEXTS, TEXTS, max_size=3)
    if get_origin(kind) is tuple:
        return st.lists(of_type(get_args(kind)[0]), max_size=3).map(tuple)
    assert isinstance(kind, type), f"how is a {kind} drawn?"
    assert is_dataclass(kind) or issubclass(kind, Enum), f"how is a {kind} drawn?"
    return every(kind) if is_dataclass(kind) else st.sampled_from(kind)
