"""What the use cases of webhooks need."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from application.kernel.unit_of_work import Change
from domain.events.delivery import Delivery, Outcome
from domain.events.event import Event
from domain.events.webhook import Webhook, WebhookId, WebhookSecret, WebhookUrl
from domain.kernel.ids import RestaurantId


class Webhooks(Protocol):
    """Where the restaurant's events are delivered to. Each is delivered to by one holder at a time."""

    @abstractmethod
    async def get(self, webhook: WebhookId) -> Webhook:
        """Return the webhook, or raise `WebhookNotFound`."""

    @abstractmethod
    async def all(self) -> Sequence[Webhook]:
        """Return all of them, those added first before others."""

    @abstractmethod
    def add(self, webhook: Webhook) -> Change:
        """Keep a new webhook. The commit raises `TooManyWebhooks` when there are as many as there may be."""

    @abstractmethod
    def change(self, webhook: Webhook) -> Change:
        """Put all but its place, `after`, in the place of the version before it, whoever holds it.

        The commit raises `WebhookChanged` when there is another version.
        """

    @abstractmethod
    def replay(self, webhook: Webhook) -> Change:
        """Put it, with its place, in the place of the version before it, as `change` does."""

    @abstractmethod
    def remove(self, webhook: Webhook) -> Change:
        """Take the webhook away, with its deliveries.

        The commit raises `WebhookChanged` when there is another version, or none.
        """

    @abstractmethod
    async def hold(self, webhook: WebhookId, *, holder: UUID, now: datetime, until: datetime) -> Webhook | None:
        """Let the holder have it, at once, until that moment, and return it.

        Returns None where it is not active or not due, or somebody holds it.
        """

    @abstractmethod
    def move_on(
        self, before: Webhook, after: Webhook, deliveries: Sequence[Delivery], *, holder: UUID, until: datetime
    ) -> Change:
        """Put `after` in the place of what the holder had before, keep what was delivered, and hold it until then.

        Of deliveries the last `DELIVERIES_KEPT` are kept. The commit raises `WebhookChanged` when there is another
        version than before, or another holder.
        """

    @abstractmethod
    async def let_go(self, webhook: WebhookId, *, holder: UUID) -> None:
        """Let others have it, at once, if it is this holder who has it."""

    @abstractmethod
    async def deliveries(self, webhook: WebhookId) -> Sequence[Delivery]:
        """Return the deliveries that are kept, newest first. There are none of what is not there."""


class WebhookQueues(Protocol):
    """The webhooks of all restaurants."""

    @abstractmethod
    async def due(self, *, now: datetime, most: int) -> Sequence[tuple[RestaurantId, WebhookId]]:
        """Return up to `most` that events wait for, and that can be held: those due first before others.

        While a restaurant is closed, as it is before it is forgotten, none of it is.
        """


class Receivers(Protocol):
    """Whoever answers at the webhooks' URLs."""

    @abstractmethod
    def ensure_may_be_reached(self, url: WebhookUrl) -> None:
        """Raise `WebhookAddressRefused` where it can be seen, without asking anybody, that nothing is sent there.

        Or `InvalidWebhookUrl`, where it has an address that there is not.
        """

    @abstractmethod
    async def deliver(self, webhook: Webhook, event: Event, *, at: datetime) -> Outcome:
        """Send the event, signed at this moment, and return what came of it, after 10 seconds at most."""


class WebhookSecrets(Protocol):
    """New secrets of webhooks."""

    @abstractmethod
    def new(self) -> WebhookSecret:
        """Return one that nobody can guess."""
