"""A restaurant that has something in every table."""

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from adapters.postgres.kernel.engine import Database
from adapters.postgres.restaurant import forgetting, importing
from adapters.postgres.restaurant.exporting import Told
from adapters.postgres.restaurant.manifest import Manifest
from adapters.postgres.restaurant.restaurants import PostgresRestaurants
from domain.access.approval import Approval
from domain.access.device import Device, DeviceId, Pairing
from domain.access.secret import SecretKind, digest
from domain.billing.charges import ServiceCharge, Tax
from domain.billing.day import KeptReport
from domain.billing.percent import Percent
from domain.events.delivery import Delivery, DeliveryFailure, DeliveryId, Outcome
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Role
from domain.kernel.ids import LineId, ModifierId, ProductId, RestaurantId, VoidId, WaiterId
from domain.kernel.language import Language
from domain.kernel.money import HIGHEST_PRICE, Currency, Money, Price, Surcharge
from domain.kernel.names import Name, Note
from domain.kernel.rate import Rate
from domain.ordering.choosing import Chosen
from domain.ordering.heading import headed
from domain.ordering.line import Void
from domain.ordering.numbers import Quantity
from domain.ordering.order import Order
from domain.ordering.settling import service_charged, without_discount
from domain.restaurant.restaurant import Description
from domain.restaurant.slug import Slug
from tests.contracts.ordering.test_accounts import Dinner
from tests.contracts.ordering.test_receipts import close, reopen
from tests.contracts.things import (
    NOON,
    a_line,
    a_modifier_group,
    a_payment_method,
    a_product,
    a_request,
    a_section,
    a_session,
    a_station,
    a_table,
    a_tax_rate,
    a_waiter,
    a_webhook,
    an_order,
    keep,
    new_id,
    news,
)
from tests.contracts.worlds import Room, World

ODD = (r'Zoë "\N" {[,]}\\ \t\n', "'); DROP TABLE--", "日本 🍜|\U0010ffff", r"\.", "\ufeffﬁn\u200d$1", "null")
"""Names that whoever writes or reads JSON, SQL or lines could take for something else."""

SAID: Final = Description(
    slug=Slug("of-the-settings"),
    name=Name("Of the settings"),
    currency=Currency.of("JPY"),
    time_zone=ZoneInfo("Asia/Tokyo"),
    day_starts_at=time(5),
    language=Language.GERMAN,
)
"""What the settings say of the first restaurant."""


async def fill(world: World, restaurant: RestaurantId) -> None:
    """Fill a restaurant: orders rolled up and events sealed and numbered, some not yet, and names that are odd."""
    room, then = world.room(restaurant), NOON + timedelta(microseconds=1)
    ann, bob = a_waiter(), replace(a_waiter("bob@example.com"), name=Name(ODD[0]), registered_at=then)
    extras = a_modifier_group(ODD[4], **{ODD[0]: -HIGHEST_PRICE, ODD[2]: 5})
    dish = replace(a_product(groups=[extras]), open_price=True)
    dishes = [
        replace(dish, id=ProductId(new_id()), price=Price(HIGHEST_PRICE - at), name=Name(name))
        for at, name in enumerate(ODD)
    ]
    first, *others = (a_line(dish, 10_000) for dish in dishes)
    chosen = tuple(Chosen(ModifierId(new_id()), Name(name), Surcharge(-1)) for name in ODD)
    first = replace(first, modifiers=chosen)
    order = an_order(ann, replace(first, tax=Tax(ODD[0], ODD[3], Percent(88_750), included=False)), *others)
    await keep(room, ann, bob, extras, *dishes)
    terrace = a_section(ODD[3])
    table = a_table(ODD[5], section=terrace, seats=4)
    await keep(room, a_station(ODD[4]), terrace, a_tax_rate(ODD[1]), a_payment_method(ODD[2]))
    await keep(room, table, replace(order, table=table.id))
    while (await room.rollups.roll_up(most=100)).more:
        pass
    await take_back(room, order, ann.id)
    while (await room.rollups.roll_up(most=100)).more:
        pass
    await keep(room, a_product("Tea"), an_order(bob, a_line(dishes[1]), customer=ODD[1], day=31, hour=0))
    order = await room.orders.get(order.id)
    handed = headed(order, Role.MANAGER.acts_as, waiter=bob.id)
    await room.work.commit(None, room.orders.change(order, handed))
    await take_back(room, handed, bob.id)
    await settle(Dinner(room, await room.orders.get(order.id), ann.id))
    code, till = digest("code"), DeviceId(new_id())
    pairing = Pairing(code=code, name=Name(ODD[2]), offered_by=ann.id, expires_at=then)
    device = Device(id=till, name=Name("Till"), secret=digest("till"), enrolled_by=ann.id, enrolled_at=NOON)
    lasting, ended = a_session(ann, till), a_session(bob)
    await room.work.commit(None, room.devices.offer(pairing))
    await room.work.commit(None, room.devices.enrol(device, code))
    await room.work.commit(
        None,
        room.devices.offer(replace(pairing, code=digest("another"))),
        room.sessions.add(lasting),
        room.sessions.add(ended),
        room.answers.keep(a_request(ann, ODD[2]), order, at=then),
        room.approvals.give(
            Approval(token=digest("yes"), action="void", order=order.id, waiter=bob.id, by=ann.id, expires_at=then)
        ),
        room.activations.offer(bob.id, digest("activation"), until=then),
        room.credentials.put(ann.id, SecretKind.PASSWORD, "$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA"),
        room.setups.do(ann.id, at=then),
        room.audit.note(Event(happening=Happening.SIGNED_IN, at=then, actor=ann.id)),
        room.audit.note(Event(happening=Happening.SIGN_IN_FAILED, at=then, details={ODD[0]: ODD[2], "\0": "\n"})),
    )
    await room.work.commit(
        None,
        room.sessions.end(ended.id, until=then),
        room.audit.note_later(new_id(), [Event(happening=Happening.PRODUCT_INVENTED, at=then, subject=dishes[0].id)]),
    )
    table, stations = new_id(), (new_id(), new_id())
    told = replace(news(waiter=ann.id, former=bob.id, table=table, stations=stations), data={ODD[0]: [*ODD]})
    await room.work.commit(None, room.outbox.tell(told, news()))
    _ = await room.event_log.number(most=1)
    _ = await room.order_numbers.next(order.business_date)
    await close_a_day(room)
    await deliver(room)
    await room.attempts.begin(ODD[1], till, now=then)
    await room.rate_limits.take("sign-in", ODD[2], rate=Rate(60), now=then)


async def close_a_day(room: Room) -> None:
    """Close a day on which nothing happened."""
    day = date(2000, 1, 1)
    assert await room.closed_days.close_through(day, after=None)
    report = KeptReport(number=1, day=day, content=f'{{"{ODD[2]}": 1}}'.encode(), seal=bytes(32))
    await room.work.commit(None, room.day_reports.add(report))


async def deliver(room: Room) -> None:
    """Have somebody deliver to a webhook, and be killed while it is held."""
    webhook, holder, until = a_webhook(types=("order.placed",)), new_id(), NOON + timedelta(seconds=20)
    await keep(room, webhook)
    assert await room.webhooks.hold(webhook.id, holder=holder, now=NOON, until=until)
    outcome = Outcome(status=None, failure=DeliveryFailure.TIMEOUT, milliseconds=10_000)
    delivery = Delivery(id=DeliveryId(new_id()), number=1, at=NOON, outcome=outcome)
    moving = room.webhooks.move_on(webhook, webhook.failed(NOON), [delivery], holder=holder, until=until)
    await room.work.commit(None, moving)


async def settle(dinner: Dinner) -> None:
    """Put something of every kind on an order's account, and take a discount off again."""
    await dinner.discount(Percent.of(10), dinner.order.lines[1].id)
    await dinner.discount(Money(5))
    await dinner.to(without_discount(dinner.order, Role.MANAGER.acts_as, dinner.order.account.discounts[0].id))
    await dinner.to(service_charged(dinner.order, Role.MANAGER.acts_as, ServiceCharge(Percent(1), taxed=True)))
    await dinner.pay(7, tip=1, tendered=10)
    await dinner.refund(3)
    dinner.order = await reopen(dinner.room, await close(dinner.room, dinner.order))
    _ = await dinner.room.receipts.give(dinner.order.id)
    dinner.order = await reopen(dinner.room, await close(dinner.room, dinner.order))


async def take_back(room: Room, order: Order, by: WaiterId) -> None:
    """Take one back of the order's first line."""

    def void(line: LineId, quantity: Quantity) -> Void:
        return Void(id=VoidId(new_id()), line=line, quantity=quantity, reason=Note(ODD[0][:4]), by=by, at=NOON)

    after, voids = order.without([(order.lines[0].id, Quantity(1))], Role.MANAGER.acts_as, void)
    await room.work.commit(None, room.orders.change(order, after, *voids))


def silent(_table: str, _rows: int) -> None:
    """Hear of progress, and tell nobody."""


async def forget(database: Database, restaurant: RestaurantId, folder: Path, told: Told) -> Manifest:
    """Export and delete the restaurant as it is, closed or not."""
    found = await PostgresRestaurants(database).get(restaurant)
    return await forgetting.forget(database, found, found, folder, told)


async def bring_in(database: Database, folder: Path, told: Told) -> Manifest:
    """Bring an export in, where the settings are those of no test's restaurant."""
    return await importing.bring_in(database, folder, SAID, told)
