"""The tables of the log of events, and of webhooks."""

from typing import Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Uuid,
)

from adapters.postgres.kernel.metadata import check, metadata, moment, text, uuid, version
from adapters.postgres.kernel.tables import what_happened

events: Final = Table(
    "events",
    metadata,
    uuid("restaurant_id"),
    Column("number", BigInteger, nullable=False, autoincrement=False),
    uuid("about_id"),
    Column("about_version", BigInteger, nullable=False),
    uuid("id"),
    *what_happened(),
    PrimaryKeyConstraint("restaurant_id", "number"),
    ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
    Index("events_by_what_they_are_about_idx", "restaurant_id", "about_id", "number"),
)

# How far each restaurant's log goes: `number` is the last that was given, `readable` the last that is known to be as
# durable as a commit has to be. Whoever numbers locks the row.
event_heads: Final = Table(
    "event_heads",
    metadata,
    uuid("restaurant_id"),
    Column("number", BigInteger, nullable=False),
    Column("readable", BigInteger, nullable=False),
    PrimaryKeyConstraint("restaurant_id"),
    ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
    postgresql_with={"fillfactor": 50},
)

# Whoever delivers to a webhook holds it until a moment: `holder_id` is another one each time.
webhooks: Final = Table(
    "webhooks",
    metadata,
    uuid("restaurant_id"),
    uuid("id"),
    text("url"),
    Column("types", ARRAY(String)),
    text("secret"),
    Column("after_number", BigInteger, nullable=False),
    moment("due_at"),
    Column("is_active", Boolean, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("failing_since", DateTime(timezone=True)),
    Column("gave_up_at", DateTime(timezone=True)),
    Column("holder_id", Uuid),
    Column("held_until", DateTime(timezone=True)),
    version(),
    PrimaryKeyConstraint("restaurant_id", "id"),
    ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
    check("url", "char_length(url) BETWEEN 8 AND 2000"),
    check("version", "version >= 1"),
    postgresql_with={"fillfactor": 50},
)

webhook_deliveries: Final = Table(
    "webhook_deliveries",
    metadata,
    uuid("restaurant_id"),
    uuid("webhook_id"),
    uuid("id"),
    Column("number", BigInteger, nullable=False),
    moment("at"),
    Column("status", Integer),
    Column("failure", String),
    Column("milliseconds", Integer, nullable=False),
    PrimaryKeyConstraint("restaurant_id", "webhook_id", "id"),
    ForeignKeyConstraint(["restaurant_id", "webhook_id"], [webhooks.c.restaurant_id, webhooks.c.id]),
)
