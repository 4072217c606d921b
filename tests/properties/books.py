"""Everything that a restaurant keeps, drawn in every state, and kept: added first, and then changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from typing import Any, Final, TypeVar

from hypothesis import strategies as st

from application.kernel.answers import Sent
from application.kernel.events import EventType, News
from application.ordering.catalogue import NewProduct
from domain.access.approval import Approval
from domain.access.attempt import wait_after
from domain.access.device import Device, DeviceId, Pairing
from domain.access.secret import SecretKind
from domain.access.session import Session
from domain.billing.account import NO_ACCOUNT
from domain.billing.day import KeptReport
from domain.billing.method import PaymentMethod
from domain.billing.tax_rate import TaxRate
from domain.catalogue.modifier_group import Least, Modifier, ModifierGroup, Most
from domain.catalogue.product import Product
from domain.catalogue.station import Station
from domain.events.delivery import Delivery
from domain.events.webhook import Webhook
from domain.floor.section import Section
from domain.floor.table import Table
from domain.kernel.audit import Event, Happening
from domain.kernel.names import Name
from domain.ordering.line import Line, Progress, Sale, Void
from domain.ordering.numbers import Quantity
from domain.ordering.order import Order
from domain.ordering.rights import APPROVABLE
from domain.people.email import Email
from domain.people.waiter import Waiter
from domain.restaurant.restaurant import Description, Restaurant
from tests.contracts.things import NOON, new_id
from tests.contracts.worlds import Room, World
from tests.properties.accounts import with_account
from tests.properties.drawn import every, of_type

T = TypeVar("T", Waiter, Product, Station, TaxRate, PaymentMethod, ModifierGroup, Section, Table, Session, Webhook)

_NUMBERS: Final = count(1)
UNIQUE: Final = of_type(Name).map(lambda name: Name(f"{name[:80]} {next(_NUMBERS)}"))


@dataclass(frozen=True)
class Life:
    """A thing as it was added, and as it was changed, if it was."""

    first: Any
    then: Any

    @property
    def last(self) -> Any:  # noqa: ANN401 - a thing
        return self.then or self.first


@dataclass(frozen=True)
class Books:
    """Everything that a restaurant keeps."""

    restaurant: Life
    waiters: Sequence[Life]
    stations: Sequence[Life]
    tax_rates: Sequence[Life]
    payment_methods: Sequence[Life]
    day_reports: Sequence[KeptReport]
    modifier_groups: Sequence[Life]
    sections: Sequence[Life]
    tables: Sequence[Life]
    products: Sequence[Life]
    joined: Sequence[NewProduct]
    orders: Sequence[Order]
    voids: Sequence[Void]
    devices: Sequence[Device]
    pairings: Sequence[Pairing]
    approvals: Sequence[Approval]
    sessions: Sequence[Life]
    ended: Sequence[Session]
    codes: Sequence[bytes]
    secrets: Sequence[tuple[SecretKind, str]]
    tries: Sequence[tuple[str, DeviceId | None, int]]
    events: Sequence[Event]
    news: Sequence[News]
    webhooks: Sequence[Life]
    held: Sequence[Webhook]
    deliveries: Sequence[Delivery]
    answers: Sequence[
        tuple[
            Sent,
            Waiter | Product | Station | TaxRate | PaymentMethod | ModifierGroup | Section | Table | Order | Webhook,
        ]
    ]
    said: Description


def lives(drawn: st.SearchStrategy[T]) -> st.SearchStrategy[Life]:
    """Return what draws things with a version, some of which follow another."""
    return st.builds(
        lambda first, then: Life(first, then and replace(then, id=first.id, version=first.version + 1)),
        drawn,
        st.none() | drawn,
    )


def groups() -> st.SearchStrategy[ModifierGroup]:
    """Return what draws modifier groups, whose bounds are those of their modifiers."""

    def of(modifiers: tuple[Modifier, ...]) -> st.SearchStrategy[ModifierGroup]:
        most = st.integers(1, len(modifiers)).map(Most)
        least = st.sampled_from([Least(0), Least(1)])
        return every(ModifierGroup, name=UNIQUE, least=least, most=most, modifiers=st.just(modifiers))

    return st.lists(every(Modifier, name=UNIQUE), min_size=1, max_size=3).map(tuple).flatmap(of)


DATES: Final = st.dates(date(1, 1, 2), date(9999, 12, 30))
"""But for the first and the last, which PostgreSQL's driver takes for infinite."""


@st.composite
def books(draw: st.DrawFn) -> Books:
    def several(drawn: st.SearchStrategy[Any]) -> list[Any]:
        return draw(st.lists(drawn, min_size=1, max_size=3))

    restaurant = every(Restaurant)
    first, then = draw(restaurant), draw(st.none() | restaurant)
    waiters = several(lives(every(Waiter)))
    people = st.sampled_from([each.first.id for each in waiters])
    stations = several(lives(every(Station, name=UNIQUE)))
    tax_rates = several(lives(every(TaxRate, category=UNIQUE)))
    payment_methods = several(lives(every(PaymentMethod, name=UNIQUE)))
    modifier_groups = several(lives(groups()))
    made_at = st.none() | st.sampled_from([each.first.id for each in stations])
    come_with = st.lists(st.sampled_from([each.first.id for each in modifier_groups]), unique=True).map(tuple)
    products = several(lives(every(Product, name=UNIQUE, station=made_at, modifier_groups=come_with)))
    sections = several(lives(every(Section, name=UNIQUE)))
    somewhere_inside = st.none() | st.sampled_from([each.first.id for each in sections])
    tables = several(lives(every(Table, name=UNIQUE, section=somewhere_inside)))
    sold = st.sampled_from([each.first.id for each in products])
    sale = st.none() | every(Sale, waiter=people, local_hour=st.integers(0, 23))
    progress = every(Progress, round=st.none() | st.integers(1, 200))
    line = every(Line, product=sold, progress=progress, sale=sale, voided=st.just(0), moved=st.just(0)) | every(
        Line,
        product=sold,
        progress=progress,
        sale=sale,
        quantity=st.integers(7, 10_000).map(Quantity),
        voided=st.integers(0, 3),
        moved=st.integers(0, 4),
    )
    lines = st.lists(line, min_size=1, max_size=6).map(tuple)
    devices = several(every(Device, enrolled_by=people))
    somewhere = st.none() | st.sampled_from([each.id for each in devices])
    session = every(Session, waiter=people, device=somewhere)
    seated = st.none() | st.sampled_from([each.first.id for each in tables])
    plain = every(
        Order, waiter=people, table=seated, local_hour=st.integers(0, 23), lines=lines, account=st.just(NO_ACCOUNT)
    )
    orders = [draw(with_account(each, people)) for each in several(plain)]
    voids = [draw(every(Void, line=st.just(each.lines[0].id), by=people)) for each in orders]
    webhooks = several(lives(every(Webhook)))
    added = (
        *waiters,
        *products,
        *stations,
        *tax_rates,
        *payment_methods,
        *modifier_groups,
        *sections,
        *tables,
        *webhooks,
    )
    made = st.sampled_from([*(each.first for each in added), *orders])
    return Books(
        restaurant=Life(first, then and replace(then, id=first.id, version=first.version + 1)),
        waiters=waiters,
        stations=stations,
        tax_rates=tax_rates,
        payment_methods=payment_methods,
        day_reports=[
            KeptReport(number=number, day=day, content=draw(of_type(str)).encode(), seal=draw(of_type(bytes)))
            for number, day in enumerate(draw(st.lists(DATES, min_size=2, max_size=3, unique=True)), 1)
        ],
        modifier_groups=modifier_groups,
        sections=sections,
        tables=tables,
        products=products,
        joined=several(every(NewProduct, name=UNIQUE)),
        orders=orders,
        voids=voids,
        devices=devices,
        pairings=several(every(Pairing, offered_by=people)),
        approvals=several(every(Approval, waiter=people, by=people, action=st.sampled_from(APPROVABLE).map(str))),
        sessions=several(lives(session)),
        ended=several(session),
        codes=several(of_type(bytes)),
        secrets=[(kind, f"$argon2id${draw(of_type(str))}") for kind in SecretKind],
        tries=several(st.tuples(of_type(Email), somewhere, st.integers(1, 8))),
        events=[draw(every(Event, happening=st.just(each))) for each in draw(st.permutations([*Happening]))],
        news=[draw(every(News, type=st.just(each))) for each in draw(st.permutations([*EventType]))],
        webhooks=webhooks,
        held=[draw(every(Webhook, is_active=st.just(value=True), due_at=st.just(NOON))) for _ in "ab"],
        deliveries=several(every(Delivery)),
        answers=several(st.tuples(every(Sent, waiter=st.none() | people, key=UNIQUE), made)),
        said=draw(every(Description)),
    )


async def keep(world: World, kept: Books) -> Room:
    """Add everything, then change what follows, and return the restaurant's ports."""
    first, room = kept.restaurant.first, world.described(kept.restaurant.last)
    await room.work.commit(None, room.restaurants.add(first), room.restaurants.follow_settings(first.id, kept.said))
    if kept.restaurant.then:  # before there is a price, as its currency is fixed from then on
        await room.work.commit(None, room.restaurants.change(kept.restaurant.then))
    await room.work.commit(
        None,
        *(room.waiters.add(each.first) for each in kept.waiters),
        *(room.stations.add(each.first) for each in kept.stations),
        *(room.tax_rates.add(each.first) for each in kept.tax_rates),
        *(room.payment_methods.add(each.first) for each in kept.payment_methods),
        *map(room.day_reports.add, kept.day_reports),
        *(room.modifier_groups.add(each.first) for each in kept.modifier_groups),
        *(room.sections.add(each.first) for each in kept.sections),
        *(room.tables.add(each.first) for each in kept.tables),
        *(room.products.add(each.first) for each in kept.products),
        *(room.catalogue.join(each) for each in kept.joined),
        *(room.webhooks.add(each.first) for each in kept.webhooks),
        room.webhooks.add(kept.held[0]),
    )
    before = [replace(each, version=each.version - 1, account=NO_ACCOUNT) for each in kept.orders]
    await room.work.commit(None, *(room.orders.add(each) for each in before))
    for was, order, void in zip(before, kept.orders, kept.voids, strict=True):
        await room.work.commit(None, room.orders.change(was, order, void))
    for each in kept.devices:
        code = Pairing(
            code=each.secret, name=each.name, offered_by=each.enrolled_by, expires_at=each.enrolled_at + timedelta(1)
        )
        await room.work.commit(None, room.devices.offer(code))
        await room.work.commit(None, room.devices.enrol(replace(each, revoked_at=None), code.code))
        if each.revoked_at is not None:
            await room.work.commit(None, room.devices.revoke(each))
    await room.work.commit(
        None,
        *(room.devices.offer(each) for each in kept.pairings),
        *(room.approvals.give(each) for each in kept.approvals),
        *(room.sessions.add(each.first) for each in kept.sessions),
        *(room.sessions.add(each) for each in kept.ended),
        *(room.answers.keep(sent, made, at=NOON) for sent, made in kept.answers),
    )
    first, half = kept.waiters[0].first.id, len(kept.events) // 2
    await room.work.commit(
        None,
        *(room.sessions.end(each.id, until=each.expires_at) for each in kept.ended),
        *(room.activations.offer(first, code, until=NOON) for code in kept.codes),
        *(room.credentials.put(first, kind, hashed) for kind, hashed in kept.secrets),
        *(room.audit.note(each) for each in kept.events[:half]),
        room.audit.note_later(new_id(), kept.events[half:]),
        room.outbox.tell(*kept.news),
    )
    await room.work.commit(
        None,
        *(room.waiters.change(each.then) for each in kept.waiters if each.then),
        *(room.stations.change(each.then) for each in kept.stations if each.then),
        *(room.tax_rates.change(each.then) for each in kept.tax_rates if each.then),
        *(room.payment_methods.change(each.then) for each in kept.payment_methods if each.then),
        *(room.modifier_groups.change(each.then) for each in kept.modifier_groups if each.then),
        *(room.sections.change(each.then) for each in kept.sections if each.then),
        *(room.tables.change(each.then) for each in kept.tables if each.then),
        *(room.products.change(each.then) for each in kept.products if each.then),
        *(room.sessions.change(each.then) for each in kept.sessions if each.then),
        *(room.webhooks.replay(each.then) for each in kept.webhooks if each.then),
    )
    await deliver(room, kept)
    while await room.audit.catch_up(most=1):
        pass
    while await room.event_log.number(most=1):
        pass
    for account, device, tries in kept.tries:
        now = NOON
        for failures in range(1, tries + 1):
            await room.attempts.begin(account, device, now=now)
            now += wait_after(failures)
    return room


async def deliver(room: Room, kept: Books) -> None:
    """Have somebody deliver to a webhook, which holds it still."""
    before, after = kept.held
    holder, until = new_id(), NOON + timedelta(1)
    assert await room.webhooks.hold(before.id, holder=holder, now=NOON, until=until) == before
    moved = replace(after, id=before.id, url=before.url, types=before.types, secret=before.secret)
    moving = room.webhooks.move_on(before, moved, kept.deliveries, holder=holder, until=until)
    await room.work.commit(None, moving)
