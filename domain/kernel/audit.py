"""Audit events and entries: each entry is sealed with all before it, so that none can be changed unseen."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

from domain.kernel.ids import WaiterId


class Happening(StrEnum):
    """What can happen that has to be known later."""

    RESTAURANT_SET_UP = "restaurant_set_up"
    SETUP_TOKEN_RENEWED = "setup_token_renewed"  # noqa: S105 - what happened to one
    RESTAURANT_CHANGED = "restaurant_changed"
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    SIGNED_OUT_EVERYWHERE = "signed_out_everywhere"
    SESSION_STOLEN = "session_stolen"
    USER_CREATED = "user_created"
    USER_CHANGED = "user_changed"
    USER_ACTIVATED = "user_activated"
    ACTIVATION_FAILED = "activation_failed"
    ACTIVATION_CODE_ISSUED = "activation_code_issued"
    APPROVAL_GIVEN = "approval_given"
    APPROVAL_FAILED = "approval_failed"
    DEVICE_ENROLLED = "device_enrolled"
    DEVICE_REVOKED = "device_revoked"
    PRICE_CHANGED = "price_changed"
    PRICE_DIFFERED = "price_differed"
    PRODUCT_INVENTED = "product_invented"
    LINE_VOIDED = "line_voided"
    ORDER_HANDED_OVER = "order_handed_over"
    ORDER_MERGED = "order_merged"
    ORDER_SPLIT = "order_split"
    ORDER_REOPENED = "order_reopened"
    DISCOUNT_GIVEN = "discount_given"
    DISCOUNT_REMOVED = "discount_removed"
    SERVICE_CHARGE_CHANGED = "service_charge_changed"
    PAYMENT_REFUNDED = "payment_refunded"
    DAY_CLOSED = "day_closed"
    TAX_ADDED = "tax_added"
    TAX_CHANGED = "tax_changed"
    PAYMENT_METHOD_ADDED = "payment_method_added"
    PAYMENT_METHOD_CHANGED = "payment_method_changed"
    WEBHOOK_ADDED = "webhook_added"
    WEBHOOK_CHANGED = "webhook_changed"
    WEBHOOK_GIVEN_UP = "webhook_given_up"
    WEBHOOK_REMOVED = "webhook_removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened: who did it, where that is known, and whom or what it was done to."""

    happening: Happening
    at: datetime
    actor: WaiterId | None = None
    subject: UUID | None = None
    details: Mapping[str, str] = field(default_factory=dict[str, str])

    def content(self) -> bytes:
        """Return everything about it, always in the same bytes."""
        about = {
            "happening": self.happening.value,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": None if self.actor is None else str(self.actor),
            "subject": None if self.subject is None else str(self.subject),
            "details": dict(self.details),
        }
        return json.dumps(about, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as it was written down, numbered from 1, and the seal over it and every entry before it."""

    number: int
    event: Event
    seal: bytes


def sealed(before: bytes, event: Event) -> bytes:
    """Return the seal of an event that follows an entry with the seal `before`, empty for the first: 32 bytes."""
    return hashlib.sha256(before + event.content()).digest()
