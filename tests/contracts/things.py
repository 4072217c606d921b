"""Things to keep, each with what matters to a test and the rest made up."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Final
from uuid import UUID

from application.kernel.answers import Sent
from application.kernel.events import EventType, News
from application.kernel.unit_of_work import Change
from application.ordering.catalogue import NewProduct
from domain.access.device import DeviceId
from domain.access.secret import digest
from domain.access.session import Session, SessionId
from domain.billing.method import PaymentKind, PaymentMethod
from domain.billing.percent import Percent
from domain.billing.tax_rate import TaxRate
from domain.catalogue.modifier_group import Least, Modifier, ModifierGroup, Most
from domain.catalogue.product import Product, Stock
from domain.catalogue.station import Station
from domain.events.webhook import Webhook, WebhookId, WebhookSecret, WebhookUrl
from domain.floor.section import Section
from domain.floor.table import Seats, Table
from domain.kernel.caller import Role
from domain.kernel.ids import (
    LineId,
    ModifierGroupId,
    ModifierId,
    OrderId,
    PaymentMethodId,
    ProductId,
    SectionId,
    StationId,
    TableId,
    TaxId,
    WaiterId,
)
from domain.kernel.money import Price, Surcharge
from domain.kernel.names import Name
from domain.ordering.line import Line
from domain.ordering.numbers import Quantity
from domain.ordering.order import Order
from domain.people.email import Email
from domain.people.waiter import Waiter
from tests.contracts.worlds import OURS, Room, World

NOON: Final = datetime(2026, 5, 1, 12, tzinfo=UTC)
Thing = Waiter | Product | Station | ModifierGroup | Section | Table | Order | TaxRate | PaymentMethod | Webhook

_NUMBERS: Final = count(1_000)


def new_id() -> UUID:
    """Return an id that nobody has, above all before it."""
    return UUID(int=next(_NUMBERS))


def may(day: int | None) -> date | None:
    """Return that day of May, None for none."""
    return None if day is None else date(2026, 5, day)


def a_waiter(email: str = "ann@example.com", *, role: Role = Role.WAITER, active: bool = True) -> Waiter:
    """Return somebody with this e-mail."""
    return Waiter(
        id=WaiterId(new_id()),
        email=Email(email),
        name=Name("Ann"),
        registered_at=NOON,
        role=role,
        active=active,
        version=1,
    )


def a_session(waiter: Waiter, device: DeviceId | None = None) -> Session:
    """Return a session of this waiter, whose refresh tokens carry "secret"."""
    return Session(
        id=SessionId(new_id()),
        waiter=waiter.id,
        device=device,
        token_version=waiter.token_version,
        secret=digest("secret"),
        salt="salt",
        expires_at=NOON + timedelta(days=3650),
    )


def a_product(
    name: str = "Soup",
    *,
    price: int = 500,
    available: bool = True,
    category: str | None = None,
    station: Station | None = None,
    stock: int | None = None,
    groups: Sequence[ModifierGroup] = (),
) -> Product:
    """Return a product of this name."""
    return Product(
        id=ProductId(new_id()),
        name=Name(name),
        price=Price(price),
        added_at=NOON,
        available=available,
        category=None if category is None else Name(category),
        station=station and station.id,
        stock=None if stock is None else Stock(stock),
        modifier_groups=tuple(each.id for each in groups),
    )


def a_station(name: str = "Bar") -> Station:
    """Return a station of this name."""
    return Station(id=StationId(new_id()), name=Name(name))


def a_tax_rate(category: str = "Food", *, day: int = 1, percent: int = 7) -> TaxRate:
    """Return a rate of this category, included in prices, from that day of May on."""
    return TaxRate(
        id=TaxId(new_id()),
        category=Name(category),
        name=Name("VAT"),
        percent=Percent.of(percent),
        included=True,
        starts_on=date(2026, 5, day),
    )


def a_payment_method(name: str = "Voucher", *, kind: PaymentKind = PaymentKind.OTHER) -> PaymentMethod:
    """Return a payment method of this name."""
    return PaymentMethod(id=PaymentMethodId(new_id()), name=Name(name), kind=kind)


def a_modifier_group(name: str = "Doneness", *, least: int = 0, most: int = 1, **prices: int) -> ModifierGroup:
    """Return a modifier group of this name, whose modifiers have these prices: Rare at 0 where none is said."""
    return ModifierGroup(
        id=ModifierGroupId(new_id()),
        name=Name(name),
        least=Least(least),
        most=Most(most),
        modifiers=tuple(
            Modifier(id=ModifierId(new_id()), name=Name(each), price=Surcharge(price))
            for each, price in (prices or {"Rare": 0}).items()
        ),
    )


def a_section(name: str = "Terrace") -> Section:
    """Return a section of this name."""
    return Section(id=SectionId(new_id()), name=Name(name))


def a_table(
    name: str = "7", *, section: Section | None = None, seats: int | None = None, is_open: bool = True
) -> Table:
    """Return a table of this name."""
    return Table(
        id=TableId(new_id()),
        name=Name(name),
        section=section and section.id,
        seats=None if seats is None else Seats(seats),
        is_open=is_open,
    )


def a_new_product(name: str = "Soup", *, price: int = 500) -> NewProduct:
    """Return a product that an order brings along."""
    return NewProduct(id=ProductId(new_id()), name=Name(name), price=Price(price), added_at=NOON)


def a_line(product: Product, quantity: int = 1, *, price: int | None = None) -> Line:
    """Return so many of the product, at its list price unless another is said."""
    return Line(
        id=LineId(new_id()),
        product=product.id,
        product_name=product.name,
        quantity=Quantity(quantity),
        unit_price=product.price if price is None else Price(price),
    )


def an_order(waiter: Waiter, *lines: Line, customer: str = "Bob", day: int = 1, hour: int = 12) -> Order:
    """Return what a customer asked for on that day of May, at that hour."""
    return Order(
        id=OrderId(new_id()),
        waiter=waiter.id,
        customer=Name(customer),
        placed_at=NOON + timedelta(days=day - 1, hours=hour - 12),
        business_date=date(2026, 5, day),
        local_hour=hour,
        lines=lines,
    )


def news(  # noqa: PLR0913 - one a column
    about: UUID | None = None,
    version: int = 1,
    *,
    kind: EventType = EventType.ORDER_PLACED,
    waiter: WaiterId | None = None,
    former: WaiterId | None = None,
    table: UUID | None = None,
    former_table: UUID | None = None,
    stations: tuple[UUID, ...] = (),
    seconds: int = 0,
) -> News:
    """Return what is told of this, so many seconds after noon."""
    return News(
        id=new_id(),
        type=kind,
        at=NOON + timedelta(seconds=seconds),
        actor=waiter,
        about=about or new_id(),
        version=version,
        waiter=waiter,
        former_waiter=former,
        table=table,
        former_table=former_table,
        stations=stations,
    )


def a_webhook(
    url: str = "https://example.com/hear", *, after: int = 0, types: tuple[str, ...] | None = None
) -> Webhook:
    """Return a webhook that is due at noon."""
    return Webhook(
        id=WebhookId(new_id()),
        url=WebhookUrl(url),
        types=types,
        secret=WebhookSecret.of(new_id().bytes * 2),
        after=after,
        due_at=NOON,
    )


def a_request(waiter: Waiter | None, key: str = "key", *, route: str = "POST /api/orders") -> Sent:
    """Return a request of this waiter, None for one of nobody known, that may be sent again."""
    return Sent(waiter=waiter and waiter.id, route=route, key=key, fingerprint=bytes(32))


def adding(room: Room, thing: Thing) -> Change:  # noqa: C901, PLR0911 - one a kind of thing
    """Return what keeps it."""
    match thing:
        case Waiter():
            return room.waiters.add(thing)
        case Product():
            return room.products.add(thing)
        case Station():
            return room.stations.add(thing)
        case TaxRate():
            return room.tax_rates.add(thing)
        case PaymentMethod():
            return room.payment_methods.add(thing)
        case ModifierGroup():
            return room.modifier_groups.add(thing)
        case Section():
            return room.sections.add(thing)
        case Table():
            return room.tables.add(thing)
        case Order():
            return room.orders.add(thing)
        case Webhook():
            return room.webhooks.add(thing)


async def keep(room: Room, *things: Thing) -> None:
    """Keep all of these in one commit; orders after the tables at which they are."""
    seated = [thing for thing in things if isinstance(thing, Order) and thing.table]
    others = [thing for thing in things if thing not in seated]
    for several in filter(None, (others, seated)):
        await room.work.commit(None, *(adding(room, thing) for thing in several))


async def kept(world: World, *things: Thing) -> Room:
    """Keep all of these in our restaurant, and return its ports anew."""
    await keep(world.room(OURS), *things)
    return world.room(OURS)


async def end(world: World, *sessions: SessionId) -> None:
    """End these sessions, whose last tokens expire at noon."""
    room = world.room()
    await room.work.commit(None, *(room.sessions.end(session, until=NOON) for session in sessions))
