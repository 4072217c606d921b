"""How news become events: out of the outbox, with the next numbers, into the log."""

from typing import Final

from sqlalchemy import BigInteger, Uuid, and_, bindparam, delete, exists, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from adapters.postgres.events.tables import event_heads, events
from adapters.postgres.kernel.connection import Connection
from adapters.postgres.kernel.tables import events_to_number
from domain.kernel.ids import RestaurantId

_RESTAURANT: Final = bindparam("restaurant", type_=Uuid)
_NUMBER: Final = bindparam("number", type_=BigInteger)
_WAITING: Final = events_to_number.c.restaurant_id == _RESTAURANT
_OUR_HEAD: Final = event_heads.c.restaurant_id == _RESTAURANT
WAITS: Final = select(
    or_(exists().where(_WAITING), exists().where(_OUR_HEAD, event_heads.c.readable < event_heads.c.number))
)
_BEGUN: Final = insert(event_heads).values(restaurant_id=_RESTAURANT, number=0, readable=0).on_conflict_do_nothing()
_HEAD: Final = select(event_heads.c.number).where(_OUR_HEAD).with_for_update()

# What changes a thing waits for whoever changes it to commit, so a statement that sees one of its versions in the
# outbox sees those before, too. The key has them in their order, so a batch never leaves one behind.
_KEY: Final = (events_to_number.c.about_id, events_to_number.c.about_version, events_to_number.c.id)
_NEXT: Final = (
    select(*_KEY).where(_WAITING).order_by(*_KEY).limit(bindparam("most", type_=BigInteger)).cte("next_events")
)
_TAKEN: Final = (
    delete(events_to_number)
    .where(_WAITING, and_(*(key == _NEXT.c[key.name] for key in _KEY)))
    .returning(events_to_number)
    .cte("taken")
)
# By time as far as versions allow: clocks of several machines differ.
_LATEST: Final = func.max(_TAKEN.c.at).over(
    partition_by=_TAKEN.c.about_id, order_by=(_TAKEN.c.about_version, _TAKEN.c.id)
)
_SINCE: Final = select(_TAKEN, _LATEST.label("since")).cte("taken_since")
_ORDER: Final = (_SINCE.c.since, *(_SINCE.c[key.name] for key in _KEY))
_NEW: Final = {events.c.restaurant_id: _RESTAURANT, events.c.number: _NUMBER + func.row_number().over(order_by=_ORDER)}
_NUMBERED: Final = select(*(_NEW[each] if each in _NEW else _SINCE.c[each.name] for each in events.c))
_HOW_MANY: Final = select(func.count()).select_from(_TAKEN).scalar_subquery()
_TO_LOG: Final = insert(events).from_select(events.c.keys(), _NUMBERED).cte("to_log")
_ONWARD: Final = event_heads.update().where(_OUR_HEAD).values(number=_NUMBER + _HOW_MANY).cte("onward")
_TAKE: Final = select(_HOW_MANY.label("taken")).add_cte(_TO_LOG, _ONWARD)
READABLE: Final = event_heads.update().where(_OUR_HEAD, event_heads.c.readable < _NUMBER).values(readable=_NUMBER)


async def number_waiting(restaurant: RestaurantId, most: int, connection: Connection) -> tuple[int, int]:
    """Move up to `most` news into the log, in this transaction. Return how many, and the last number given.

    It locks the log's head, which writes to the WAL: once it is durable, so are all numbers that were given before.
    """
    ours = {"restaurant": restaurant}
    heads = await connection.fetch(_HEAD, ours)
    if not heads:
        _ = await connection.execute(_BEGUN, ours)
        heads = await connection.fetch(_HEAD, ours)
    ((number,),) = heads
    ((taken,),) = await connection.fetch(_TAKE, {**ours, "number": number, "most": most})
    return taken, number + taken
