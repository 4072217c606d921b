"""Orders have numbers: a counter a business day, from which workers take blocks. What there is by now has none."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "f0a2c6d81e37"
down_revision: str | None = "b90c5a17e3f4"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "order_numbers",
        sa.Column("restaurant_id", sa.Uuid, nullable=False),
        sa.Column("business_date", sa.Date, nullable=False),
        sa.Column("next_number", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"], name=op.f("order_numbers_restaurants_fkey")),
        sa.PrimaryKeyConstraint("restaurant_id", "business_date", name=op.f("order_numbers_pkey")),
        sa.CheckConstraint("next_number >= 1", name=op.f("order_numbers_next_number_check")),
        postgresql_with={"fillfactor": 50},
    )


def downgrade() -> None:
    op.drop_table("order_numbers")
