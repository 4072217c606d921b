"""The tables of what people prove who they are with, of sessions and of devices."""

from typing import Final
from uuid import UUID

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Uuid,
)

from adapters.postgres.kernel.metadata import check, is_a_name, metadata, moment, text, uuid, version

ended_sessions: Final = Table(
    "ended_sessions",
    metadata,
    uuid("restaurant_id"),
    uuid("id"),
    moment("expires_at"),  # when the session's last token does: until then it has to be known
    PrimaryKeyConstraint("restaurant_id", "id"),
    ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
)

sessions: Final = Table(
    "sessions",
    metadata,
    uuid("restaurant_id"),
    uuid("id"),
    uuid("user_id"),
    Column("device_id", Uuid),
    version("token_version"),
    Column("secret", LargeBinary, nullable=False),
    moment("expires_at"),
    Column("version", Integer, nullable=False),
    text("salt"),
    Column("generation", Integer, nullable=False),
    Column("handed_out_at", DateTime(timezone=True)),
    PrimaryKeyConstraint("restaurant_id", "id"),
    ForeignKeyConstraint(["restaurant_id", "user_id"], ["users.restaurant_id", "users.id"]),
    ForeignKeyConstraint(["restaurant_id", "device_id"], ["devices.restaurant_id", "devices.id"]),
    check("generation", "generation >= 0"),
    Index("sessions_on_a_device_idx", "restaurant_id", "device_id"),
)

credentials: Final = Table(
    "credentials",
    metadata,
    uuid("restaurant_id"),
    uuid("user_id"),
    text("kind"),
    text("hash"),
    PrimaryKeyConstraint("restaurant_id", "user_id", "kind"),
    ForeignKeyConstraint(["restaurant_id", "user_id"], ["users.restaurant_id", "users.id"]),
    check("kind", "kind IN ('password', 'pin')"),
    check("hash", "hash LIKE '$argon2id$%'"),
)

activations: Final = Table(
    "activations",
    metadata,
    uuid("restaurant_id"),
    uuid("user_id"),
    Column("code", LargeBinary, nullable=False),
    moment("expires_at"),
    PrimaryKeyConstraint("restaurant_id", "user_id"),
    ForeignKeyConstraint(["restaurant_id", "user_id"], ["users.restaurant_id", "users.id"]),
    check("code", "octet_length(code) = 32"),
)

setups: Final = Table(
    "setups",
    metadata,
    uuid("restaurant_id"),
    uuid("user_id"),
    moment("done_at"),
    PrimaryKeyConstraint("restaurant_id"),
    ForeignKeyConstraint(["restaurant_id", "user_id"], ["users.restaurant_id", "users.id"]),
)

pairings: Final = Table(
    "pairings",
    metadata,
    uuid("restaurant_id"),
    Column("code", LargeBinary, nullable=False),
    text("name"),
    uuid("offered_by"),
    moment("expires_at"),
    PrimaryKeyConstraint("restaurant_id", "code"),
    ForeignKeyConstraint(["restaurant_id", "offered_by"], ["users.restaurant_id", "users.id"]),
    is_a_name("name"),
    check("code", "octet_length(code) = 32"),
)

devices: Final = Table(
    "devices",
    metadata,
    uuid("restaurant_id"),
    uuid("id"),
    text("name"),
    Column("secret", LargeBinary, nullable=False),
    uuid("enrolled_by"),
    moment("enrolled_at"),
    Column("revoked_at", DateTime(timezone=True)),
    PrimaryKeyConstraint("restaurant_id", "id"),
    ForeignKeyConstraint(["restaurant_id", "enrolled_by"], ["users.restaurant_id", "users.id"]),
    is_a_name("name"),
    check("secret", "octet_length(secret) = 32"),
)

approvals: Final = Table(
    "approvals",
    metadata,
    uuid("restaurant_id"),
    Column("token", LargeBinary, nullable=False),
    text("action"),
    uuid("order_id"),
    uuid("user_id"),
    uuid("approved_by"),
    moment("expires_at"),
    PrimaryKeyConstraint("restaurant_id", "token"),
    ForeignKeyConstraint(["restaurant_id", "user_id"], ["users.restaurant_id", "users.id"]),
    check("token", "octet_length(token) = 32"),
)

NO_DEVICE: Final = UUID(int=0)
"""The `device_id` of attempts made anywhere but on a device of the restaurant."""

attempts: Final = Table(
    "attempts",
    metadata,
    uuid("restaurant_id"),
    Column("account", LargeBinary, nullable=False),  # a digest, as nobody's e-mail may be somebody's
    uuid("device_id"),  # may be NO_DEVICE, so no foreign key
    Column("failures", Integer, nullable=False),
    moment("next_at"),
    PrimaryKeyConstraint("restaurant_id", "account", "device_id"),
    ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
)
