"""The table of restaurants."""

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Time,
    UniqueConstraint,
)
from sqlalchemy import text as sql

from adapters.postgres.kernel.metadata import check, is_a_name, metadata, text, uuid, version

restaurants: Final = Table(
    "restaurants",
    metadata,
    uuid("id"),
    text("name"),
    Column("currency", String(3), nullable=False),
    text("time_zone"),
    Column("day_starts_at", Time, nullable=False),
    text("slug"),
    Column("is_open", Boolean, nullable=False),
    version(),
    Column("setup_token", LargeBinary),  # a digest; none where the settings opened it
    Column("settings_followed", String),  # what the settings said, as JSON
    Column("language", String(2), nullable=False, server_default="en"),
    PrimaryKeyConstraint("id"),
    is_a_name("name"),
    check("currency", "currency ~ '^[A-Z]{3}$'"),
    check("language", "language IN ('de', 'en', 'es', 'fr')"),
    check("slug", "slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'"),
    check("version", "version >= 1"),
    check("setup_token", "octet_length(setup_token) = 32"),
    UniqueConstraint("slug"),
    UniqueConstraint("id", "currency"),  # what products refer to
    Index("restaurants_that_follow_idx", "id", postgresql_where=sql("settings_followed IS NOT NULL")),
)
