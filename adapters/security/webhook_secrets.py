"""Secrets of webhooks, from the operating system."""

import secrets

from application.events.webhooks import WebhookSecrets
from domain.events.webhook import WebhookSecret


class SystemWebhookSecrets(WebhookSecrets):
    """Asks the operating system."""

    def new(self) -> WebhookSecret:
        """Return one of 256 random bits."""
        return WebhookSecret.of(secrets.token_bytes(32))
