"""The tables of answers that may be asked for again, of what is written down for good, and of rates."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Uuid,
)

from adapters.postgres.kernel.metadata import check, metadata, moment, text, uuid

idempotency_keys: Final = Table(
    "idempotency_keys",
    metadata,
    uuid("restaurant_id"),
    uuid("user_id"),  # all zeros where nobody is signed in, so no foreign key
    text("route"),
    text("key"),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("status", SmallInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    moment("created_at"),
    PrimaryKeyConstraint("restaurant_id", "user_id", "route", "key"),
    ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
    check("key", "char_length(key) BETWEEN 1 AND 255"),
    check("fingerprint", "octet_length(fingerprint) = 32"),
    check("status", "status BETWEEN 200 AND 299"),
)

# For the purge only. A BRIN costs the hot path nothing: rows arrive in the order of time.
_ = Index("idempotency_keys_by_age_idx", idempotency_keys.c.created_at, postgresql_using="brin")

audit: Final = Table(
    "audit",
    metadata,
    uuid("restaurant_id"),
    Column("number", BigInteger, nullable=False, autoincrement=False),
    moment("at"),
    text("happening"),
    Column("actor_id", Uuid),  # no foreign key: what happened stays, whoever goes
    Column("subject_id", Uuid),
    text("details"),
    Column("seal", LargeBinary, nullable=False),
    PrimaryKeyConstraint("restaurant_id", "number"),
    ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
    check("seal", "octet_length(seal) = 32"),
)

# The last entry's number and seal: what the next one follows. Its row is the lock that puts entries in line.
audit_heads: Final = Table(
    "audit_heads",
    metadata,
    uuid("restaurant_id"),
    Column("number", BigInteger, nullable=False),
    Column("seal", LargeBinary, nullable=False),
    PrimaryKeyConstraint("restaurant_id"),
    ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
)

# What is to be written down and is in no entry yet: it waits here, where no two orders share a row, as they would share
# that of the head. `events` is what will be sealed, as JSON.
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
