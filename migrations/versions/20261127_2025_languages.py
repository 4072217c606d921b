"""Restaurants have a language."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "b7d41e80c9f3"
down_revision: str | None = "d2f8a61b7c40"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("restaurants", sa.Column("language", sa.String(2), nullable=False, server_default="en"))
    op.create_check_constraint(
        op.f("restaurants_language_check"), "restaurants", "language IN ('de', 'en', 'es', 'fr')"
    )


def downgrade() -> None:
    op.drop_column("restaurants", "language")
