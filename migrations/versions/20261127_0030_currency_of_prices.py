"""Products say the currency that their price is in, which is their restaurant's as long as they are there."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "d2f60b8c4a17"
down_revision: str | None = "c3a8f16d5e27"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_MOST_COMMON = sa.text("SELECT currency FROM restaurants GROUP BY currency ORDER BY count(*) DESC LIMIT 1")


def upgrade() -> None:
    # By a default no row is written; what most restaurants have is it, so that few are left to write.
    currency = op.get_bind().scalar(_MOST_COMMON) or "USD"
    op.add_column("products", sa.Column("currency", sa.String(3), nullable=False, server_default=currency))
    op.execute("""
        UPDATE products SET currency = restaurants.currency FROM restaurants
        WHERE restaurants.id = restaurant_id AND restaurants.currency <> products.currency
    """)
    op.alter_column("products", "currency", server_default=None)
    op.create_unique_constraint(op.f("restaurants_id_currency_key"), "restaurants", ["id", "currency"])
    _refer_by("currency")


def downgrade() -> None:
    _refer_by()
    op.drop_column("products", "currency")
    op.drop_constraint(op.f("restaurants_id_currency_key"), "restaurants")


def _refer_by(*more: str) -> None:
    name = op.f("products_restaurants_fkey")
    op.drop_constraint(name, "products")
    op.create_foreign_key(name, "products", "restaurants", ["restaurant_id", *more], ["id", *more])
