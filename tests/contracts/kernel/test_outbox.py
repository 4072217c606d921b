"""The contract of `Outbox`: what is told is read as it was told, once the commit that tells it is made."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from application.events.ports import EventFilter
from application.kernel.events import EventType, News
from domain.catalogue.product import ProductNameTaken
from domain.events.event import Event
from domain.kernel.ids import RestaurantId, WaiterId
from domain.kernel.names import Name
from domain.ordering.order import Quantity
from tests.contracts.things import NOON, a_product, new_id
from tests.contracts.worlds import NEXT_DOOR, OURS, World


async def all_of(world: World, restaurant: RestaurantId = OURS) -> list[Event]:
    room = world.room(restaurant)
    while await room.event_log.number(most=10):
        pass
    return [*(await room.event_log.after(0, where=EventFilter(), most=1_000)).events]


async def test_what_was_told_is_read_as_it_was_told(world: World) -> None:
    told = News(
        id=new_id(),
        type=EventType.ORDER_PLACED,
        at=NOON.replace(microsecond=123_456),
        actor=WaiterId(new_id()),
        about=new_id(),
        version=7,
        waiter=WaiterId(new_id()),
        former_waiter=WaiterId(new_id()),
        table=new_id(),
        former_table=new_id(),
        stations=(new_id(), new_id()),
        data={"order": {"customer_name": Name("Zoë “7”"), "total_price": Decimal("2.50"), "note": None}, "lines": []},
    )
    await world.room().work.commit(None, world.room().outbox.tell(told))
    (event,) = await all_of(world)
    assert event == Event(
        number=1,
        id=told.id,
        type="order.placed",
        at=told.at,
        actor=told.actor,
        about=told.about,
        version=7,
        waiter=told.waiter,
        former_waiter=told.former_waiter,
        table=told.table,
        former_table=told.former_table,
        stations=told.stations,
        data=event.data,
    )
    assert event.data == '{"order":{"customer_name":"Zoë “7”","total_price":2.50,"note":null},"lines":[]}'


async def test_nobody_has_to_be_named(world: World) -> None:
    told = News(id=new_id(), type=EventType.PRODUCT_AVAILABLE, at=NOON, actor=None, about=new_id(), version=1)
    await world.room().work.commit(None, world.room().outbox.tell(told))
    (event,) = await all_of(world)
    assert (event.actor, event.table, event.data) == (None, None, "{}")


async def test_values_of_the_domain_are_shown_as_answers_show_them(world: World) -> None:
    told = News(
        id=new_id(),
        type=EventType.ORDER_PLACED,
        at=NOON,
        actor=None,
        about=new_id(),
        version=1,
        data={
            "id": UUID(int=7),
            "price": Decimal("10000000000.00"),
            "quantity": Quantity(3),
            "at": datetime(2026, 5, 1, 12, tzinfo=UTC),
        },
    )
    await world.room().work.commit(None, world.room().outbox.tell(told))
    (event,) = await all_of(world)
    shown = f'{{"id":"{UUID(int=7)}","price":10000000000.00,"quantity":3,"at":"2026-05-01T12:00:00Z"}}'
    assert event.data == shown


async def test_what_cannot_be_shown_is_refused_before_anything_is_committed(world: World) -> None:
    told = News(
        id=new_id(),
        type=EventType.ORDER_PLACED,
        at=NOON,
        actor=None,
        about=new_id(),
        version=1,
        data={"what": object()},
    )
    with pytest.raises(NotImplementedError):
        await world.room().work.commit(None, world.room().outbox.tell(told))
    assert await all_of(world) == []


async def test_what_is_refused_is_told_nobody(world: World) -> None:
    room, soup = world.room(), a_product("Soup")
    told = News(id=new_id(), type=EventType.PRODUCT_AVAILABLE, at=NOON, actor=None, about=soup.id, version=1)
    await room.work.commit(None, room.products.add(soup), room.outbox.tell(told))
    again = News(id=new_id(), type=EventType.PRODUCT_AVAILABLE, at=NOON, actor=None, about=new_id(), version=1)
    with pytest.raises(ProductNameTaken):
        await room.work.commit(None, room.outbox.tell(again), room.products.add(a_product("Soup")))
    _ = room.outbox.tell(again)
    assert [event.id for event in await all_of(world)] == [told.id]
    assert await all_of(world, NEXT_DOOR) == []
