"""How often who asked for what."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "a6f2c1d09e44"
down_revision: str | None = "4b3e2d88b7c3"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "rate_limits",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("used_until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"], name=op.f("rate_limits_restaurants_fkey")),
        sa.PrimaryKeyConstraint("restaurant_id", "what", "who", name=op.f("rate_limits_pkey")),
    )


def downgrade() -> None:
    op.drop_table("rate_limits")
