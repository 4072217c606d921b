"""The table of orders' numbers."""

from typing import Final

from sqlalchemy import Column, Date, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, Table

from adapters.postgres.kernel.metadata import check, metadata, uuid

# From which number on nobody has any, of each day. Workers take blocks of them, so that no order waits for another's
# commit at its day's row; the fill factor leaves room for its next versions.
order_numbers: Final = Table(
    "order_numbers",
    metadata,
    uuid("restaurant_id"),
    Column("business_date", Date, nullable=False),
    Column("next_number", Integer, nullable=False),
    PrimaryKeyConstraint("restaurant_id", "business_date"),
    ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
    check("next_number", "next_number >= 1"),
    postgresql_with={"fillfactor": 50},
)
