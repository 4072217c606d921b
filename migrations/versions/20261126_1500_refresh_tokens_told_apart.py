"""Sessions know each of their refresh tokens, and whether the last one was answered. Those that are open go on."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "7d1c5a90e2b4"
down_revision: str | None = "c27f90b4e8d1"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("sessions", sa.Column("salt", sa.String(), nullable=True))
    op.add_column("sessions", sa.Column("generation", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("sessions", sa.Column("handed_out_at", sa.DateTime(timezone=True), nullable=True))
    # The token that renews a session today is its first one from here on: 244 random bits nobody knows make the next.
    op.execute("UPDATE sessions SET salt = gen_random_uuid()::text || gen_random_uuid()::text")
    op.alter_column("sessions", "salt", nullable=False)
    op.alter_column("sessions", "generation", server_default=None)
    op.create_check_constraint(op.f("sessions_generation_check"), "sessions", "generation >= 0")


def downgrade() -> None:
    op.drop_column("sessions", "handed_out_at")
    op.drop_column("sessions", "generation")
    op.drop_column("sessions", "salt")
