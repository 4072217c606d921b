"""The number of products, and the queue of products that are not in it yet."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "c27f90b4e8d1"
down_revision: str | None = "3f8ac60d17b2"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "products_to_count",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "product_id"],
            ["products.restaurant_id", "products.id"],
            name=op.f("products_to_count_products_fkey"),
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "product_id", name=op.f("products_to_count_pkey")),
        postgresql_with={"autovacuum_vacuum_scale_factor": 0, "autovacuum_vacuum_threshold": 1_000},
    )
    op.create_table(
        "product_counts",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("products", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"], name=op.f("product_counts_restaurants_fkey")),
        sa.PrimaryKeyConstraint("restaurant_id", name=op.f("product_counts_pkey")),
    )
    op.execute("INSERT INTO product_counts SELECT restaurant_id, count(*) FROM products GROUP BY restaurant_id")


def downgrade() -> None:
    op.drop_table("product_counts")
    op.drop_table("products_to_count")
