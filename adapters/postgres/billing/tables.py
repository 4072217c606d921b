"""The table of tax rates."""

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from adapters.postgres.kernel.metadata import check, is_a_name, metadata, text, uuid, version

taxes: Final = Table(
    "taxes",
    metadata,
    uuid("restaurant_id"),
    uuid("id"),
    text("category"),
    text("name"),
    Column("percent", Integer, nullable=False),  # in millionths, as `domain.billing.percent` has it
    Column("included", Boolean, nullable=False),
    Column("starts_on", Date, nullable=False),
    version(),
    PrimaryKeyConstraint("restaurant_id", "id"),
    UniqueConstraint("restaurant_id", "category", "starts_on", name="taxes_starts_on_key"),
    ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
    is_a_name("category"),
    is_a_name("name"),
    check("percent", "percent BETWEEN 0 AND 1000000"),
    check("version", "version >= 1"),
)
