"""What is kept comes back equal, in every state a thing can be in, as it was added and as it was changed."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from enum import Enum
from importlib import import_module
from inspect import getmembers, isfunction
from pkgutil import walk_packages
from typing import Any, Final, cast, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from sqlalchemy import text

import application
from application.events.ports import EventFilter
from application.kernel.answers import Kept
from application.kernel.events import News
from application.kernel.unit_of_work import Change
from application.ordering.approvals import Approved
from application.ordering.catalogue import Listed
from domain.access.attempt import wait_after
from domain.access.device import Device, Pairing
from domain.access.session import Session, SessionEnded
from domain.catalogue.product import Product
from domain.events.webhook import WebhookSecret
from domain.kernel.audit import Event
from domain.kernel.caller import Role
from domain.kernel.errors import TooMany
from domain.ordering.chart import Command
from domain.ordering.line import Line
from domain.ordering.order import Order
from domain.people.waiter import Waiter
from domain.restaurant.restaurant import Restaurant
from tests.contracts.things import NOON
from tests.contracts.worlds import InMemory, OnPostgres, Room, World
from tests.properties.books import Books, books, keep
from tests.properties.drawn import UNIONS

MUCH_AT_ONCE: Final = settings(max_examples=30, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
"""To shrink what was drawn for a whole restaurant would take minutes, and tell no more."""
PORTS: Final = [import_module(each.name) for each in walk_packages(application.__path__, "application.")]


def is_as(found: object, kept: object) -> None:
    """Check that this is what was kept, down to the kinds of its values: a name comes back a name, and no text."""
    assert found == kept
    assert isinstance(found, type(kept))
    if is_dataclass(kept):
        for each in fields(kept):
            is_as(getattr(found, each.name), getattr(kept, each.name))
    elif isinstance(kept, tuple):
        for one, other in zip(cast("Sequence[object]", found), cast("Sequence[object]", kept), strict=True):
            is_as(one, other)


async def comes_back(room: Room, kept: Books) -> None:
    is_as(await room.restaurants.first(), kept.restaurant.last)
    is_as(await room.restaurants.first_and_followed(), (kept.restaurant.last, kept.said))
    for port, lives in (
        (room.waiters, kept.waiters),
        (room.products, kept.products),
        (room.stations, kept.stations),
        (room.modifier_groups, kept.modifier_groups),
        (room.sections, kept.sections),
        (room.tables, kept.tables),
    ):
        for each in lives:
            is_as(await port.get(each.first.id), each.last)
    listed = await room.catalogue.look_up([each.name for each in kept.joined])
    assert listed == {each.name: Listed(each.id, each.price, each.name) for each in kept.joined}
    await orders_come_back(room, kept)
    assert sorted(await room.devices.all(), key=lambda each: each.id) == sorted(kept.devices, key=lambda each: each.id)
    for each in kept.pairings:
        is_as(await room.devices.offered(each.code, now=each.expires_at - timedelta(microseconds=1)), each)
    for sent, made in kept.answers:
        is_as(await room.answers.find(sent), Kept(made, sent.fingerprint))
    assert [entry.event async for entry in room.audit.all()] == list(kept.events)
    for each in kept.news:
        await is_told(room, each)
    await billing_comes_back(room, kept)
    await webhooks_come_back(room, kept)
    await who_they_are_comes_back(room, kept)


async def orders_come_back(room: Room, kept: Books) -> None:
    for order, void in zip(kept.orders, kept.voids, strict=True):
        is_as(await room.orders.get(order.id), order)
        (found,) = await room.orders.voids(order.id)
        is_as(found, void)


async def billing_comes_back(room: Room, kept: Books) -> None:
    for each in kept.tax_rates:
        is_as(await room.tax_rates.get(each.first.id), each.last)
    for each in kept.payment_methods:
        is_as(await room.payment_methods.get(each.first.id), each.last)
        is_as(await room.payment_methods.named(each.last.name), each.last)
    for each in kept.day_reports:
        is_as(await room.day_reports.find(each.day), each)


async def webhooks_come_back(room: Room, kept: Books) -> None:
    for each in kept.webhooks:
        is_as(await room.webhooks.get(each.first.id), each.last)
    before, after = kept.held
    moved = replace(after, id=before.id, url=before.url, types=before.types, secret=before.secret)
    is_as(await room.webhooks.get(before.id), moved)
    delivered = sorted(kept.deliveries, key=lambda each: each.id, reverse=True)
    is_as(tuple(await room.webhooks.deliveries(before.id)), tuple(delivered))


async def is_told(room: Room, news: News) -> None:
    for where in (
        EventFilter(),
        EventFilter(types=[news.type], about=news.about, table=news.table, waiter=news.waiter),
        *(EventFilter(waiter=each) for each in (news.former_waiter,) if news.waiter and each),
        *(EventFilter(table=each) for each in (news.former_table,) if each),
        *(EventFilter(station=each) for each in news.stations),
    ):
        events = (await room.event_log.after(0, where=where, most=100)).events
        (event,) = (each for each in events if each.id == news.id)
        said = (event.type, event.at, event.actor, event.about, event.version, event.table, json.loads(event.data))
        assert said == (news.type, news.at, news.actor, news.about, news.version, news.table, news.data)


async def who_they_are_comes_back(room: Room, kept: Books) -> None:
    for each in kept.sessions:
        is_as(await room.sessions.get(each.first.id), each.last)
    for each in kept.ended:
        with pytest.raises(SessionEnded):
            _ = await room.sessions.get(each.id)
    first = kept.waiters[0]
    assert [await room.activations.is_good(first.first.id, code, now=NOON - timedelta(1)) for code in kept.codes] == [
        code == kept.codes[-1] for code in kept.codes
    ]
    for kind, hashed in kept.secrets:
        holder = await room.credentials.find(first.last.email, kind)
        assert holder is not None
        assert (holder.waiter, holder.hashed) == (first.last, hashed)
    for each in kept.approvals:
        (by,) = (one.last for one in kept.waiters if one.first.id == each.by)
        approved = Approved(each.by, each.expires_at) if by.active and by.role is Role.MANAGER else None
        found = await room.approvals_given.find(
            each.token, command=Command(each.action), order=each.order, waiter=each.waiter
        )
        assert found == approved
    for account, device, tries in kept.tries:
        if wait := wait_after(tries):
            last = NOON + sum((wait_after(failures) for failures in range(1, tries)), timedelta(0))
            with pytest.raises(TooMany) as refused:
                await room.attempts.begin(account, device, now=last)
            assert refused.value.wait == wait


async def round_trip(world: World, kept: Books) -> None:
    try:
        await comes_back(await keep(world, kept), kept)
    finally:
        if isinstance(world, OnPostgres):
            _ = await world.database.fetch(text("TRUNCATE restaurants CASCADE"))
        await world.close()


@given(books())
@MUCH_AT_ONCE
def test_everything_comes_back_from_memory(kept: Books) -> None:
    asyncio.run(round_trip(InMemory(), kept))


def test_everything_comes_back_from_postgres(clean_database: str) -> None:
    @MUCH_AT_ONCE
    @given(books())
    def comes_back_from_there(kept: Books) -> None:
        asyncio.run(round_trip(OnPostgres(clean_database), kept))

    comes_back_from_there()


def kept_by_ports() -> set[type]:
    """Return what ports keep: the records that are given to those of their methods that return a change."""
    methods = [
        get_type_hints(method)
        for module in PORTS
        for _, port in getmembers(module, lambda each: getattr(each, "_is_protocol", False))
        for _, method in getmembers(port, isfunction)
    ]
    given_to_them = (hint for hints in methods if hints.get("return") is Change for hint in hints.values())
    return {
        each
        for hint in given_to_them
        for each in (hint, *get_args(hint))
        if is_dataclass(each) and isinstance(each, type)
    }


def records_in(thing: object) -> Iterable[Any]:
    """Yield the thing if it is a record, and every record inside of it."""
    if is_dataclass(thing):
        yield thing
        for each in fields(thing):
            yield from records_in(getattr(thing, each.name))
    elif isinstance(thing, (list, tuple)):
        for each in cast("Sequence[object]", thing):
            yield from records_in(each)


def states_of(annotation: Any) -> set[str]:  # noqa: ANN401 - any annotation
    """Return which states values of this annotation must be seen in, where they can be told one by one."""
    if get_origin(annotation) in UNIONS:
        return {"None"}
    if annotation is bool or (isinstance(annotation, type) and issubclass(annotation, Enum)):
        return {repr(each) for each in cast("Iterable[object]", (True, False) if annotation is bool else annotation)}
    return set()


def not_drawn(seen: Mapping[tuple[type, str], set[str]]) -> Sequence[tuple[type, str]]:
    """Return of which fields too little was drawn: but one value, or not each of those that there are."""
    return [
        (kind, name)
        for (kind, name), values in seen.items()
        if len(values) == 1 or not states_of(get_type_hints(kind)[name]) <= values
    ]


def test_every_record_that_a_port_keeps_is_drawn_in_every_state() -> None:
    seen = defaultdict[tuple[type, str], set[str]](set)

    @MUCH_AT_ONCE
    @given(books())
    def look(kept: Books) -> None:
        for record in records_in(kept):
            for each in fields(record):
                value = getattr(record, each.name)
                seen[type(record), each.name].add(str(value) if isinstance(value, WebhookSecret) else repr(value))

    for _ in range(10):  # chance leaves out one or another of so many
        look()
        if not not_drawn(seen):
            break
    drawn = {kind for kind, _ in seen}
    assert kept_by_ports() <= drawn
    assert {Waiter, Product, Order, Line, Session, Device, Pairing, Event, Restaurant} <= drawn
    assert not_drawn(seen) == []
