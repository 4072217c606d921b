"""Sections, the parts of the floor."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "b40d9e6271fc"
down_revision: str | None = "f19d3a7c52e8"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_A_NAME = "char_length(name) BETWEEN 1 AND 120 AND name !~ '[[:cntrl:]]' AND name = btrim(name)"


def upgrade() -> None:
    op.create_table(
        "sections",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(_A_NAME, name=op.f("sections_name_check")),
        sa.CheckConstraint("version >= 1", name=op.f("sections_version_check")),
        sa.ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"], name=op.f("sections_restaurants_fkey")),
        sa.PrimaryKeyConstraint("restaurant_id", "id", name=op.f("sections_pkey")),
        sa.UniqueConstraint("restaurant_id", "name", name=op.f("sections_name_key")),
    )


def downgrade() -> None:
    op.drop_table("sections")
