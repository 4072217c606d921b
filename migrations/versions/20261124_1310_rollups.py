"""Rollups of what was sold, the queue of orders they have not counted, and the local hour of each order."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "5b0f3a9c41d7"
down_revision: str | None = "eb696a33f611"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SPANS = """
    (VALUES ('day'), ('month')) AS spans (span),
    LATERAL (VALUES (sold.user_id), ('00000000-0000-0000-0000-000000000000'::uuid)) AS whose (user_id)
"""
STARTS_ON = "CASE span WHEN 'day' THEN business_date ELSE date_trunc('month', business_date)::date END"


def upgrade() -> None:
    op.add_column("orders", sa.Column("local_hour", sa.SmallInteger(), nullable=True))
    op.execute(
        "UPDATE orders SET local_hour = extract(hour FROM created_at AT TIME ZONE r.time_zone)"
        " FROM restaurants r WHERE r.id = orders.restaurant_id"
    )
    op.alter_column("orders", "local_hour", nullable=False)
    op.create_check_constraint(op.f("orders_local_hour_check"), "orders", "local_hour BETWEEN 0 AND 23")
    op.create_table(
        "orders_to_roll_up",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "order_id"],
            ["orders.restaurant_id", "orders.id"],
            name=op.f("orders_to_roll_up_orders_fkey"),
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "order_id", name=op.f("orders_to_roll_up_pkey")),
        postgresql_with={"autovacuum_vacuum_scale_factor": 0, "autovacuum_vacuum_threshold": 10_000},
    )
    _rollup("sales_by_product", sa.Column("product_id", sa.Uuid(), nullable=False))
    _rollup("sales_by_hour", sa.Column("local_hour", sa.SmallInteger(), nullable=False))
    _count_what_is_there("sales_by_product", "product_id")
    _count_what_is_there("sales_by_hour", "local_hour")


def _rollup(table: str, key: sa.Column[Any]) -> None:
    op.create_table(
        table,
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("span", sa.String(length=5), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        key,
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("revenue", sa.Numeric(), nullable=False),
        sa.Column("orders", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("span IN ('day', 'month')", name=op.f(f"{table}_span_check")),
        sa.ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"], name=op.f(f"{table}_restaurants_fkey")),
        sa.PrimaryKeyConstraint("restaurant_id", "user_id", "span", "starts_on", key.name, name=op.f(f"{table}_pkey")),
        postgresql_with={"fillfactor": 80},
    )


def _count_what_is_there(table: str, key: str) -> None:
    op.execute(
        f"INSERT INTO {table}"  # noqa: S608 - the names are those above
        f" SELECT restaurant_id, whose.user_id, span, {STARTS_ON} AS starts_on, {key},"
        " sum(quantity), sum(revenue), sum(orders) FROM ("
        f"   SELECT o.restaurant_id, o.user_id, business_date, {key}, sum(quantity) AS quantity,"
        "    sum(quantity * unit_price) AS revenue, count(DISTINCT o.id) AS orders"
        "   FROM orders o JOIN order_products l ON l.restaurant_id = o.restaurant_id AND l.order_id = o.id"
        f"   GROUP BY o.restaurant_id, o.user_id, business_date, {key}"
        f" ) AS sold, {SPANS} GROUP BY 1, 2, 3, 4, 5"
    )


def downgrade() -> None:
    op.drop_table("sales_by_hour")
    op.drop_table("sales_by_product")
    op.drop_table("orders_to_roll_up")
    op.drop_column("orders", "local_hour")
