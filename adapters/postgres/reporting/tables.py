"""The tables of what was sold, added up."""

from typing import Any, Final

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


def _sums_by(key: Column[Any], name: str) -> Table:
    # `span` is a day or a month, `starts_on` its first day. `user_id` is all zeros for everybody together, so it is no
    # foreign key. The revenue of a month may pass what a bigint holds.
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
