"""The webhooks, on PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Column, Update, bindparam, func, or_, select

from adapters.postgres.events.tables import webhook_deliveries, webhooks
from adapters.postgres.events.webhook_rows import delivery_of, delivery_row_of, row_of, webhook_of
from adapters.postgres.kernel.changes import Run, Writes, new_values
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.rows import Values
from adapters.postgres.restaurant.one_by_one import ONE_BY_ONE
from application.events.webhooks import Webhooks
from application.kernel.unit_of_work import Change
from domain.events.delivery import DELIVERIES_KEPT, Delivery
from domain.events.webhook import (
    MOST_WEBHOOKS,
    TooManyWebhooks,
    Webhook,
    WebhookChanged,
    WebhookId,
    WebhookNotFound,
)
from domain.kernel.ids import RestaurantId


def _parameter(column: Column[Any]) -> Any:  # noqa: ANN401 - SQLAlchemy's
    return bindparam(f"new_{column.name}", type_=column.type)


def _setting(*columns: Column[Any]) -> Update:
    return (
        webhooks.update()
        .where(*_THIS, webhooks.c.version == bindparam("was"))
        .values({each: _parameter(each) for each in columns})
    )


_OWN: Final = webhooks.c.restaurant_id == bindparam("restaurant")
_THIS: Final = (_OWN, webhooks.c.id == bindparam("webhook"))
_ITS: Final = (
    webhook_deliveries.c.restaurant_id == bindparam("restaurant"),
    webhook_deliveries.c.webhook_id == bindparam("webhook"),
)
_HOLDER: Final = webhooks.c.holder_id == bindparam("holder")
_ONE: Final = select(webhooks).where(*_THIS)
_ALL: Final = select(webhooks).where(_OWN).order_by(webhooks.c.id)

_NOT_TOO_MANY: Final = select(func.count()).where(_OWN).having(func.count() <= MOST_WEBHOOKS)

_BY_DELIVERIES: Final = (
    webhooks.c.due_at,
    webhooks.c.is_active,
    webhooks.c.failures,
    webhooks.c.failing_since,
    webhooks.c.gave_up_at,
    webhooks.c.version,
)
_CHANGE: Final = _setting(webhooks.c.url, webhooks.c.types, webhooks.c.secret, *_BY_DELIVERIES)
_REPLAY: Final = _setting(webhooks.c.url, webhooks.c.types, webhooks.c.secret, webhooks.c.after_number, *_BY_DELIVERIES)
_MOVE_ON: Final = _setting(webhooks.c.after_number, webhooks.c.held_until, *_BY_DELIVERIES).where(_HOLDER)
_HOLD: Final = (
    webhooks.update()
    .where(
        *_THIS,
        webhooks.c.is_active,
        webhooks.c.due_at <= bindparam("now"),
        or_(webhooks.c.held_until.is_(None), webhooks.c.held_until <= bindparam("now")),
    )
    .values(holder_id=bindparam("holder"), held_until=bindparam("until"))
    .returning(webhooks)
)
_LET_GO: Final = webhooks.update().where(*_THIS, _HOLDER).values(holder_id=None, held_until=None)

_DELIVERIES: Final = select(webhook_deliveries).where(*_ITS).order_by(webhook_deliveries.c.id.desc())
_NEWEST_TO_FORGET: Final = (
    select(webhook_deliveries.c.id)
    .where(*_ITS)
    .order_by(webhook_deliveries.c.id.desc())
    .offset(DELIVERIES_KEPT)
    .limit(1)
    .scalar_subquery()
)
_FORGET: Final = webhook_deliveries.delete().where(*_ITS, webhook_deliveries.c.id <= _NEWEST_TO_FORGET)
# Locked against deliveries that are kept meanwhile, each of which refers to it.
_LOCK: Final = select(webhooks.c.id).where(*_THIS, webhooks.c.version == bindparam("was")).with_for_update()
_FORGET_ALL: Final = webhook_deliveries.delete().where(*_ITS)
_REMOVE: Final = webhooks.delete().where(*_THIS)


class PostgresWebhooks(Webhooks):
    """Keeps one restaurant's webhooks in a table, and what was delivered in another."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    async def get(self, webhook: WebhookId) -> Webhook:
        for row in await self._database.fetch(_ONE, self._this(webhook)):
            return webhook_of(row)
        raise WebhookNotFound

    async def all(self) -> Sequence[Webhook]:
        return [webhook_of(row) for row in await self._database.fetch(_ALL, {"restaurant": self._restaurant})]

    def add(self, webhook: Webhook) -> Change:
        ours = {"restaurant": self._restaurant}
        return Writes(
            {webhooks: [row_of(self._restaurant, webhook)]},
            run=[Run(ONE_BY_ONE, ours), Run(_NOT_TOO_MANY, ours, TooManyWebhooks)],
        )

    def change(self, webhook: Webhook) -> Change:
        return Writes(run=[Run(_CHANGE, self._following(webhook, webhook.version - 1), WebhookChanged)])

    def replay(self, webhook: Webhook) -> Change:
        return Writes(run=[Run(_REPLAY, self._following(webhook, webhook.version - 1), WebhookChanged)])

    def remove(self, webhook: Webhook) -> Change:
        this = self._this(webhook.id)
        lock = Run(_LOCK, {**this, "was": webhook.version}, WebhookChanged)
        return Writes(run=[lock, Run(_FORGET_ALL, this), Run(_REMOVE, this)])

    async def hold(self, webhook: WebhookId, *, holder: UUID, now: datetime, until: datetime) -> Webhook | None:
        holding = {**self._this(webhook), "holder": holder, "now": now, "until": until}
        return next((webhook_of(row) for row in await self._database.fetch(_HOLD, holding)), None)

    def move_on(
        self, before: Webhook, after: Webhook, deliveries: Sequence[Delivery], *, holder: UUID, until: datetime
    ) -> Change:
        following = {**self._following(after, before.version), "new_held_until": until, "holder": holder}
        moving = Run(_MOVE_ON, following, WebhookChanged)
        if not deliveries:
            return Writes(run=[moving])
        return Writes(
            {webhook_deliveries: [delivery_row_of(self._restaurant, before.id, each) for each in deliveries]},
            unless={"webhook_deliveries_webhooks_fkey": WebhookChanged},
            run=[moving, Run(_FORGET, self._this(before.id))],
        )

    async def let_go(self, webhook: WebhookId, *, holder: UUID) -> None:
        _ = await self._database.fetch(_LET_GO, {**self._this(webhook), "holder": holder})

    async def deliveries(self, webhook: WebhookId) -> Sequence[Delivery]:
        return [delivery_of(row) for row in await self._database.fetch(_DELIVERIES, self._this(webhook))]

    def _this(self, webhook: WebhookId) -> Values:
        return {"restaurant": self._restaurant, "webhook": webhook}

    def _following(self, webhook: Webhook, was: int) -> Values:
        return {**self._this(webhook.id), **new_values(webhooks, row_of(self._restaurant, webhook)), "was": was}
