"""Events are delivered to webhooks."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "d7a1f04c6e93"
down_revision: str | None = "f0a2c6d81e37"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "webhooks",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("types", sa.ARRAY(sa.String()), nullable=True),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("after_number", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gave_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("char_length(url) BETWEEN 8 AND 2000", name=op.f("webhooks_url_check")),
        sa.CheckConstraint("version >= 1", name=op.f("webhooks_version_check")),
        sa.ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"], name=op.f("webhooks_restaurants_fkey")),
        sa.PrimaryKeyConstraint("restaurant_id", "id", name=op.f("webhooks_pkey")),
        postgresql_with={"fillfactor": 50},
    )
    op.create_table(
        "webhook_deliveries",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("webhook_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("failure", sa.String(), nullable=True),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "webhook_id"],
            ["webhooks.restaurant_id", "webhooks.id"],
            name=op.f("webhook_deliveries_webhooks_fkey"),
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "webhook_id", "id", name=op.f("webhook_deliveries_pkey")),
    )


def downgrade() -> None:
    op.drop_table("webhook_deliveries")
    op.drop_table("webhooks")
