"""Answers kept for requests that may be sent again."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "eb696a33f611"
down_revision: str | None = "c601f7e9a2a4"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "idempotency_keys",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("route", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("char_length(key) BETWEEN 1 AND 255", name=op.f("idempotency_keys_key_check")),
        sa.CheckConstraint("octet_length(fingerprint) = 32", name=op.f("idempotency_keys_fingerprint_check")),
        sa.CheckConstraint("status BETWEEN 200 AND 299", name=op.f("idempotency_keys_status_check")),
        sa.ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"], name=op.f("idempotency_keys_restaurants_fkey")),
        sa.PrimaryKeyConstraint("restaurant_id", "user_id", "route", "key", name=op.f("idempotency_keys_pkey")),
    )
    op.create_index(
        "idempotency_keys_by_age_idx", "idempotency_keys", ["created_at"], unique=False, postgresql_using="brin"
    )


def downgrade() -> None:
    op.drop_index("idempotency_keys_by_age_idx", table_name="idempotency_keys", postgresql_using="brin")
    op.drop_table("idempotency_keys")
