"""Stations, where products are made."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "e7b1c05a93d4"
down_revision: str | None = "d2f60b8c4a17"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_A_NAME = "char_length(name) BETWEEN 1 AND 120 AND name !~ '[[:cntrl:]]' AND name = btrim(name)"


def upgrade() -> None:
    op.create_table(
        "stations",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(_A_NAME, name=op.f("stations_name_check")),
        sa.CheckConstraint("version >= 1", name=op.f("stations_version_check")),
        sa.ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"], name=op.f("stations_restaurants_fkey")),
        sa.PrimaryKeyConstraint("restaurant_id", "id", name=op.f("stations_pkey")),
        sa.UniqueConstraint("restaurant_id", "name", name=op.f("stations_name_key")),
    )


def downgrade() -> None:
    op.drop_table("stations")
