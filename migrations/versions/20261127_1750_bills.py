"""Bills: discounts, service charges, payments and refunds, and the taxes of lines.

What became of each bill is written down line by line, and added to the sums of the reports.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "5b1e7d90c3fa"
down_revision: str | None = "b72e4d91c6f8"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Rows of these are neither changed nor deleted.
_LEDGERS = ("order_payments", "order_refunds", "bill_entries")
_SUMS = ("sales_by_product", "sales_by_hour")
_NOTE = "char_length({0}) BETWEEN 1 AND {1} AND {0} !~ '[[:cntrl:]]' AND {0} = btrim({0})"
_ALL = ("discount", "service_charge", "taxable", "tax", "added_tax", "refund")


def upgrade() -> None:
    _extend_orders()
    _create_accounts()
    _create_entries("bill_entries", sa.Column("position", sa.SmallInteger, nullable=False), *_money(*_ALL), *_tax())
    op.create_index("bill_entries_by_day_idx", "bill_entries", ["restaurant_id", "business_date"])
    vacuumed_often = {"autovacuum_vacuum_scale_factor": 0, "autovacuum_vacuum_threshold": 10_000}
    _create_entries("bill_entries_to_roll_up", *_money("discount", "refund"), postgresql_with=vacuumed_often)
    for table in _LEDGERS:
        op.execute(
            f"CREATE TRIGGER {table}_is_for_good BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
    for table in _SUMS:
        for column in ("discounts", "refunds"):
            op.add_column(table, sa.Column(column, sa.Numeric, nullable=False, server_default="0"))


def _extend_orders() -> None:
    kinds = (sa.Integer, sa.Boolean, sa.Boolean, sa.BigInteger, sa.BigInteger)
    for name, kind in zip(_PASSED_BY["orders"].split(), kinds, strict=True):
        op.add_column("orders", sa.Column(name, kind))
    for column, bounds in (("service_percent", "0 AND 1000000"), ("paid", "0 AND billed")):
        op.create_check_constraint(op.f(f"orders_{column}_check"), "orders", f"{column} BETWEEN {bounds}")
    for column in _tax():
        op.add_column("order_products", column)
    op.create_check_constraint(
        op.f("order_products_tax_check"),
        "order_products",
        "num_nulls(tax_category, tax_name, tax_percent, tax_included) IN (0, 4)",
    )
    op.create_check_constraint(
        op.f("order_products_tax_percent_check"), "order_products", "tax_percent BETWEEN 0 AND 1000000"
    )
    for table, columns in _PASSED_BY.items():
        for column in columns.split():
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0")


# What nothing is found by.
_PASSED_BY = {
    "orders": "service_percent service_taxed service_by_hand billed paid",
    "order_products": "tax_category tax_name tax_percent tax_included",
}


def _create_accounts() -> None:
    op.create_table(
        "order_discounts",
        *_of_an_order(),
        sa.Column("removed_in", sa.BigInteger),
        sa.Column("percent", sa.Integer),
        sa.Column("amount", sa.BigInteger),
        sa.Column("line_ids", sa.ARRAY(sa.Uuid)),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("given_by", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.Uuid),
        *_keys("order_discounts", "given_by"),
        sa.CheckConstraint("num_nulls(percent, amount) = 1", name=op.f("order_discounts_off_check")),
        sa.CheckConstraint("percent BETWEEN 0 AND 1000000", name=op.f("order_discounts_percent_check")),
        sa.CheckConstraint("amount > 0", name=op.f("order_discounts_amount_check")),
        sa.CheckConstraint(_NOTE.format("reason", 400), name=op.f("order_discounts_reason_check")),
    )
    op.create_table(
        "order_payments",
        *_of_an_order(),
        sa.Column("method", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("tip", sa.BigInteger, nullable=False),
        sa.Column("rounding", sa.BigInteger, nullable=False),
        sa.Column("tendered", sa.BigInteger),
        sa.Column("reference", sa.String),
        sa.Column("taken_by", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("business_date", sa.Date, nullable=False),
        sa.Column("local_hour", sa.SmallInteger, nullable=False),
        *_keys("order_payments", "taken_by"),
        sa.CheckConstraint(_NOTE.format("method", 120), name=op.f("order_payments_method_check")),
        sa.CheckConstraint("kind IN ('cash', 'card', 'other')", name=op.f("order_payments_kind_check")),
        sa.CheckConstraint("amount >= 0 AND tip >= 0", name=op.f("order_payments_amount_check")),
        sa.CheckConstraint("tendered >= amount + tip", name=op.f("order_payments_tendered_check")),
        sa.CheckConstraint(_NOTE.format("reference", 400), name=op.f("order_payments_reference_check")),
    )
    op.create_index("order_payments_by_day_idx", "order_payments", ["restaurant_id", "business_date"])
    op.create_table(
        "order_refunds",
        *_of_an_order(),
        sa.Column("payment_id", sa.Uuid, nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("given_by", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("business_date", sa.Date, nullable=False),
        sa.Column("local_hour", sa.SmallInteger, nullable=False),
        sa.Column("approved_by", sa.Uuid),
        *_keys("order_refunds", "given_by"),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "order_id", "payment_id"],
            ["order_payments.restaurant_id", "order_payments.order_id", "order_payments.id"],
            name=op.f("order_refunds_order_payments_fkey"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("order_refunds_amount_check")),
        sa.CheckConstraint(_NOTE.format("reason", 400), name=op.f("order_refunds_reason_check")),
    )
    op.create_index("order_refunds_by_day_idx", "order_refunds", ["restaurant_id", "business_date"])


def _of_an_order() -> list[sa.Column[object]]:
    return [
        sa.Column("restaurant_id", sa.Uuid, nullable=False),
        sa.Column("order_id", sa.Uuid, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("order_version", sa.BigInteger, nullable=False),
    ]


def _create_entries(table: str, *more: sa.Column[object], **options: dict[str, int]) -> None:
    op.create_table(
        table,
        sa.Column("restaurant_id", sa.Uuid, nullable=False),
        sa.Column("order_id", sa.Uuid, nullable=False),
        sa.Column("order_version", sa.BigInteger, nullable=False),
        sa.Column("number", sa.SmallInteger, nullable=False),
        sa.Column("product_id", sa.Uuid, nullable=False),
        sa.Column("user_id", sa.Uuid, nullable=False),
        sa.Column("business_date", sa.Date, nullable=False),
        sa.Column("local_hour", sa.SmallInteger, nullable=False),
        *more,
        sa.PrimaryKeyConstraint("restaurant_id", "order_id", "order_version", "number", name=op.f(f"{table}_pkey")),
        _orders_key(table),
        **options,  # pyright: ignore[reportArgumentType] - options of PostgreSQL's
    )


def _money(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.BigInteger, nullable=False) for name in names]


def _tax() -> list[sa.Column[object]]:
    return [
        sa.Column("tax_category", sa.String),
        sa.Column("tax_name", sa.String),
        sa.Column("tax_percent", sa.Integer),
        sa.Column("tax_included", sa.Boolean),
    ]


def _keys(table: str, by: str) -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("restaurant_id", "order_id", "id", name=op.f(f"{table}_pkey")),
        _orders_key(table),
        sa.ForeignKeyConstraint(
            ["restaurant_id", by], ["users.restaurant_id", "users.id"], name=op.f(f"{table}_users_fkey")
        ),
    ]


def _orders_key(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["restaurant_id", "order_id"], ["orders.restaurant_id", "orders.id"], name=op.f(f"{table}_orders_fkey")
    )


def downgrade() -> None:
    for table, column in ((table, each) for table in _SUMS for each in ("discounts", "refunds")):
        op.drop_column(table, column)
    _ = [op.drop_table(table) for table in ("bill_entries_to_roll_up", *reversed(_LEDGERS), "order_discounts")]
    for table, column in ((table, each) for table, columns in _PASSED_BY.items() for each in columns.split()):
        op.drop_column(table, column)
