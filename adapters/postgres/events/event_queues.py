"""The queues of all restaurants, on PostgreSQL."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from sqlalchemy import ARRAY, Uuid, any_, bindparam, select, union

from adapters.postgres.events.tables import event_heads
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.queued import all_restaurants_in, restaurants_in
from adapters.postgres.kernel.tables import events_to_number
from adapters.postgres.kernel.waking import Waking
from application.events.ports import EventQueues
from domain.kernel.ids import RestaurantId

# Numbers that were given by a process that then died may be readable, and nobody has said so.
_UNSAID: Final = select(event_heads.c.restaurant_id.label("id")).where(event_heads.c.readable < event_heads.c.number)
_RESTAURANTS: Final = union(restaurants_in(events_to_number), _UNSAID)
_ANYWHERE: Final = union(all_restaurants_in(events_to_number), _UNSAID)

_NEWEST: Final = select(event_heads.c.restaurant_id, event_heads.c.readable).where(
    event_heads.c.restaurant_id == any_(bindparam("restaurants", type_=ARRAY(Uuid))), event_heads.c.readable > 0
)


class PostgresEventQueues(EventQueues):
    """Looks at the tables `events_to_number` and `event_heads`."""

    def __init__(self, database: Database, waking: Waking) -> None:
        self._database = database
        self._waking = waking

    async def restaurants(self) -> Sequence[RestaurantId]:
        statement = _RESTAURANTS if self._database.distributed is False else _ANYWHERE
        return [row.id for row in await self._database.fetch(statement)]

    async def readable(self, restaurants: Collection[RestaurantId]) -> Mapping[RestaurantId, int]:
        rows = await self._database.fetch(_NEWEST, {"restaurants": [*restaurants]})
        return {row.restaurant_id: row.readable for row in rows}

    async def filled(self, seconds: float) -> None:
        await self._waking.woken(seconds)
