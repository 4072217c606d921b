"""The first tables: restaurants, users, products, orders and their lines."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "c601f7e9a2a4"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "restaurants",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("day_starts_at", sa.Time(), nullable=False),
        sa.CheckConstraint(
            "char_length(name) BETWEEN 1 AND 120 AND name !~ '[[:cntrl:]]' AND name = btrim(name)",
            name=op.f("restaurants_name_check"),
        ),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name=op.f("restaurants_currency_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("restaurants_pkey")),
    )
    op.create_table(
        "products",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("available", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "char_length(name) BETWEEN 1 AND 120 AND name !~ '[[:cntrl:]]' AND name = btrim(name)",
            name=op.f("products_name_check"),
        ),
        sa.CheckConstraint("price BETWEEN 1 AND 999999999", name=op.f("products_price_check")),
        sa.CheckConstraint("version >= 1", name=op.f("products_version_check")),
        sa.ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"], name=op.f("products_restaurants_fkey")),
        sa.PrimaryKeyConstraint("restaurant_id", "id", name=op.f("products_pkey")),
        sa.UniqueConstraint("restaurant_id", "name", name="products_name_key"),
    )
    op.create_table(
        "users",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "char_length(name) BETWEEN 1 AND 120 AND name !~ '[[:cntrl:]]' AND name = btrim(name)",
            name=op.f("users_name_check"),
        ),
        sa.CheckConstraint("email LIKE '%_@_%' AND char_length(email) <= 320", name=op.f("users_email_check")),
        sa.CheckConstraint("role IN ('waiter', 'manager')", name=op.f("users_role_check")),
        sa.CheckConstraint("version >= 1", name=op.f("users_version_check")),
        sa.ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"], name=op.f("users_restaurants_fkey")),
        sa.PrimaryKeyConstraint("restaurant_id", "id", name=op.f("users_pkey")),
    )
    op.create_index("users_email_key", "users", ["restaurant_id", sa.literal_column("lower(email)")], unique=True)
    op.create_table(
        "orders",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("customer_name", sa.String(), nullable=False),
        sa.Column("total_price", sa.BigInteger(), nullable=False),
        sa.Column("business_date", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "char_length(customer_name) BETWEEN 1 AND 120 AND customer_name !~ '[[:cntrl:]]'"
            " AND customer_name = btrim(customer_name)",
            name=op.f("orders_customer_name_check"),
        ),
        sa.CheckConstraint("total_price >= 1", name=op.f("orders_total_price_check")),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "user_id"], ["users.restaurant_id", "users.id"], name=op.f("orders_users_fkey")
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "id", name=op.f("orders_pkey")),
    )
    op.create_index("orders_of_a_day_idx", "orders", ["restaurant_id", "business_date", "user_id"], unique=False)
    op.create_index("orders_of_a_waiter_idx", "orders", ["restaurant_id", "user_id", "id"], unique=False)
    op.create_table(
        "order_products",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("product_name", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_price", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "char_length(product_name) BETWEEN 1 AND 120 AND product_name !~ '[[:cntrl:]]'"
            " AND product_name = btrim(product_name)",
            name=op.f("order_products_product_name_check"),
        ),
        sa.CheckConstraint("position BETWEEN 0 AND 199", name=op.f("order_products_position_check")),
        sa.CheckConstraint("quantity BETWEEN 1 AND 10000", name=op.f("order_products_quantity_check")),
        sa.CheckConstraint("unit_price BETWEEN 1 AND 999999999", name=op.f("order_products_unit_price_check")),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "order_id"],
            ["orders.restaurant_id", "orders.id"],
            name=op.f("order_products_orders_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "product_id"],
            ["products.restaurant_id", "products.id"],
            name=op.f("order_products_products_fkey"),
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "order_id", "position", name=op.f("order_products_pkey")),
    )


def downgrade() -> None:
    op.drop_table("order_products")
    op.drop_index("orders_of_a_waiter_idx", table_name="orders")
    op.drop_index("orders_of_a_day_idx", table_name="orders")
    op.drop_table("orders")
    op.drop_index("users_email_key", table_name="users")
    op.drop_table("users")
    op.drop_table("products")
    op.drop_table("restaurants")
