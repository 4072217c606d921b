"""The table of restaurants."""

from typing import Final

from sqlalchemy import Column, PrimaryKeyConstraint, String, Table, Time

from adapters.postgres.kernel.metadata import check, is_a_name, metadata, text, uuid

restaurants: Final = Table(
    "restaurants",
    metadata,
    uuid("id"),
    text("name"),
    Column("currency", String(3), nullable=False),
    text("time_zone"),
    Column("day_starts_at", Time, nullable=False),
    PrimaryKeyConstraint("id"),
    is_a_name("name"),
    check("currency", "currency ~ '^[A-Z]{3}$'"),
)
