"""What orders have written down waits in a queue to be sealed, so that no order waits for another."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "a94e7c2f6b18"
down_revision: str | None = "7d1e5a0c93b6"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "audit_to_seal",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("events", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"], name=op.f("audit_to_seal_restaurants_fkey")),
        sa.PrimaryKeyConstraint("restaurant_id", "id", name=op.f("audit_to_seal_pkey")),
        postgresql_with={"autovacuum_vacuum_scale_factor": 0, "autovacuum_vacuum_threshold": 1_000},
    )


def downgrade() -> None:
    # What waits would be lost: the program seals it within a second, and before anybody reads the audit.
    op.drop_table("audit_to_seal")
