"""Orders are handed over: a queue of what that makes of the sums."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "a83c5e19d4f7"
down_revision: str | None = "d2f85b1c7a94"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "handovers_to_roll_up",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("order_version", sa.BigInteger(), nullable=False),
        sa.Column("former_user_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("business_date", sa.Date(), nullable=False),
        sa.Column("local_hour", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "order_id"],
            ["orders.restaurant_id", "orders.id"],
            name=op.f("handovers_to_roll_up_orders_fkey"),
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "order_id", "order_version", name=op.f("handovers_to_roll_up_pkey")),
        postgresql_with={"autovacuum_vacuum_scale_factor": 0, "autovacuum_vacuum_threshold": 10_000},
    )


def downgrade() -> None:
    op.drop_table("handovers_to_roll_up")
