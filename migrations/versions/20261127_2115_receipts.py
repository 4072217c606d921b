"""Receipts have numbers; orders that are closed wait for them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "3b9f60d2c7a4"
down_revision: str | None = "8c4e5f0a9d27"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "receipts_to_number",
        sa.Column("restaurant_id", sa.Uuid, nullable=False),
        sa.Column("order_id", sa.Uuid, nullable=False),
        sa.Column("order_version", sa.BigInteger, nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("restaurant_id", "order_id", "order_version"),
        sa.ForeignKeyConstraint(["restaurant_id", "order_id"], ["orders.restaurant_id", "orders.id"]),
        postgresql_with={"autovacuum_vacuum_scale_factor": 0, "autovacuum_vacuum_threshold": 10_000},
    )
    op.create_table(
        "receipts",
        sa.Column("restaurant_id", sa.Uuid, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("order_id", sa.Uuid, nullable=False),
        sa.PrimaryKeyConstraint("restaurant_id", "number"),
        sa.UniqueConstraint("restaurant_id", "order_id"),
        sa.ForeignKeyConstraint(["restaurant_id", "order_id"], ["orders.restaurant_id", "orders.id"]),
        sa.CheckConstraint("number >= 1", name=op.f("receipts_number_check")),
    )
    op.execute(
        "CREATE TRIGGER receipts_is_for_good BEFORE UPDATE OR DELETE ON receipts "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    op.drop_table("receipts")
    op.drop_table("receipts_to_number")
