"""The webhooks of all restaurants, on PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import BindParameter, bindparam, or_, select

from adapters.postgres.events.tables import event_heads, webhooks
from adapters.postgres.kernel.engine import Database
from adapters.postgres.restaurant.tables import restaurants
from application.events.webhooks import WebhookQueues
from domain.events.webhook import WebhookId
from domain.kernel.ids import RestaurantId

_NOW: Final[BindParameter[datetime]] = bindparam("now")
_DUE: Final = (
    select(webhooks.c.restaurant_id, webhooks.c.id)
    .join(event_heads, event_heads.c.restaurant_id == webhooks.c.restaurant_id)
    .join(restaurants, restaurants.c.id == webhooks.c.restaurant_id)
    .where(
        restaurants.c.is_open,
        webhooks.c.is_active,
        webhooks.c.after_number < event_heads.c.readable,
        webhooks.c.due_at <= _NOW,
        or_(webhooks.c.held_until.is_(None), webhooks.c.held_until <= _NOW),
    )
    .order_by(webhooks.c.due_at, webhooks.c.id)
    .limit(bindparam("most"))
)


class PostgresWebhookQueues(WebhookQueues):
    """Looks at the tables `webhooks`, `event_heads` and `restaurants`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def due(self, *, now: datetime, most: int) -> Sequence[tuple[RestaurantId, WebhookId]]:
        rows = await self._database.fetch(_DUE, {"now": now, "most": most})
        return [(RestaurantId(row.restaurant_id), WebhookId(row.id)) for row in rows]
