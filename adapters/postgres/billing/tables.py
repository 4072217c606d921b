"""The tables of tax rates, of payment methods, and of the reports of closed days."""

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
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

payment_methods: Final = Table(
    "payment_methods",
    metadata,
    uuid("restaurant_id"),
    uuid("id"),
    text("name"),
    text("kind"),
    Column("active", Boolean, nullable=False),
    version(),
    PrimaryKeyConstraint("restaurant_id", "id"),
    UniqueConstraint("restaurant_id", "name", name="payment_methods_name_key"),
    ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
    is_a_name("name"),
    check("kind", "kind IN ('cash', 'card', 'other')"),
    check("version", "version >= 1"),
)

# The reports of closed days, to the byte. `seal` is the SHA-256 of the seal before and the report.
day_reports: Final = Table(
    "day_reports",
    metadata,
    uuid("restaurant_id"),
    Column("number", Integer, nullable=False, autoincrement=False),
    Column("business_date", Date, nullable=False),
    text("report"),
    Column("seal", LargeBinary, nullable=False),
    PrimaryKeyConstraint("restaurant_id", "number"),
    UniqueConstraint("restaurant_id", "business_date", name="day_reports_business_date_key"),
    ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
    check("number", "number >= 1"),
    check("seal", "octet_length(seal) = 32"),
)
