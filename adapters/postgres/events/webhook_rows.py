"""Webhooks and deliveries as rows, and back."""

from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.rows import Values
from domain.events.delivery import Delivery, DeliveryFailure, DeliveryId, Outcome
from domain.events.webhook import Webhook, WebhookId, WebhookSecret, WebhookUrl
from domain.kernel.ids import RestaurantId


def row_of(restaurant: RestaurantId, webhook: Webhook) -> Values:
    """Return the row of a webhook that nobody holds."""
    return {
        "restaurant_id": restaurant,
        "id": webhook.id,
        "url": webhook.url,
        "types": None if webhook.types is None else [*webhook.types],
        "secret": webhook.secret,
        "after_number": webhook.after,
        "due_at": webhook.due_at,
        "is_active": webhook.is_active,
        "failures": webhook.failures,
        "failing_since": webhook.failing_since,
        "gave_up_at": webhook.gave_up_at,
        "holder_id": None,
        "held_until": None,
        "version": webhook.version,
    }


def webhook_of(row: Row) -> Webhook:
    """Return the webhook of a row."""
    return Webhook(
        id=WebhookId(row.id),
        url=WebhookUrl(row.url),
        types=None if row.types is None else tuple(row.types),
        secret=WebhookSecret(row.secret),
        after=row.after_number,
        due_at=row.due_at,
        is_active=row.is_active,
        failures=row.failures,
        failing_since=row.failing_since,
        gave_up_at=row.gave_up_at,
        version=row.version,
    )


def delivery_row_of(restaurant: RestaurantId, webhook: WebhookId, delivery: Delivery) -> Values:
    """Return the row of a delivery."""
    return {
        "restaurant_id": restaurant,
        "webhook_id": webhook,
        "id": delivery.id,
        "number": delivery.number,
        "at": delivery.at,
        "status": delivery.outcome.status,
        "failure": delivery.outcome.failure,
        "milliseconds": delivery.outcome.milliseconds,
    }


def delivery_of(row: Row) -> Delivery:
    """Return the delivery of a row."""
    return Delivery(
        id=DeliveryId(row.id),
        number=row.number,
        at=row.at,
        outcome=Outcome(
            status=row.status,
            failure=None if row.failure is None else DeliveryFailure(row.failure),
            milliseconds=row.milliseconds,
        ),
    )
