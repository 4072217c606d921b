"""The dicts of the memory adapters."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from application.kernel.answers import Kept
from domain.access.approval import Approval
from domain.access.device import Device, DeviceId, Pairing
from domain.access.secret import SecretKind
from domain.access.session import Session, SessionId
from domain.billing.day import KeptReport
from domain.billing.method import PaymentMethod
from domain.billing.tax_rate import TaxRate
from domain.catalogue.modifier_group import ModifierGroup
from domain.catalogue.product import Product
from domain.catalogue.station import Station
from domain.events.delivery import Delivery
from domain.events.event import Event
from domain.events.webhook import Webhook, WebhookId
from domain.floor.section import Section
from domain.floor.table import Table
from domain.kernel.audit import Entry
from domain.kernel.ids import (
    ModifierGroupId,
    OrderId,
    PaymentMethodId,
    ProductId,
    RestaurantId,
    SectionId,
    StationId,
    TableId,
    TaxId,
    WaiterId,
)
from domain.ordering.billed import BillEntry
from domain.ordering.line import Void
from domain.ordering.order import Order
from domain.people.waiter import Waiter
from domain.restaurant.restaurant import Description, Restaurant

Key = TypeVar("Key")
Value = TypeVar("Value")

Request = tuple[WaiterId | None, str, str]
"""Who sent it, the route, and the key."""


@dataclass(frozen=True, slots=True)
class Tries:
    """How many tries of a secret failed in a row, and when the next one may be made."""

    failures: int
    next_at: datetime


@dataclass(slots=True)
class Shelf:
    """What one restaurant owns, by id; and ids by e-mails and names, which are unique."""

    waiters: dict[WaiterId, Waiter] = field(default_factory=dict[WaiterId, Waiter])
    waiters_by_email: dict[str, WaiterId] = field(default_factory=dict[str, WaiterId])
    products: dict[ProductId, Product] = field(default_factory=dict[ProductId, Product])
    products_by_name: dict[str, ProductId] = field(default_factory=dict[str, ProductId])
    modifier_groups: dict[ModifierGroupId, ModifierGroup] = field(default_factory=dict[ModifierGroupId, ModifierGroup])
    stations: dict[StationId, Station] = field(default_factory=dict[StationId, Station])
    tax_rates: dict[TaxId, TaxRate] = field(default_factory=dict[TaxId, TaxRate])
    payment_methods: dict[PaymentMethodId, PaymentMethod] = field(default_factory=dict[PaymentMethodId, PaymentMethod])
    sections: dict[SectionId, Section] = field(default_factory=dict[SectionId, Section])
    tables: dict[TableId, Table] = field(default_factory=dict[TableId, Table])
    orders: dict[OrderId, Order] = field(default_factory=dict[OrderId, Order])
    orders_numbered: dict[date, int] = field(default_factory=dict[date, int])
    day_reports: list[KeptReport] = field(default_factory=list[KeptReport])
    closed_through: date | None = None
    receipts: dict[OrderId, int] = field(default_factory=dict[OrderId, int])
    receipts_to_number: dict[OrderId, datetime] = field(default_factory=dict[OrderId, datetime])
    bill_entries: dict[OrderId, list[BillEntry]] = field(default_factory=dict[OrderId, list[BillEntry]])
    voids: dict[OrderId, list[Void]] = field(default_factory=dict[OrderId, list[Void]])
    sessions: dict[SessionId, Session] = field(default_factory=dict[SessionId, Session])
    credentials: dict[tuple[WaiterId, SecretKind], str] = field(default_factory=dict[tuple[WaiterId, SecretKind], str])
    activations: dict[WaiterId, tuple[bytes, datetime]] = field(default_factory=dict[WaiterId, tuple[bytes, datetime]])
    setups: dict[str, WaiterId] = field(default_factory=dict[str, WaiterId])
    pairings: dict[bytes, Pairing] = field(default_factory=dict[bytes, Pairing])
    approvals: dict[bytes, Approval] = field(default_factory=dict[bytes, Approval])
    devices: dict[DeviceId, Device] = field(default_factory=dict[DeviceId, Device])
    attempts: dict[tuple[str, DeviceId | None], Tries] = field(default_factory=dict[tuple[str, DeviceId | None], Tries])
    rate_limits: dict[tuple[str, str], datetime] = field(default_factory=dict[tuple[str, str], datetime])
    audit: list[Entry] = field(default_factory=list[Entry])
    events: list[Event] = field(default_factory=list[Event])
    events_told: int = 0
    webhooks: dict[WebhookId, Webhook] = field(default_factory=dict[WebhookId, Webhook])
    webhook_holders: dict[WebhookId, tuple[UUID, datetime]] = field(
        default_factory=dict[WebhookId, tuple[UUID, datetime]]
    )
    deliveries: dict[WebhookId, list[Delivery]] = field(default_factory=dict[WebhookId, list[Delivery]])
    ended_sessions: dict[SessionId, datetime] = field(default_factory=dict[SessionId, datetime])
    answers: dict[Request, tuple[Kept, datetime]] = field(default_factory=dict[Request, tuple[Kept, datetime]])


@dataclass(slots=True)
class MemoryStore:
    """Every restaurant's shelf."""

    restaurants: dict[RestaurantId, Restaurant] = field(default_factory=dict[RestaurantId, Restaurant])
    setup_tokens: dict[RestaurantId, bytes] = field(default_factory=dict[RestaurantId, bytes])
    settings_followed: dict[RestaurantId, Description] = field(default_factory=dict[RestaurantId, Description])
    shelves: defaultdict[RestaurantId, Shelf] = field(default_factory=lambda: defaultdict[RestaurantId, Shelf](Shelf))


def forget(things: dict[Key, Value], is_old: Callable[[Value], bool]) -> int:
    """Drop what is old of these things, and return how many those were."""
    old = [key for key, value in things.items() if is_old(value)]
    for key in old:
        del things[key]
    return len(old)
