"""Restaurants are known by slugs, may be closed, and remember what the settings said of them.

The restaurants there are keep working under `restaurant`, `restaurant-2` and so on; the settings may say otherwise.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "a4d7c2e91b63"
down_revision: str | None = "f3a86c1d5e20"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("restaurants", sa.Column("slug", sa.String(), nullable=True))
    op.execute("""
        UPDATE restaurants SET slug = 'restaurant' || CASE number WHEN 1 THEN '' ELSE '-' || number END
        FROM (SELECT id AS numbered, row_number() OVER (ORDER BY id) AS number FROM restaurants) AS numbers
        WHERE id = numbered
    """)
    op.alter_column("restaurants", "slug", nullable=False)
    op.add_column("restaurants", sa.Column("is_open", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("restaurants", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    for column in ("is_open", "version"):
        op.alter_column("restaurants", column, server_default=None)
    op.add_column("restaurants", sa.Column("setup_token", sa.LargeBinary(), nullable=True))
    op.add_column("restaurants", sa.Column("settings_followed", sa.String(), nullable=True))
    op.create_unique_constraint(op.f("restaurants_slug_key"), "restaurants", ["slug"])
    for name, rule in (
        ("slug", "slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'"),
        ("version", "version >= 1"),
        ("setup_token", "octet_length(setup_token) = 32"),
    ):
        op.create_check_constraint(op.f(f"restaurants_{name}_check"), "restaurants", rule)


def downgrade() -> None:
    for column in ("settings_followed", "setup_token", "version", "is_open", "slug"):
        op.drop_column("restaurants", column)
