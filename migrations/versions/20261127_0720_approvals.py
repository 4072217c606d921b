"""Managers approve what waiters may not do alone: once, soon, and under a token whose digest is kept."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "c4d81f63a09b"
down_revision: str | None = "d7a1f04c6e93"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "approvals",
        sa.Column("restaurant_id", sa.Uuid, nullable=False),
        sa.Column("token", sa.LargeBinary, nullable=False),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("order_id", sa.Uuid, nullable=False),
        sa.Column("user_id", sa.Uuid, nullable=False),
        sa.Column("approved_by", sa.Uuid, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("restaurant_id", "token", name=op.f("approvals_pkey")),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "user_id"], ["users.restaurant_id", "users.id"], name=op.f("approvals_users_fkey")
        ),
        sa.CheckConstraint("octet_length(token) = 32", name=op.f("approvals_token_check")),
    )


def downgrade() -> None:
    op.drop_table("approvals")
