"""The tables of sums: what was sold, and how many products there are."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKeyConstraint,
    Numeric,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
)

from adapters.postgres.kernel.metadata import check, metadata, uuid

EVERYBODY: Final = UUID(int=0)
"""The `user_id` of sums of all waiters together."""


def _sums_by(key: Column[Any], name: str) -> Table:
    # `span` is a day or a month, `starts_on` its first day. `user_id` may be `EVERYBODY`, so it is no foreign key. The
    # revenue of a month may exceed a bigint.
    return Table(
        name,
        metadata,
        uuid("restaurant_id"),
        uuid("user_id"),
        Column("span", String(5), nullable=False),
        Column("starts_on", Date, nullable=False),
        key,
        Column("quantity", BigInteger, nullable=False),
        Column("revenue", Numeric, nullable=False),
        Column("orders", BigInteger, nullable=False),
        Column("discounts", Numeric, nullable=False, server_default="0"),
        Column("refunds", Numeric, nullable=False, server_default="0"),
        PrimaryKeyConstraint("restaurant_id", "user_id", "span", "starts_on", key.name),
        ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
        check("span", "span IN ('day', 'month')"),
        postgresql_with={"fillfactor": 80},
    )


sales_by_product: Final = _sums_by(uuid("product_id"), "sales_by_product")
sales_by_hour: Final = _sums_by(Column("local_hour", SmallInteger, nullable=False), "sales_by_hour")

product_counts: Final = Table(
    "product_counts",
    metadata,
    uuid("restaurant_id"),
    Column("products", BigInteger, nullable=False),
    PrimaryKeyConstraint("restaurant_id"),
    ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
)
