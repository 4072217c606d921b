"""Sessions that ended, and the version of a user's tokens."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "3c7a90e1b5d2"
down_revision: str | None = "9d41c07be2f3"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("users", sa.Column("token_version", sa.Integer(), nullable=False, server_default="1"))
    op.alter_column("users", "token_version", server_default=None)
    op.create_table(
        "ended_sessions",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"], name=op.f("ended_sessions_restaurants_fkey")),
        sa.PrimaryKeyConstraint("restaurant_id", "id", name=op.f("ended_sessions_pkey")),
    )


def downgrade() -> None:
    op.drop_table("ended_sessions")
    op.drop_column("users", "token_version")
