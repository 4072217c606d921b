"""Port to adapter: which module keeps each port, in memory and on PostgreSQL alike."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final, Literal

from dishka import Provider

from application.access.approvals import Approvals
from application.access.ports import Activations, Attempts, Credentials, Devices, Sessions, Setups, SignedIn
from application.billing.payment_methods import PaymentMethods
from application.billing.ports import TaxRates
from application.catalogue.ports import ModifierGroups, ProductCounts, Products, Stations
from application.events.ports import EventLog, EventQueues
from application.events.webhooks import WebhookQueues, Webhooks
from application.floor.ports import Seatings, Sections, Tables
from application.kernel.answers import Answers
from application.kernel.audit import Audit, AuditQueues
from application.kernel.business_days import ClosedDays
from application.kernel.events import Outbox
from application.kernel.rate_limits import RateLimits
from application.kernel.readiness import Readiness
from application.kernel.statistics import Statistics
from application.kernel.unit_of_work import UnitOfWork
from application.ordering.approvals import ApprovalsGiven
from application.ordering.board import Board
from application.ordering.catalogue import Catalogue
from application.ordering.floor import Floor
from application.ordering.ports import OrderCounts, OrderNumbers, Orders
from application.ordering.receipts import ReceiptQueues, Receipts
from application.ordering.staff import Staff
from application.people.ports import Waiters
from application.reporting.day_reports import DayReports
from application.reporting.kitchen_timings import KitchenTimings
from application.reporting.ports import RollupQueues, Rollups, Sales
from application.reporting.takings_ledger import TakingsLedger
from application.restaurant.ports import Restaurants
from entrypoints.wiring.scopes import Scope

_MODULES: Final[Mapping[type[Any], str]] = {
    Activations: "access.activations",
    Answers: "kernel.answers",
    Approvals: "access.approvals",
    ApprovalsGiven: "ordering.approvals_given",
    Attempts: "access.attempts",
    Audit: "kernel.audit",
    AuditQueues: "kernel.audit_queues",
    Board: "ordering.board",
    Catalogue: "ordering.catalogue",
    ClosedDays: "kernel.closed_days",
    Credentials: "access.credentials",
    DayReports: "reporting.day_reports",
    Devices: "access.devices",
    EventLog: "events.event_log",
    Floor: "ordering.floor",
    KitchenTimings: "reporting.kitchen_timings",
    ModifierGroups: "catalogue.modifier_groups",
    OrderCounts: "reporting.order_counts",
    OrderNumbers: "ordering.order_numbers",
    Orders: "ordering.orders",
    Outbox: "kernel.outbox",
    EventQueues: "events.event_queues",
    PaymentMethods: "billing.payment_methods",
    ProductCounts: "reporting.product_counts",
    Products: "catalogue.products",
    RateLimits: "kernel.rate_limits",
    Readiness: "kernel.readiness",
    ReceiptQueues: "ordering.receipt_queues",
    Receipts: "ordering.receipts",
    Restaurants: "restaurant.restaurants",
    RollupQueues: "reporting.rollup_queues",
    Rollups: "reporting.rollups",
    Sales: "reporting.sales",
    Seatings: "ordering.seatings",
    Sections: "floor.sections",
    Sessions: "access.sessions",
    Setups: "access.setups",
    SignedIn: "access.signed_in",
    Stations: "catalogue.stations",
    Staff: "ordering.staff",
    Statistics: "kernel.statistics",
    Tables: "floor.dining_tables",
    TakingsLedger: "reporting.takings_ledger",
    TaxRates: "billing.tax_rates",
    UnitOfWork: "kernel.unit_of_work",
    Waiters: "people.waiters",
    WebhookQueues: "events.webhook_queues",
    Webhooks: "events.webhooks",
}
OF_ALL_RESTAURANTS: Final = frozenset(
    {
        AuditQueues,
        EventQueues,
        Readiness,
        ReceiptQueues,
        Restaurants,
        RollupQueues,
        Statistics,
        UnitOfWork,
        WebhookQueues,
    }
)
"""Ports of the whole installation; each of the others is one restaurant's."""


def adapters(storage: Literal["memory", "postgres"]) -> Provider:
    """Provide every port by the adapter that is named after both, imported now: memory needs no database driver."""
    provider = Provider()
    for port, module in _MODULES.items():
        adapter = getattr(import_module(f"adapters.{storage}.{module}"), f"{storage.title()}{port.__name__}")
        scope = Scope.APP if port in OF_ALL_RESTAURANTS else Scope.RESTAURANT
        _ = provider.provide(adapter, provides=port, scope=scope)
    return provider
