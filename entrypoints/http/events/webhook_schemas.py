"""What the calls about webhooks take and answer."""

from datetime import datetime
from typing import Annotated, ClassVar, Final, Self
from uuid import UUID

import msgspec

from application.kernel.events import EventType
from domain.events.delivery import Delivery
from domain.events.webhook import Webhook, WebhookUrl
from domain.kernel.errors import Invalid
from entrypoints.http.kernel.body import Body, Given, Missing


class UrlRequired(Invalid):
    """A webhook without a URL."""

    says = "A URL is required"


class UnknownEventType(Invalid):
    """A type that no event has."""

    says = "There are no events of this type"


class WantedType(str):
    """A type that events have."""

    __slots__ = ()

    pattern: ClassVar = f"^({'|'.join(sorted(EventType))})$".replace(".", r"\.")

    def __new__(cls, text: str) -> Self:
        """Return the type that `text` is, or raise `UnknownEventType`."""
        if text not in {*EventType}:
            raise UnknownEventType
        return str.__new__(cls, text)


class InvalidPlace(Invalid):
    """A number that no event can have."""

    says = "The number of an event is a whole number, 0 or more"


class EventNumber(int):
    """The number of an event, or 0: what is before the first."""

    __slots__ = ()

    lowest: ClassVar = 0
    highest: ClassVar = 10**18

    def __new__(cls, number: int) -> Self:
        """Return the number, or raise `InvalidPlace`."""
        if not cls.lowest <= number <= cls.highest:
            raise InvalidPlace
        return int.__new__(cls, number)


class WebhookBody(Body, frozen=True):
    """A new webhook: events of which `types`, null for all, and after which number; null: what happens from now on."""

    example: ClassVar = {"url": "https://till.example/orders", "types": ["order.placed", "order.closed"]}

    url: Annotated[WebhookUrl, Missing(UrlRequired)]
    types: list[WantedType] | None = None
    after: EventNumber | None = None


class WebhookChangeBody(Body, frozen=True):
    """What is to change about a webhook. What is absent stays; `types` of null are all."""

    example: ClassVar = {"active": True}

    url: WebhookUrl | None = None
    types: Given[list[WantedType]] = Given()
    active: bool | None = None


class ReplayBody(Body, frozen=True):
    """From where to deliver: what comes after this number."""

    example: ClassVar = {"after": 40}

    after: EventNumber


class WebhookView(msgspec.Struct, frozen=True):
    """Where events are delivered to. All up to the number `after` are dealt with.

    While it is failing, it is tried again at `next_try_at`; after three days it is given up, and not `active` any more.
    """

    id: UUID
    url: str
    types: list[str] | None
    active: bool
    after: int
    failures: int
    failing_since: datetime | None = None
    next_try_at: datetime | None = None
    gave_up_at: datetime | None = None

    @classmethod
    def of(cls, webhook: Webhook) -> Self:
        """Show a webhook."""
        return cls(
            webhook.id,
            webhook.url,
            None if webhook.types is None else [*webhook.types],
            webhook.is_active,
            webhook.after,
            webhook.failures,
            webhook.failing_since,
            webhook.due_at if webhook.is_active and webhook.failures else None,
            webhook.gave_up_at,
        )


class WebhookCreated(msgspec.Struct, frozen=True):
    """A new webhook, and the secret that its deliveries are signed with: it is shown this once."""

    message: str
    webhook: WebhookView
    secret: str

    @classmethod
    def of(cls, webhook: Webhook) -> Self:
        """Show a new webhook."""
        return cls("Webhook created successfully", WebhookView.of(webhook), webhook.secret)


class WebhookShown(msgspec.Struct, frozen=True):
    """A webhook."""

    webhook: WebhookView


class WebhooksListed(msgspec.Struct, frozen=True):
    """Every webhook."""

    webhooks: list[WebhookView]


class DeliveryView(msgspec.Struct, frozen=True):
    """A try to deliver the event of this number: the `status` that was answered, or why none was.

    `failure` is `address`: the host has no address that may be connected to; `connection`: it refused, or broke off;
    `timeout`: nothing was answered in 10 seconds; `purged`: events up to this number were gone before they were sent.
    """

    number: int
    at: datetime
    received: bool
    milliseconds: int
    status: int | None = None
    failure: str | None = None

    @classmethod
    def of(cls, delivery: Delivery) -> Self:
        """Show a delivery."""
        outcome = delivery.outcome
        return cls(
            delivery.number, delivery.at, outcome.is_received, outcome.milliseconds, outcome.status, outcome.failure
        )


class DeliveriesListed(msgspec.Struct, frozen=True):
    """The last deliveries to a webhook, newest first."""

    deliveries: list[DeliveryView]


WEBHOOK_EXAMPLE: Final = {
    "id": "01937b1e-7c00-7000-8000-00000000000a",
    "url": "https://till.example/orders",
    "types": ["order.closed", "order.placed"],
    "active": True,
    "after": 40,
    "failures": 1,
    "failing_since": "2026-11-20T18:30:00Z",
    "next_try_at": "2026-11-20T18:30:05Z",
}
DELIVERY_EXAMPLE: Final = {
    "number": 40,
    "at": "2026-11-20T18:30:00Z",
    "received": True,
    "milliseconds": 35,
    "status": 200,
}
