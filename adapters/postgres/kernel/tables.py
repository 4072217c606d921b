"""The tables of kept answers, of the audit, of what is told, and of rate limits."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Uuid,
)

from adapters.postgres.kernel.metadata import check, metadata, moment, text, uuid

NOT_SIGNED_IN: Final = UUID(int=0)
"""The `user_id` of answers to requests without a token."""


def what_happened() -> Sequence[Column[Any]]:
    """Return the columns of what an event says, the same before and after it has its number."""
    return [
        text("type"),
        moment("at"),
        Column("actor_id", Uuid),  # no foreign keys: events outlive what they are about
        Column("user_id", Uuid),
        Column("former_user_id", Uuid),
        Column("table_id", Uuid),
        Column("station_ids", ARRAY(Uuid)),
        text("data"),
        Column("former_table_id", Uuid),
    ]


idempotency_keys: Final = Table(
    "idempotency_keys",
    metadata,
    uuid("restaurant_id"),
    uuid("user_id"),  # may be NOT_SIGNED_IN, so no foreign key
    text("route"),
    text("key"),
    Column("fingerprint", LargeBinary, nullable=False),
    moment("created_at"),
    text("made"),
    PrimaryKeyConstraint("restaurant_id", "user_id", "route", "key"),
    ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
    check("key", "char_length(key) BETWEEN 1 AND 255"),
    check("fingerprint", "octet_length(fingerprint) = 32"),
)

# For `make purge` only. A BRIN costs an insert almost nothing, and rows come in the order of time.
_ = Index("idempotency_keys_by_age_idx", idempotency_keys.c.created_at, postgresql_using="brin")

audit: Final = Table(
    "audit",
    metadata,
    uuid("restaurant_id"),
    Column("number", BigInteger, nullable=False, autoincrement=False),
    moment("at"),
    text("happening"),
    Column("actor_id", Uuid),  # no foreign key: entries outlive users
    Column("subject_id", Uuid),
    text("details"),
    Column("seal", LargeBinary, nullable=False),
    PrimaryKeyConstraint("restaurant_id", "number"),
    ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
    check("seal", "octet_length(seal) = 32"),
)

# The number and seal of each restaurant's last entry. The row is locked while an entry is added after it.
audit_heads: Final = Table(
    "audit_heads",
    metadata,
    uuid("restaurant_id"),
    Column("number", BigInteger, nullable=False),
    Column("seal", LargeBinary, nullable=False),
    PrimaryKeyConstraint("restaurant_id"),
    ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
)

# The queue of events that are in no entry yet. Orders add rows of their own, and so do not wait for each other at the
# row in audit_heads. `events` is a JSON array of what will be sealed.
audit_to_seal: Final = Table(
    "audit_to_seal",
    metadata,
    uuid("restaurant_id"),
    uuid("id"),
    text("events"),
    PrimaryKeyConstraint("restaurant_id", "id"),
    ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
    postgresql_with={"autovacuum_vacuum_scale_factor": 0, "autovacuum_vacuum_threshold": 1_000},
)

# What was told and has no number in `events` yet. Whoever changes something adds a row in its own transaction. The key
# is the order that they are numbered in: of one thing by its versions.
events_to_number: Final = Table(
    "events_to_number",
    metadata,
    uuid("restaurant_id"),
    uuid("about_id"),
    Column("about_version", BigInteger, nullable=False),
    uuid("id"),
    *what_happened(),
    PrimaryKeyConstraint("restaurant_id", "about_id", "about_version", "id"),
    ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
    postgresql_with={"autovacuum_vacuum_scale_factor": 0, "autovacuum_vacuum_threshold": 10_000},
)

# Through which business day a restaurant's books are closed. Whoever writes what counts for a day locks the row, and
# whoever closes a day waits for them.
day_heads: Final = Table(
    "day_heads",
    metadata,
    uuid("restaurant_id"),
    Column("closed_through", Date),
    PrimaryKeyConstraint("restaurant_id"),
    ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
)

rate_limits: Final = Table(
    "rate_limits",
    metadata,
    uuid("restaurant_id"),
    text("what"),
    text("who"),
    moment("used_until"),
    PrimaryKeyConstraint("restaurant_id", "what", "who"),
    ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
)
